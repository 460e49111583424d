using ModelCompiler.Compiler.Onnx;

namespace ModelCompiler.Benchmarks.Inference.Networks;

/// <summary>The value of an input or output.</summary>
/// <param name="Values">An array as <see cref="TensorElements"/> makes them.</param>
internal sealed record NamedTensor(string Name, OnnxElementType ElementType, IReadOnlyList<long> Dimensions, Array Values);

/// <summary>Arrays for the element types that inputs and outputs of networks have.</summary>
internal static class TensorElements
{
    private static readonly IReadOnlyDictionary<OnnxElementType, Type> Types = new Dictionary<OnnxElementType, Type>
    {
        [OnnxElementType.Float32] = typeof(float),
        [OnnxElementType.Int64] = typeof(long),
        [OnnxElementType.Int32] = typeof(int),
        [OnnxElementType.Bool] = typeof(bool),
        [OnnxElementType.Int8] = typeof(sbyte),
        [OnnxElementType.UInt8] = typeof(byte),
    };

    /// <summary>A new array; null if no array holds elements of that type.</summary>
    public static Array? NewArray(OnnxElementType type, int length) =>
        Types.TryGetValue(type, out var element) ? Array.CreateInstance(element, length) : null;

    /// <summary>The element type of an array.</summary>
    public static OnnxElementType TypeOf(Array values) =>
        Types.First(pair => pair.Value == values.GetType().GetElementType()).Key;

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
