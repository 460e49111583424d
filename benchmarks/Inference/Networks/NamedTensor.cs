using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>The value of an input or output.</summary>
/// <param name="Values">An array as <see cref="TensorElements"/> makes them.</param>
internal sealed record NamedTensor(string Name, OnnxElementType ElementType, IReadOnlyList<long> Dimensions, Array Values);

/// <summary>Arrays for the element types that inputs and outputs of networks have.</summary>
internal static class TensorElements
{
    /// <summary>A new array; null if no array holds elements of that type.</summary>
    public static Array? NewArray(OnnxElementType type, int length) => type switch
    {
        OnnxElementType.Float32 => new float[length],
        OnnxElementType.Int64 => new long[length],
        OnnxElementType.Int32 => new int[length],
        OnnxElementType.Bool => new bool[length],
        OnnxElementType.Int8 => new sbyte[length],
        OnnxElementType.UInt8 => new byte[length],
        _ => null,
    };

    /// <summary>The elements of a tensor from a file; null if no array holds them.</summary>
    public static Array? ToArray(OnnxTensor tensor)
    {
        var values = NewArray(tensor.ElementType, tensor.Count);
        if (values is not null)
            // Both are little-endian, and a bool is a byte in both.
            Buffer.BlockCopy(tensor.Bytes.ToArray(), 0, values, 0, tensor.Bytes.Length);
        return values;
    }
}
