using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.Onnx.Mapping;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>Makes the definition of the layers of an import: those that outputs follow from, under their final names.</summary>
internal sealed class DefinitionAssembly
{
    private readonly IReadOnlyList<ImportedLayer> _layers;
    private readonly MistakeList _mistakes;
    private readonly UniqueNames _names = new();
    private readonly ConstantLayers _constants;
    private readonly Dictionary<ImportedLayer, string> _final = [];
    private readonly List<LayerDefinition> _definitions = [];
    private readonly List<OnnxPlace?> _places = [];

    public DefinitionAssembly(
        IReadOnlyList<ImportedLayer> layers, IReadOnlyDictionary<TensorData, OnnxTensor> sources, IReadOnlySet<TensorData> shorts, MistakeList mistakes)
    {
        (_layers, _mistakes) = (layers, mistakes);
        _constants = new ConstantLayers(sources, shorts, _names, mistakes);
    }

    /// <summary>The model; null if a constant cannot be written, which is reported.</summary>
    public ImportedModel? Assemble(string name, IReadOnlyList<(string Name, Operand Value)> outputs, IReadOnlyList<string> boundInputs)
    {
        foreach (var input in _layers.Where(layer => layer.IsInput))
            _final[input] = _names.Take(input.Label);
        var copies = NameOutputs(outputs);
        var live = LiveLayers(outputs.Select(output => output.Value));
        NameOthers(live);
        foreach (var layer in live)
            Add(layer.Kind, _final[layer], layer.From, layer.Properties, layer.Place);
        foreach (var (copy, value) in copies)
            Add(LayerSchema.OperatorPrefix + "Identity", copy, [value], [], value.Layer?.Place);
        if (_mistakes.HasErrors)
            return null;
        var definition = new ModelDefinition
        {
            Name = name,
            Layers = _definitions.ToEquatableArray(),
            Outputs = _outputs.ToEquatableArray(),
            Weights = _constants.Weights.Count == 0 ? WeightsReference.None : new WeightsReference.FromFile(name + ".safetensors"),
        };
        return new ImportedModel(definition, _constants.Weights, boundInputs, _places);
    }

    private readonly List<string> _outputs = [];

    /// <summary>
    /// Gives outputs their names. What has a name already (an input, another output) or is constant cannot be an output itself.
    /// </summary>
    /// <returns>The names of copies to make, and of what.</returns>
    private List<(string Name, Operand Value)> NameOutputs(IReadOnlyList<(string Name, Operand Value)> outputs)
    {
        var copies = new List<(string, Operand)>();
        foreach (var (name, value) in outputs)
        {
            var unique = _names.Take(name);
            _outputs.Add(unique);
            if (value.Layer is not { } layer || !_final.TryAdd(layer, unique))
                copies.Add((unique, value));
        }

        return copies;
    }

    /// <summary>Names of the file first, so that steps to them make room.</summary>
    private void NameOthers(IReadOnlyList<ImportedLayer> live)
    {
        foreach (var layer in live)
            if (!_final.ContainsKey(layer) && layer.Name is { } name && _names.TryTake(name))
                _final.Add(layer, name);
        foreach (var layer in live)
            if (!_final.ContainsKey(layer))
                _final.Add(layer, _names.TakeStep(layer.Name ?? layer.Label));
    }

    /// <summary>The inputs, all of them, and what outputs follow from, each behind what it reads.</summary>
    private List<ImportedLayer> LiveLayers(IEnumerable<Operand> outputs)
    {
        var needed = outputs.Select(value => value.Layer).OfType<ImportedLayer>().ToHashSet();
        foreach (var layer in _layers.Reverse())
            if (needed.Contains(layer))
                needed.UnionWith(layer.From.Select(operand => operand?.Layer).OfType<ImportedLayer>());
        return [.. _layers.Where(layer => layer.IsInput || needed.Contains(layer))];
    }

    private void Add(
        string kind, string name, IReadOnlyList<Operand?> from, EquatableArray<LayerProperty> properties, OnnxPlace? place)
    {
        var sources = from.Select(NameOf).ToEquatableArray();
        while (_places.Count < _definitions.Count)
            _places.Add(null);
        _definitions.Add(new LayerDefinition(kind, name, sources, properties));
        _places.Add(place);
    }

    /// <summary>The name to read a value by; empty for an operand that is absent.</summary>
    private string NameOf(Operand? operand) => operand switch
    {
        null => "",
        { Layer: { } layer } => _final[layer],
        _ => _constants.NameOf(operand.Value, _definitions),
    };
}
