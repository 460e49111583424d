using Google.Protobuf.Collections;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Mistake = ModelCompiler.Compiler.Diagnostics.DiagnosticCatalog.Onnx;

namespace ModelCompiler.Compiler.Onnx.Reading;

/// <summary>Reads a graph: first which values there are, then the nodes, then in which order they run.</summary>
/// <param name="place">The attribute that holds the graph; null for the model's.</param>
internal sealed class GraphReader(ReadContext context, GraphProto graph, OnnxPlace? place, GraphScope scope)
{
    private readonly TensorReader _tensors = new(context);

    public OnnxGraph Read()
    {
        DefineValues();
        var inputs = ReadValueInfos(graph.Input, "input");
        var outputs = ReadValueInfos(graph.Output, "output");
        var initializers = graph.Initializer.Select(tensor => _tensors.Read(tensor, PlaceOf("initializer", tensor.Name)))
            .OfType<OnnxTensor>().ToEquatableArray();
        InitializerTypes.Check(initializers, inputs, context);
        foreach (var tensor in graph.SparseInitializer)
            context.Report(Mistake.TensorSparse, PlaceOf("initializer", tensor.Values?.Name ?? ""));
        var nodes = new NodeSequence(context, scope, ReadNodes()).InOrder();
        foreach (var output in graph.Output)
            Resolve(output.Name, PlaceOf("output", output.Name));
        return new OnnxGraph(
            graph.Name, nodes, initializers, inputs, outputs, ReadTypes(), scope.Captured.ToEquatableArray());
    }

    private void DefineValues()
    {
        foreach (var input in graph.Input)
            Define(input.Name, "input");
        var constants = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Initializer.Select(tensor => tensor.Name).Concat(graph.SparseInitializer.Select(tensor => tensor.Values?.Name ?? "")))
            if (name.Length == 0)
                context.Report(Mistake.ValueUnnamed, PlaceOf("initializer", name));
            else if (!constants.Add(name))
                context.Report(Mistake.ValueDefinedTwice, name, "an initializer", "another");
            else
                scope.Define(name, GraphScope.NoNode);
        for (var i = 0; i < graph.Node.Count; i++)
            foreach (var output in graph.Node[i].Output.Where(name => name.Length > 0))
                if (!scope.Define(output, i))
                    context.Report(Mistake.ValueDefinedTwice, output, FirstDefinition(output), PlaceOf(i));
    }

    private void Define(string name, string kind)
    {
        if (name.Length == 0)
            context.Report(Mistake.ValueUnnamed, $"an {PlaceOf(kind, name)}");
        else if (!scope.Define(name, GraphScope.NoNode))
            context.Report(Mistake.ValueDefinedTwice, name, $"an {kind}", "another");
    }

    private string FirstDefinition(string value) =>
        scope.ProducerOf(value) is { } node ? PlaceOf(node).ToString() : "an input or initializer";

    /// <summary>The inputs or outputs; one that is wrong is reported and left out.</summary>
    private EquatableArray<OnnxValueInfo> ReadValueInfos(RepeatedField<ValueInfoProto> values, string kind)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<OnnxValueInfo>();
        foreach (var value in values)
        {
            // Inputs were compared with everything else that defines a value.
            if (kind == "output" && !names.Add(value.Name))
                context.Report(Mistake.ValueDefinedTwice, value.Name, "an output", "another");
            // Only a caller has to know types; those of inner graphs follow from what is around them.
            if (ValueInfoReader.Read(value, PlaceOf(kind, value.Name), isRequired: place is null && kind == "input", context) is { } info)
                read.Add(info);
        }

        return read.ToEquatableArray();
    }

    /// <summary>What the file says about further values. It is never needed, so what cannot be understood is left out.</summary>
    private EquatableArray<OnnxValueInfo> ReadTypes() =>
        graph.ValueInfo.Select(ValueInfoReader.TryRead).OfType<OnnxValueInfo>().ToEquatableArray();

    private OnnxNode[] ReadNodes()
    {
        var attributes = new AttributeReader(context, _tensors, scope);
        var nodes = new OnnxNode[graph.Node.Count];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = ReadNode(graph.Node[i], PlaceOf(i), attributes);
        return nodes;
    }

    private OnnxNode ReadNode(NodeProto node, OnnxPlace where, AttributeReader attributes)
    {
        var domain = ModelReader.Domain(node.Domain);
        if (node.OpType.Length == 0)
            context.Report(Mistake.NodeWithoutOperator, where);
        context.Foreign.Note(domain, where);
        foreach (var input in node.Input.Where(name => name.Length > 0))
            Resolve(input, where);
        return new OnnxNode(
            node.Name, domain, node.OpType, node.Input.ToEquatableArray(), node.Output.ToEquatableArray(),
            attributes.Read(node.Attribute, where), where);
    }

    private void Resolve(string value, OnnxPlace reader)
    {
        if (!scope.Resolve(value))
            context.Report(Mistake.ValueUndefined, value, reader, MistakeList.Suggest(value, scope.Names));
    }

    private OnnxPlace PlaceOf(int node) => new("node", graph.Node[node].Name, node, graph.Node[node].OpType, place);

    private OnnxPlace PlaceOf(string kind, string name) => new(kind, name, Around: place);
}
