using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Declarations;

/// <summary>The attributes of the runtime library, recognised by name so that their assembly need not be loaded.</summary>
internal static class KnownAttributes
{
    public const string CompiledModel = "ModelCompiler.CompiledModelAttribute";
    public const string Weights = "ModelCompiler.WeightsAttribute";
    public const string RandomWeights = "ModelCompiler.RandomWeightsAttribute";
    public const string Output = "ModelCompiler.OutputAttribute";
    private const string Layer = "ModelCompiler.LayerAttribute";

    public static bool Is(this AttributeData attribute, string fullName) => attribute.AttributeClass?.ToDisplayString() == fullName;

    public static bool IsLayer(this AttributeData attribute) =>
        attribute.AttributeClass?.BaseTypes().Any(t => t.ToDisplayString() == Layer) == true;

    /// <summary>The kind in the layer catalogue: Conv2D for Conv2DAttribute.</summary>
    public static string LayerKind(this AttributeData attribute)
    {
        const string suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - suffix.Length) : name;
    }

    /// <summary>Whether the C# compiler refuses the attribute or one of its arguments.</summary>
    public static bool IsRefused(this AttributeData attribute) =>
        attribute.AttributeClass is null or { TypeKind: TypeKind.Error } || attribute.AttributeConstructor is null
        || AttributeArguments.Of(attribute).Any(argument => argument.Value.IsRefused());

    public static bool IsRefused(this TypedConstant value) =>
        value.Kind == TypedConstantKind.Error
        || (value.Kind == TypedConstantKind.Array && !value.IsNull && value.Values.Any(IsRefused));

    public static IEnumerable<INamedTypeSymbol> BaseTypes(this INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }
}
