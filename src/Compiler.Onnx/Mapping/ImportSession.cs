using System.Globalization;
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
    private readonly FoldingBudget _folding = new();
    private readonly List<ImportedLayer> _layers = [];
    private readonly Dictionary<TensorData, OnnxTensor> _sources = [];
    private readonly HashSet<TensorData> _short = [];

    /// <summary>The layers so far, each behind those that it reads.</summary>
    public IReadOnlyList<ImportedLayer> Layers => _layers;

    /// <summary>The tensors of the file that constants are, unchanged.</summary>
    public IReadOnlyDictionary<TensorData, OnnxTensor> Sources => _sources;

    /// <summary>The constants whose elements are kept in two bytes.</summary>
    public IReadOnlySet<TensorData> Short => _short;

    /// <summary>A constant whose elements are numbers of bfloat16.</summary>
    public Operand ShortConstant(TensorData data, string name)
    {
        _short.Add(data);
        return Constant(data, name);
    }

    public Operand Constant(TensorData data, string name = "constant") => new(_graph.NewConstant(name, data), null);

    /// <summary>A constant of the file, whose stored form is remembered.</summary>
    /// <exception cref="MappingException">The compiler has no such tensors.</exception>
    /// <exception cref="OnnxTensorException">An element is beyond the range of the type that it is read in.</exception>
    public Operand Constant(OnnxTensor tensor)
    {
        var data = TensorDecoding.Decode(tensor);
        _sources[data] = tensor;
        return Constant(data, tensor.Name);
    }

    /// <summary>Adds an input of the model.</summary>
    /// <exception cref="MisfitException">It cannot be one, which is reported.</exception>
    public Operand AddInput(string name, TensorType type) => Add(
        "Input", [], [("shape", type.Shape.Dimensions.ToArray()), ("element", type.Element.ToString())], name, null);

    /// <summary>Adds a layer; see <see cref="OperatorNode.Add"/>.</summary>
    public Operand Add(
        string kind, IReadOnlyList<Operand?> from, IReadOnlyList<(string Name, object? Value)> properties, OnnxNode? node) =>
        Add(kind, from, properties, node is null ? kind : node.Outputs.FirstOrDefault(name => name.Length > 0) ?? node.Name, node?.Place);

    private Operand Add(
        string kind, IReadOnlyList<Operand?> from, IReadOnlyList<(string Name, object? Value)> properties, string label, OnnxPlace? place)
    {
        var schema = LayerKinds.SchemaOf(LayerSchema.OperatorPrefix + kind);
        var found = new DiagnosticBag();
        var builder = new LayerDefinitionBuilder(schema, _layers.Count, found) { Name = label };
        foreach (var (name, value) in properties)
            if (value is not null)
                builder.Set(Property(schema, name), ValueOf(value));
        var definition = builder.Build();
        var reader = new LayerReader(definition, _layers.Count, label, found);
        var context = new LayerContext(_graph, reader, [.. from.Select(operand => operand?.Value)], _folding);
        var result = found.HasErrors ? null : LayerKinds.BuilderOf(schema.Kind)(context);
        diagnostics.AddRange(found.Diagnostics);
        if (result is null || found.HasErrors)
            throw new MisfitException();
        if (result.Known is not null)
            return new Operand(result, null);
        if (from.FirstOrDefault(operand => operand?.Value == result) is { } same)
            return same;
        var layer = new ImportedLayer(schema.Kind, from) { Label = label, Place = place, Properties = definition.Properties };
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
        float number => new PropertyValue.Numbers([Shortest(number)]),
        float[] numbers => new PropertyValue.Numbers(numbers.Select(Shortest).ToEquatableArray()),
        bool flag => new PropertyValue.Flag(flag),
        string text => new PropertyValue.Text(text),
        _ => throw new InvalidOperationException($"A property cannot be a {value.GetType().Name}."),
    };

    /// <summary>The double of the fewest digits that is rounded to the float: 0.1, not 0.10000000149011612.</summary>
    public static double Shortest(float value)
    {
        var shortest = double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return (float)shortest == value ? shortest : value;
    }

    /// <summary>The error for an operand that has to be known and is not.</summary>
    /// <param name="name">What ONNX calls the operand.</param>
    public Exception NotConstant(Operand operand, string name) => ShapeInputs.Of(operand) is { Count: > 0 } inputs
        ? new UnboundInputException(inputs, name)
        : new MappingException($"needs '{name}' to be constant, since shapes follow from it, but it is computed at run time");
}
