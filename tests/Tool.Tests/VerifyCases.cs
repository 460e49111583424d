using Google.Protobuf;
using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Tests;

/// <summary>Writes cases for <c>modelc verify</c>.</summary>
internal static class VerifyCases
{
    /// <summary>y = max(0, x) of two numbers.</summary>
    public const string ReLU = """
        { "layers": [ { "type": "Input", "name": "x", "shape": [2] }, { "type": "ReLU", "name": "y" } ] }
        """;

    /// <summary>Writes model.json and one data set; the path of the case.</summary>
    public static string WriteCase(this ToolRun tool, string name, string model, TensorProto[] inputs, TensorProto[] outputs)
    {
        tool.WriteText(Path.Combine(name, "model.json"), model);
        tool.WriteData(name, 0, inputs, outputs);
        return tool.PathOf(name);
    }

    public static void WriteData(this ToolRun tool, string name, int set, TensorProto[] inputs, TensorProto[] outputs)
    {
        foreach (var (kind, tensors) in new[] { ("input", inputs), ("output", outputs) })
            for (var i = 0; i < tensors.Length; i++)
                tool.WriteFile(Path.Combine(name, $"test_data_set_{set}", $"{kind}_{i}.pb"), tensors[i].ToByteArray());
    }

    /// <summary>A case of <see cref="ReLU"/> that gives what is expected for −1 and 2.</summary>
    public static string WriteReLU(this ToolRun tool, string name, params float[] expected) =>
        tool.WriteCase(name, ReLU, [Floats([1, 2], -1, 2)], [Floats([1, expected.Length], expected)]);

    public static TensorProto Floats(long[] shape, params float[] values)
    {
        var tensor = new TensorProto { DataType = 1 };
        tensor.Dims.Add(shape);
        tensor.FloatData.Add(values);
        return tensor;
    }

    public static TensorProto Bytes(long[] shape, params byte[] values)
    {
        var tensor = new TensorProto { DataType = 2, RawData = ByteString.CopyFrom(values) };
        tensor.Dims.Add(shape);
        return tensor;
    }
}
