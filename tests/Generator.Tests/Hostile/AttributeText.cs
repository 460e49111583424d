using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using ModelCompiler.Compiler.Definition;

namespace ModelCompiler.Tests.Hostile;

/// <summary>Writes definitions as a user writes them in attributes.</summary>
internal static class AttributeText
{
    private static readonly Assembly Runtime = typeof(CompiledModelAttribute).Assembly;

    /// <summary>A class with the attributes of a definition.</summary>
    public static string Of(ModelDefinition model, string className) => $"""
        [CompiledModel]
        {string.Join("\n", model.Layers.Select(Layer))}
        {(model.Outputs.Count == 0 ? "" : $"[Output({string.Join(", ", model.Outputs.Select(Literal))})]")}
        {Weights(model.Weights)}
        public sealed partial class {className};
        """;

    private static string Weights(WeightsReference weights) => weights switch
    {
        WeightsReference.FromSeed seed => $"[RandomWeights({seed.Seed})]",
        WeightsReference.FromFile file => $"[Weights({Literal(file.FileName)})]",
        _ => "",
    };

    private static string Layer(LayerDefinition layer)
    {
        var parameters = ParametersOf(layer.Kind);
        var arguments = layer.Properties.Where(property => parameters.Contains(property.Name))
            .Select(property => $"{property.Name}: {Value(property)}").ToList();
        if (parameters.Contains("inputs"))
            arguments.Add($"inputs: new[] {{ {string.Join(", ", layer.From.Select(Literal))} }}");
        else if (layer.From.Count > 0)
            arguments.Add($"From = {Literal(layer.From[0])}");
        if (layer.Name is { } name)
            arguments.Add($"Name = {Literal(name)}");
        arguments.AddRange(layer.Properties.Where(property => !parameters.Contains(property.Name))
            .Select(property => $"{char.ToUpperInvariant(property.Name[0])}{property.Name[1..]} = {Value(property)}"));
        return $"[{layer.Kind}({string.Join(", ", arguments)})]";
    }

    /// <summary>The parameters of the shortest constructor: others take lists apart.</summary>
    private static HashSet<string> ParametersOf(string kind) =>
        [.. Runtime.GetType($"ModelCompiler.{kind}Attribute", throwOnError: true)!.GetConstructors()
            .MinBy(constructor => constructor.GetParameters().Length)!.GetParameters().Select(parameter => parameter.Name!)];

    private static string Value(LayerProperty property) => property.Value switch
    {
        PropertyValue.Integers { Values: { Count: 1 } single } when property.Name is not ("shape" or "pads" or "strides" or "dilations") => Number(single[0]),
        PropertyValue.Integers list => $"new int[] {{ {string.Join(", ", list.Values.Select(Number))} }}",
        PropertyValue.Numbers { Values: { Count: 1 } single } => single[0].ToString("R", CultureInfo.InvariantCulture),
        PropertyValue.Flag flag => flag.Value ? "true" : "false",
        PropertyValue.Text text => $"{char.ToUpperInvariant(property.Name[0])}{property.Name[1..]}.{text.Value}",
        _ => throw new InvalidOperationException($"{property} is not written."),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
