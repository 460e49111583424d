using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Compiler.Building;

/// <summary>Which layers every layer reads, and which are the model's outputs.</summary>
internal sealed class LayerConnections
{
    /// <summary>Stands for an optional operand that is not given.</summary>
    public const int Absent = -1;

    private readonly ModelDefinition _definition;
    private readonly LayerNames _names;
    private readonly DiagnosticBag _diagnostics;
    private readonly int[]?[] _sources;

    /// <summary>A name that leads nowhere may have been meant for any layer, so no layer is then called dangling.</summary>
    private bool _hasBrokenReference;

    private LayerConnections(ModelDefinition definition, LayerNames names, DiagnosticBag diagnostics)
    {
        (_definition, _names, _diagnostics) = (definition, names, diagnostics);
        _sources = new int[]?[definition.Layers.Count];
    }

    /// <summary>Indices of the output layers.</summary>
    public List<int> Outputs { get; } = [];

    public static LayerConnections Resolve(ModelDefinition definition, LayerNames names, DiagnosticBag diagnostics)
    {
        var connections = new LayerConnections(definition, names, diagnostics);
        for (var i = 0; i < definition.Layers.Count; i++)
            connections._sources[i] = connections.ResolveSources(i);
        connections.ResolveOutputs();
        connections.ReportDanglingLayers();
        return connections;
    }

    /// <summary>The layers that a layer reads, in order, <see cref="Absent"/> for operands that are not given; null if a mistake was reported about them.</summary>
    public IReadOnlyList<int>? SourcesOf(int layer) => _sources[layer];

    private int[]? ResolveSources(int index)
    {
        var layer = _definition.Layers[index];
        if (LayerKinds.IsInput(layer))
            return layer.From.Count == 0 ? [] : Fail(DiagnosticCatalog.InputReadsLayer, From(index), Label(index), layer.From[0]);
        if (layer.From.Count == 0 && index == 0 && LayerKinds.SchemaOf(layer.Kind).MaximumInputs > 0)
            return Fail(DiagnosticCatalog.FirstLayerIsNotInput, new DiagnosticTarget(index), Label(index));
        var schema = LayerKinds.SchemaOf(layer.Kind);
        var readsNothing = schema.MaximumInputs == 0 && layer.From.Count == 0;
        var sources = readsNothing ? [] : layer.From.Count == 0 ? [index - 1] : ResolveFrom(index, layer.From);
        return sources is null ? null : CheckCount(index, schema, sources);
    }

    private int[]? ResolveFrom(int index, EquatableArray<string> from)
    {
        var allowsAbsent = LayerKinds.SchemaOf(_definition.Layers[index].Kind).IsOperator;
        var sources = from.Select(name => allowsAbsent && name.Length == 0 ? Absent : _names.Find(name)).ToArray();
        var isBroken = false;
        for (var i = 0; i < sources.Length; i++)
        {
            if (sources[i] < index)
                continue;
            isBroken = true;
            if (sources[i] is null)
                Fail(DiagnosticCatalog.UnknownSource, From(index), Label(index), from[i], _names.Suggest(from[i], layer => layer < index));
            else
                Fail(DiagnosticCatalog.SourceComesLater, From(index), Label(index), from[i]);
        }
        return isBroken ? null : [.. sources.Select(source => source!.Value)];
    }

    private int[]? CheckCount(int index, LayerSchema kind, int[] sources)
    {
        var lacksRequired = sources.Take(kind.MinimumInputs).Contains(Absent);
        if (sources.Length >= kind.MinimumInputs && sources.Length <= kind.MaximumInputs && !lacksRequired)
            return sources;
        var expected = (kind.MinimumInputs == kind.MaximumInputs ? "exactly " : "at least ")
            + (kind.MinimumInputs == 1 ? "1 layer" : $"{kind.MinimumInputs} layers");
        var found = $"{sources.Length}: {string.Join(", ", sources.Select(source => source == Absent ? "none" : $"'{_names[source]}'"))}";
        return Fail(DiagnosticCatalog.WrongInputCount, From(index), Label(index), expected, found);
    }

    private void ResolveOutputs()
    {
        if (_definition.Outputs.Count == 0)
            AddOutput(_names[_definition.Layers.Count - 1], _definition.Layers.Count - 1);
        foreach (var name in _definition.Outputs)
        {
            if (_names.Find(name) is { } layer)
                AddOutput(name, layer);
            else
                Fail(DiagnosticCatalog.UnknownOutput, ModelOutputs, _definition.Name, name, _names.Suggest(name, CanBecomeOutput));
        }
    }

    private bool CanBecomeOutput(int layer) =>
        !LayerKinds.IsInput(_definition.Layers[layer]) && !_definition.Outputs.Contains(_names[layer]);

    private void AddOutput(string name, int layer)
    {
        if (Outputs.Contains(layer))
            Fail(DiagnosticCatalog.DuplicateOutput, ModelOutputs, _definition.Name, name);
        else if (LayerKinds.IsInput(_definition.Layers[layer]))
            Fail(DiagnosticCatalog.OutputIsInput, ModelOutputs, _definition.Name, name);
        else
            Outputs.Add(layer);
    }

    private void ReportDanglingLayers()
    {
        if (_hasBrokenReference)
            return;
        var read = new HashSet<int>(_sources.SelectMany(sources => sources ?? []).Concat(Outputs));
        for (var i = 0; i < _sources.Length; i++)
            if (!read.Contains(i) && _definition.Layers[i].Kind != LayerKinds.OperatorInput)
                _diagnostics.Report(DiagnosticCatalog.DanglingLayer, new DiagnosticTarget(i), Label(i));
    }

    private int[]? Fail(DiagnosticDescription description, DiagnosticTarget target, params object[] arguments)
    {
        _hasBrokenReference = true;
        _diagnostics.Report(description, target, arguments);
        return null;
    }

    private string Label(int layer) => LayerReader.LabelOf(_definition.Layers[layer], _names[layer]);

    private static DiagnosticTarget From(int layer) => new(layer, "from");

    private static DiagnosticTarget ModelOutputs { get; } = new(-1, "outputs");
}
