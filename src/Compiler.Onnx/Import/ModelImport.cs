using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Mapping;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Import;

/// <summary>One import of a model: its inputs, its nodes, then the definition if nothing was wrong.</summary>
internal sealed class ModelImport
{
    private readonly OnnxModel _model;
    private readonly ImportOptions _options;
    private readonly MistakeList _mistakes;
    private readonly DiagnosticBag _found = new();
    private readonly ImportSession _session;
    private readonly ValueScope _scope;
    private readonly List<string> _bound = [];
    private readonly List<string> _unbound = [];

    public ModelImport(OnnxModel model, ImportOptions options, MistakeList mistakes)
    {
        (_model, _options, _mistakes) = (model, options, mistakes);
        _session = new ImportSession(options.Name, _found);
        _scope = new ValueScope(model.Graph, null, _session, mistakes);
    }

    /// <summary>Inputs that shapes follow from and that are not bound, after a run.</summary>
    public IReadOnlyList<string> UnboundInputs => _unbound;

    /// <summary>The imported model; null if something is wrong, which is reported.</summary>
    public ImportedModel? Run()
    {
        AddInputs();
        // Without the shapes of all inputs nothing else can be said.
        if (_mistakes.HasErrors)
            return null;
        var graph = new GraphImport(_model.Opset, _session, _found, _mistakes);
        graph.Run(_model.Graph, _scope);
        if (graph.Unsupported.Any)
            _mistakes.Report(Mistake.OperatorsUnsupported, graph.Unsupported);
        ReportUnbound(graph);
        var outputs = _model.Graph.Outputs.Select(output => (output.Name, Value: _scope.Find(output.Name))).ToList();
        return _mistakes.HasErrors
            ? null
            : new DefinitionAssembly(_session.Layers, _session.Sources, _session.Short, _mistakes)
                .Assemble(_options.Name, [.. outputs.Select(output => (output.Name, output.Value!))], _bound);
    }

    private void AddInputs()
    {
        var inputs = _model.Graph.RequiredInputs.ToList();
        foreach (var name in _options.Bindings.Keys.Where(name => inputs.TrueForAll(input => input.Name != name)))
            _mistakes.Report(
                Mistake.BindingMisfit, name,
                "the model has no such input" + MistakeList.Suggest(name, [.. inputs.Select(input => input.Name)]));
        foreach (var input in inputs)
            if (_options.Bindings.TryGetValue(input.Name, out var tensor))
                Bind(input, tensor);
        var free = inputs.FindAll(input => !_options.Bindings.ContainsKey(input.Name));
        foreach (var (input, type) in free.Zip(new InputShapes(_options, _mistakes).Resolve(free)))
            if (type is not null)
                _scope.Define(input.Name, _session.AddInput(input.Name, type));
    }

    private void Bind(OnnxValueInfo input, OnnxTensor tensor)
    {
        _bound.Add(input.Name);
        var fits = tensor.ElementType == input.ElementType && (input.Dimensions is not { } dimensions
            || (dimensions.Count == tensor.Dimensions.Count
                && dimensions.Zip(tensor.Dimensions).All(pair => pair.First.Value is null || pair.First.Value == pair.Second)));
        if (!fits)
        {
            _mistakes.Report(Mistake.BindingMisfit, input.Name, $"the value is {tensor.TypeText}, but the input is {input.TypeText}");
            return;
        }

        try
        {
            _scope.Define(input.Name, _session.Constant(TensorDecoding.Decode(tensor), input.Name));
        }
        catch (Exception exception) when (exception is MappingException or OnnxTensorException)
        {
            _mistakes.Report(NodeMistakes.Of(new OnnxPlace("input", input.Name), exception));
        }
    }

    private void ReportUnbound(GraphImport graph)
    {
        foreach (var (input, (node, operand)) in graph.Unbound)
        {
            _unbound.Add(input.Label);
            _mistakes.Report(Mistake.InputUnbound, input.Label, operand, node, _options.Name, ExampleValue(_scope.Find(input.Label)!.Type));
        }
    }

    /// <summary>As many numbers as the input has, for the user to replace.</summary>
    private static string ExampleValue(TensorType type)
    {
        const int shown = 4;
        return string.Join(",", Enumerable.Range(1, (int)Math.Min(shown, Math.Max(1, type.Shape.ElementCount))));
    }
}
