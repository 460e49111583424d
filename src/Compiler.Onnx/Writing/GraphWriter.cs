using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Protobuf;
using ModelCompiler.Compiler.Packing;
using ModelCompiler.Compiler.Weights;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Tool;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>Writes a graph: inputs, constants as they are first read, nodes in their order, outputs.</summary>
internal sealed class GraphWriter(Graph graph, Func<StoredTensor, float[]> weights, DiagnosticBag diagnostics)
{
    // A message of Protobuf has at most 2 GiB; what is beside the weights is small.
    private const long MaximumWeightBytes = int.MaxValue - (64L << 20);

    private readonly GraphProto _graph = new() { Name = graph.Name.Length == 0 ? "model" : graph.Name };
    private readonly ValueNames _names = new(graph);
    private readonly Dictionary<string, string> _initializers = new(StringComparer.Ordinal);
    private long _weightBytes;

    public GraphProto Write()
    {
        foreach (var input in graph.Inputs)
            InputWriter.Write(input, this);
        foreach (var node in graph.Nodes)
            if (!OperatorWriter.Write(node, this))
                diagnostics.Report(Mistake.LayerNotWritable, new DiagnosticTarget(node.Layer), node.Name, node.Op.Name);
        foreach (var output in graph.Outputs)
            _graph.Output.Add(TypeOf(NameOf(output), output.Type));
        if (_weightBytes > MaximumWeightBytes)
            diagnostics.Report(Mistake.TooLargeForOnnx, DiagnosticTarget.Model, graph.Name, _weightBytes, MaximumWeightBytes);
        return _graph;
    }

    /// <summary>The name of a value; a constant becomes an initializer the first time it is asked for.</summary>
    public string NameOf(Value value) => value.IsConstant ? ConstantNameOf(value) : _names.Of(value);

    /// <summary>Makes nodes that come later read something else in place of a value.</summary>
    public void Redirect(Value value, string name) => _names.Redirect(value, name);

    /// <summary>A name that nothing else has, for a value between two nodes.</summary>
    public string NewName(string wish) => _names.Take(wish);

    public void AddInput(string name, TensorType type) => _graph.Input.Add(TypeOf(name, type));

    /// <summary>Adds a node of one output.</summary>
    public void AddNode(string type, IEnumerable<string> inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = _names.TakeNode(output), Output = { output } };
        node.Input.Add(inputs);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    public string AddConstant(string wish, TensorProto tensor)
    {
        tensor.Name = _names.Take(wish);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string ConstantNameOf(Value value)
    {
        // Layers may share a stored tensor, which then has one value each but one name.
        var key = value.Constant is StoredTensor shared ? $"stored {shared.Name}" : $"value {value.Id}";
        if (_initializers.TryGetValue(key, out var name))
            return name;
        name = AddConstant(value.Name, ElementsOf(value));
        _initializers.Add(key, name);
        return name;
    }

    private TensorProto ElementsOf(Value value)
    {
        var constant = value.Constant;
        while (constant is ReshapedTensor reshaped)
            constant = reshaped.Source;
        if (constant is not (StoredTensor or RepeatedTensor or SoftmaxTensor or JoinedTensor or ScaledFilters))
            return Tensors.Of(value.Known ?? throw new InvalidOperationException($"The constant {value} has no known elements."));
        _weightBytes += value.Shape.ElementCount * sizeof(float);
        // Beyond what a file can hold nothing is copied any more: it will not be written.
        return _weightBytes > MaximumWeightBytes ? new TensorProto() : Tensors.Of(Elements(constant), value.Shape);
    }

    private float[] Elements(WeightExpression expression) => expression switch
    {
        StoredTensor stored => weights(stored),
        RepeatedTensor repeated => ChannelWeights.Repeat(Elements(repeated.Source), repeated.Count),
        SoftmaxTensor softmax => ChannelWeights.Softmax(Elements(softmax.Source), softmax.Length),
        LiteralTensor literal => [.. literal.Values],
        ScaledFilters scaled => ScaleRows(Elements(scaled.Filters), Elements(scaled.Scale)),
        JoinedTensor joined => [.. joined.Runs.SelectMany(run => Elements(run.Source).Skip(run.First).Take(run.Count))],
        _ => throw new InvalidOperationException($"{expression} is not stored."),
    };

    private static float[] ScaleRows(float[] filters, float[] factors) =>
        [.. filters.Select((value, i) => value * factors[i / (filters.Length / factors.Length)])];

    private static ValueInfoProto TypeOf(string name, TensorType type)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(type.Shape.Dimensions.Select(dimension => new DimensionProto { DimValue = dimension }));
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = (int)Tensors.TypeOf(type.Element), Shape = shape } },
        };
    }
}
