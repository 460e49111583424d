using Google.Protobuf;
using ModelCompiler.Compiler.Onnx.Protobuf;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace ModelCompiler.Tests.Models;

/// <summary>Builds the messages of ONNX files.</summary>
internal static class Onnx
{
    public const int Float = 1, UInt16 = 4, Int64 = 7, Bool = 9;

    public static ModelProto Model(GraphProto graph, long opset = 17) => new()
    {
        IrVersion = 8,
        ProducerName = "tests",
        OpsetImport = { new OperatorSetIdProto { Version = opset } },
        Graph = graph,
    };

    /// <summary>A model of float[2] from <c>x</c> to <c>y</c>.</summary>
    public static ModelProto ModelOf(params NodeProto[] nodes) => Model(Graph(nodes));

    public static GraphProto Graph(params NodeProto[] nodes)
    {
        var graph = new GraphProto { Name = "net", Input = { Value("x", Float, 2) }, Output = { Value("y", Float, 2) } };
        graph.Node.Add(nodes);
        return graph;
    }

    /// <summary>A node of one output.</summary>
    public static NodeProto Node(string type, string output, params string[] inputs)
    {
        var node = new NodeProto { OpType = type, Output = { output } };
        node.Input.Add(inputs);
        return node;
    }

    public static NodeProto With(this NodeProto node, params AttributeProto[] attributes)
    {
        node.Attribute.Add(attributes);
        return node;
    }

    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = Kind.Int, I = value };

    public static AttributeProto Attribute(string name, GraphProto value) => new() { Name = name, Type = Kind.Graph, G = value };

    public static AttributeProto Attribute(string name, TensorProto value) => new() { Name = name, Type = Kind.Tensor, T = value };

    /// <summary>A float input of which some dimensions are symbols, and those without a name are not known.</summary>
    public static ValueInfoProto Symbolic(string name, params string[] dimensions)
    {
        var value = Value(name, Float);
        value.Type.TensorType.Shape.Dim.Add(dimensions.Select(text => long.TryParse(text, out var number)
            ? new DimensionProto { DimValue = number }
            : text.Length > 0 ? new DimensionProto { DimParam = text } : new DimensionProto()));
        return value;
    }

    public static ValueInfoProto Value(string name, int elementType, params long[] dimensions)
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(dimensions.Select(dimension => new DimensionProto { DimValue = dimension }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TensorTypeProto { ElemType = elementType, Shape = shape } } };
    }

    public static TensorProto Tensor(string name, int type, params long[] dimensions)
    {
        var tensor = new TensorProto { Name = name, DataType = type };
        tensor.Dims.Add(dimensions);
        return tensor;
    }

    public static GraphProto WithInputs(this GraphProto graph, params ValueInfoProto[] inputs)
    {
        graph.Input.Clear();
        graph.Input.Add(inputs);
        return graph;
    }

    public static GraphProto WithOutputs(this GraphProto graph, params string[] names)
    {
        graph.Output.Clear();
        graph.Output.Add(names.Select(name => Value(name, Float)));
        return graph;
    }

    public static GraphProto WithInitializers(this GraphProto graph, params TensorProto[] tensors)
    {
        graph.Initializer.Add(tensors);
        return graph;
    }

    public static TensorProto Integers(string name, params long[] values)
    {
        var tensor = Tensor(name, Int64, values.Length);
        tensor.Int64Data.Add(values);
        return tensor;
    }

    public static TensorProto Flag(string name, bool value)
    {
        var tensor = Tensor(name, Bool);
        tensor.Int32Data.Add(value ? 1 : 0);
        return tensor;
    }

    public static TensorProto Floats(string name, params float[] values)
    {
        var tensor = Tensor(name, Float, values.Length);
        tensor.FloatData.Add(values);
        return tensor;
    }

    public static TensorProto Raw(this TensorProto tensor, params byte[] bytes)
    {
        tensor.RawData = ByteString.CopyFrom(bytes);
        return tensor;
    }

    public static TensorProto External(this TensorProto tensor, params (string Key, string Value)[] entries)
    {
        tensor.DataLocation = TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(entries.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return tensor;
    }
}
