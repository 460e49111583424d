using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Keras.Reading;
using ModelCompiler.Compiler.Keras.Weights;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Keras;

namespace ModelCompiler.Compiler.Keras.Import;

/// <summary>A value of the definition: a layer of it by name, with the type of its result.</summary>
/// <param name="Value">The value in the graph that is built along with the definition, so that types are known.</param>
internal readonly record struct Wire(Value Value, string Layer)
{
    /// <summary>Stands for an operand that is not given.</summary>
    public static Wire Absent { get; } = new(null!, "");

    public TensorShape Shape => Value.Shape;

    public ElementType Element => Value.Type.Element;
}

/// <summary>
/// The definition that an import makes, and beside it the graph that it will become: so the shape of every value is known when the
/// next layer comes, and what does not fit is found at the layer of the file that it belongs to.
/// </summary>
internal sealed class DefinitionDraft(string model, int batch, SourceMap map)
{
    // Names are the file's: one of a megabyte would be repeated in messages, reports and generated code.
    private const int MaximumName = 500;

    private readonly Graph _graph = new(model);
    private readonly FoldingBudget _folding = new();
    private readonly List<LayerDefinition> _layers = [];
    private readonly List<TextRange> _places = [];
    private readonly List<(string Owner, ImportedTensor Tensor)> _weights = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _outputs = [];
    private bool? _isStateful;

    /// <summary>The first dimension of every tensor.</summary>
    public int Batch => batch;

    /// <summary>Says of a recurrent layer whether it keeps its state.</summary>
    /// <returns>Whether all recurrent layers so far say the same: a model is stateful, or it is not.</returns>
    public bool KeepsState(bool isStateful) => (_isStateful ??= isStateful) == isStateful;

    /// <summary>A name that no layer has: the one wished for, or one that begins with it.</summary>
    public string TakeName(string wish)
    {
        var stem = string.IsNullOrWhiteSpace(wish) ? "layer" : wish.Length > MaximumName ? wish[..MaximumName] : wish;
        var name = stem;
        for (var number = 2; !_names.Add(name); number++)
            name = FormattableString.Invariant($"{stem}_{number}");
        return name;
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="node">The layer of the file that it comes from.</param>
    /// <param name="kind">A kind of the layer catalogue.</param>
    /// <param name="name">From <see cref="TakeName"/>.</param>
    /// <param name="properties">
    /// Each a number, an array of numbers, a bool or a string under its name in the catalogue; null to leave it out.
    /// </param>
    /// <exception cref="KerasMistakeException">It does not fit what it reads.</exception>
    public Wire Add(
        KerasNode node, string kind, string name, IReadOnlyList<Wire> from, params (string Name, object? Value)[] properties)
    {
        var schema = LayerKinds.SchemaOf(kind);
        var found = new DiagnosticBag();
        var builder = new LayerDefinitionBuilder(schema, _layers.Count, found)
        {
            Name = name, From = from.Select(wire => wire.Layer).ToEquatableArray(),
        };
        foreach (var (property, value) in properties)
            if (value is not null)
                builder.Set(PropertyOf(schema, property), ValueOf(value));
        var definition = builder.Build();
        var reader = new LayerReader(definition, _layers.Count, name, found);
        var context = new LayerContext(_graph, reader, [.. from.Select(wire => wire.Value)], _folding) { Batch = batch };
        var result = found.HasErrors ? null : LayerKinds.BuilderOf(kind)(context);
        if (result is null || found.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError) is not null)
            throw new KerasMistakeException(
                Mistake.LayerMisfit, node.Place, node.Label, node.Place.Where,
                found.Diagnostics.FirstOrDefault(diagnostic => diagnostic.IsError)?.Message ?? "its operands do not fit");
        _places.Add((node.Place.TryFind("class_name") ?? node.Place).Node.Range);
        _layers.Add(definition);
        return new Wire(result, name);
    }

    /// <summary>Puts a tensor into the weight file, unless its elements are not known.</summary>
    /// <param name="owner">The layer that reads it.</param>
    /// <param name="part">What follows the layer's name in that of the tensor.</param>
    public void AddWeight(string owner, string part, LayerTensor tensor)
    {
        if (tensor.Bytes is { } bytes)
            _weights.Add((owner, new ImportedTensor(owner + part, tensor.Format, tensor.TensorShape, bytes)));
    }

    /// <summary>Makes a value an output of the model.</summary>
    public void AddOutput(KerasNode node, Wire value)
    {
        // An input, and what is an output already, cannot be one under its own name.
        var wire = _outputs.Contains(value.Layer) || value.Value.Producer is null
            ? Add(node, LayerSchema.OperatorPrefix + "Identity", TakeName(value.Layer + "::copy"), [value]) : value;
        _outputs.Add(wire.Layer);
    }

    /// <summary>The model: its inputs, and the layers that outputs follow from.</summary>
    public KerasImport Finish()
    {
        var live = LiveLayers();
        foreach (var (layer, index) in live.Select((layer, index) => (layer, index)))
            map.Add(new DiagnosticTarget(index), _places[layer]);
        var names = live.Select(layer => _layers[layer].Name!).ToHashSet(StringComparer.Ordinal);
        List<ImportedTensor> weights = [.. _weights.Where(weight => names.Contains(weight.Owner)).Select(weight => weight.Tensor)];
        var definition = new ModelDefinition
        {
            Name = model,
            Layers = live.Select(layer => _layers[layer]).ToEquatableArray(),
            Outputs = _outputs.ToEquatableArray(),
            Batch = batch == 1 ? null : batch,
            IsStateful = _isStateful == true ? true : null,
            Weights = weights.Count > 0 ? new WeightsReference.FromFile(model + ".safetensors") : WeightsReference.None,
        };
        return new KerasImport(definition, weights);
    }

    /// <summary>The indices of layers that the model needs, in order.</summary>
    private List<int> LiveLayers()
    {
        var needed = _outputs.ToHashSet(StringComparer.Ordinal);
        var live = new List<int>();
        for (var i = _layers.Count - 1; i >= 0; i--)
            if (LayerKinds.IsInput(_layers[i]) || needed.Contains(_layers[i].Name!))
            {
                needed.UnionWith(_layers[i].From);
                live.Add(i);
            }

        live.Reverse();
        return live;
    }

    private static PropertySchema PropertyOf(LayerSchema schema, string name) =>
        schema.Find(name) ?? throw new InvalidOperationException($"{schema.Kind} has no property '{name}'.");

    private static PropertyValue ValueOf(object value) => value switch
    {
        long number => new PropertyValue.Integers([number]),
        int number => new PropertyValue.Integers([number]),
        long[] numbers => new PropertyValue.Integers(numbers.ToEquatableArray()),
        double number => new PropertyValue.Numbers([number]),
        double[] numbers => new PropertyValue.Numbers(numbers.ToEquatableArray()),
        bool flag => new PropertyValue.Flag(flag),
        string text => new PropertyValue.Text(text),
        _ => throw new InvalidOperationException($"A property cannot be a {value.GetType().Name}."),
    };
}
