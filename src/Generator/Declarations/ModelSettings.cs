using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Generator.Declarations;

/// <summary>The named arguments of [CompiledModel]; null where one is not written.</summary>
internal sealed record ModelSettings(long? Batch, bool? IsStateful, ModelBudget Budget, bool? Profile)
{
    private static readonly DiagnosticTarget[] Targets =
        [DeclarationLocations.Batch, DeclarationLocations.Stateful, DeclarationLocations.MaxArenaBytes, DeclarationLocations.MaxWeightBytes, DeclarationLocations.MaxMacs];

    public static void Locate(AttributeData attribute, AttributeSyntax syntax, DeclarationLocations locations)
    {
        foreach (var (subject, place) in AttributeArguments.Locate(attribute, syntax, name => name))
            foreach (var target in Targets.Where(target => target.Property == subject))
                locations.Add(target, place);
    }

    public static ModelSettings Read(AttributeData attribute)
    {
        var values = AttributeArguments.Of(attribute)
            .Where(argument => argument.Value.Kind == TypedConstantKind.Primitive)
            .ToLookup(argument => argument.Name, argument => argument.Value.Value);
        return new ModelSettings(
            values["batch"].FirstOrDefault() as int?, values["stateful"].FirstOrDefault() as bool?,
            new ModelBudget(
                values["maxArenaBytes"].FirstOrDefault() as long?, values["maxWeightBytes"].FirstOrDefault() as long?,
                values["maxMacs"].FirstOrDefault() as long?),
            values["profile"].FirstOrDefault() as bool?);
    }
}
