using ModelCompiler.Compiler.Onnx.Protobuf;
using Kind = ModelCompiler.Compiler.Onnx.Protobuf.AttributeProto.Types.AttributeType;

namespace ModelCompiler.Tests.Models;

/// <summary>A model in which every part of the format occurs that the reader understands.</summary>
internal static class SampleModel
{
    public static ModelProto Create()
    {
        var graph = new GraphProto
        {
            Name = "sample",
            Input = { Input(), Onnx.Value("flag", 9) },
            Output = { Onnx.Value("y", Onnx.Float, 1, 2) },
            ValueInfo = { Onnx.Value("hidden", Onnx.Float, 1, 3) },
            Initializer =
            {
                Onnx.Tensor("weight", Onnx.Float, 3, 2).Raw(new byte[24]),
                Onnx.Floats("bias", 0.5f, -1),
                Onnx.Tensor("wide", Onnx.Int64, 1).Raw(1, 0, 0, 0, 0, 0, 0, 0),
            },
            Node =
            {
                Onnx.Node("Relu", "hidden", "x"),
                Onnx.Node("Gemm", "sum", "hidden", "weight", "bias").With(Onnx.Attribute("transB", 0), Number("alpha", 0.5f)),
                Onnx.Node("Clip", "clipped", "sum", "", "wide").With(List("pads", 1, 2, 300), Text("mode", "edge")),
                Onnx.Node("If", "y", "flag").With(Onnx.Attribute("then_branch", Branch("Abs")), Onnx.Attribute("else_branch", Branch("Neg"))),
            },
        };
        return Onnx.Model(graph);
    }

    private static GraphProto Branch(string operation) => new()
    {
        Name = operation,
        Node = { Onnx.Node(operation, "inner", "clipped") },
        Output = { new ValueInfoProto { Name = "inner" } },
    };

    private static ValueInfoProto Input()
    {
        var input = Onnx.Value("x", Onnx.Float, 0, 3, 0);
        var dimensions = input.Type.TensorType.Shape.Dim;
        dimensions[0].DimParam = "batch";
        dimensions[2].ClearValue();
        return input;
    }

    private static AttributeProto Number(string name, float value) => new() { Name = name, Type = Kind.Float, F = value };

    private static AttributeProto List(string name, params long[] values) => new() { Name = name, Type = Kind.Ints, Ints = { values } };

    private static AttributeProto Text(string name, string value) =>
        new() { Name = name, Type = Kind.String, S = Google.Protobuf.ByteString.CopyFromUtf8(value) };
}
