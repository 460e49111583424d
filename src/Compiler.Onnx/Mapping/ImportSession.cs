using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Onnx.Mapping;

/// <summary>
/// The definition that an import makes, and beside it the graph that it will become: so the type of every value is known when the
/// next node is mapped, and what can be computed from constants is.
/// </summary>
internal sealed class ImportSession(string model, DiagnosticBag diagnostics)
{
    private readonly Graph _graph = new(model);
    private readonly List<ImportedLayer> _layers = [];

    /// <summary>The layers so far, each behind those that it reads.</summary>
    public IReadOnlyList<ImportedLayer> Layers => _layers;

    public Operand Constant(TensorData data) => new(_graph.NewConstant("constant", data), null);

    /// <summary>Adds a layer; see <see cref="OperatorNode.Add"/>.</summary>
    public Operand Add(
        string kind, IReadOnlyList<Operand?> from, IReadOnlyList<(string Name, object? Value)> properties, OnnxNode? node)
    {
        var label = node is null ? kind : node.Outputs.FirstOrDefault(name => name.Length > 0) ?? node.Name;
        var schema = LayerKinds.SchemaOf(LayerSchema.OperatorPrefix + kind);
        var found = new DiagnosticBag();
        var builder = new LayerDefinitionBuilder(schema, _layers.Count, found) { Name = label };
        foreach (var (name, value) in properties)
            if (value is not null)
                builder.Set(Property(schema, name), ValueOf(value));
        var definition = builder.Build();
        var reader = new LayerReader(definition, _layers.Count, label, found);
        var context = new LayerContext(_graph, reader, [.. from.Select(operand => operand?.Value)]);
        var result = found.HasErrors ? null : LayerKinds.BuilderOf(schema.Kind)(context);
        diagnostics.AddRange(found.Diagnostics);
        if (result is null || found.HasErrors)
            throw new MisfitException();
        if (result.IsConstant)
            return new Operand(result, null);
        if (from.FirstOrDefault(operand => operand?.Value == result) is { } same)
            return same;
        var layer = new ImportedLayer(schema.Kind, from) { Properties = definition.Properties };
        _layers.Add(layer);
        return new Operand(result, layer);
    }

    private static PropertySchema Property(LayerSchema schema, string name) =>
        schema.Find(name) ?? throw new InvalidOperationException($"{schema.Kind} has no property '{name}'.");

    private static PropertyValue ValueOf(object value) => value switch
    {
        long number => new PropertyValue.Integers([number]),
        int number => new PropertyValue.Integers([number]),
        long[] numbers => new PropertyValue.Integers(numbers.ToEquatableArray()),
        int[] numbers => new PropertyValue.Integers(numbers.Select(number => (long)number).ToEquatableArray()),
        float number => new PropertyValue.Numbers([number]),
        float[] numbers => new PropertyValue.Numbers(numbers.Select(number => (double)number).ToEquatableArray()),
        bool flag => new PropertyValue.Flag(flag),
        string text => new PropertyValue.Text(text),
        _ => throw new InvalidOperationException($"A property cannot be a {value.GetType().Name}."),
    };

    /// <summary>The error for an input that has to be known and is not.</summary>
    public MappingException NotConstant(Operand operand, string name) =>
        new($"needs '{name}' to be constant, since shapes follow from it, but it is computed at run time");
}
