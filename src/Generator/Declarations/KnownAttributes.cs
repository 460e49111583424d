using Microsoft.CodeAnalysis;

namespace ModelCompiler.Generator.Declarations;

/// <summary>The attributes of the runtime library, recognised by name so that their assembly need not be loaded.</summary>
internal static class KnownAttributes
{
    private const string Namespace = "ModelCompiler";

    public const string CompiledModel = "ModelCompiler.CompiledModelAttribute";
    public const string Weights = "ModelCompiler.WeightsAttribute";
    public const string RandomWeights = "ModelCompiler.RandomWeightsAttribute";
    public const string Output = "ModelCompiler.OutputAttribute";
    private const string Layer = "ModelCompiler.LayerAttribute";

    public static bool Is(this AttributeData attribute, string fullName) => Is(attribute.AttributeClass, fullName);

    public static bool IsLayer(this AttributeData attribute) =>
        attribute.AttributeClass?.BaseTypes().Any(type => Is(type, Layer)) == true;

    // Asked for every attribute of every model after every edit: a symbol's display string takes longer than all the rest.
    private static bool Is(INamedTypeSymbol? type, string fullName) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } }
        && fullName.Length == Namespace.Length + 1 + type.Name.Length && fullName.EndsWith(type.Name, StringComparison.Ordinal);

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
