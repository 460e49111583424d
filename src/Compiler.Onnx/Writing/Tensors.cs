using System.Runtime.InteropServices;
using Google.Protobuf;
using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx.Protobuf;

namespace ModelCompiler.Compiler.Onnx.Writing;

/// <summary>Tensors as messages, with raw little-endian data.</summary>
internal static class Tensors
{
    public static OnnxElementType TypeOf(ElementType element) => element switch
    {
        ElementType.Int64 => OnnxElementType.Int64,
        ElementType.Int32 => OnnxElementType.Int32,
        ElementType.Bool => OnnxElementType.Bool,
        ElementType.Int8 => OnnxElementType.Int8,
        ElementType.UInt8 => OnnxElementType.UInt8,
        _ => OnnxElementType.Float32,
    };

    public static TensorProto Of(TensorData data) => data.Type.Element == ElementType.Float32
        ? Of(data.Floats, data.Shape) : Of(data.Integers, data.Type.Element, data.Shape);

    public static TensorProto Of(float[] values, TensorShape shape) =>
        Create(ElementType.Float32, shape, LittleEndian(MemoryMarshal.AsBytes(values.AsSpan()), sizeof(float)));

    /// <summary>One float.</summary>
    public static TensorProto Scalar(float value) => Of([value], TensorShape.Of());

    /// <summary>A list of int64.</summary>
    public static TensorProto Of(params long[] values) => Of(values, ElementType.Int64, TensorShape.Of(values.Length));

    private static TensorProto Of(long[] values, ElementType element, TensorShape shape)
    {
        var size = TypeOf(element).Size();
        var wide = LittleEndian(MemoryMarshal.AsBytes(values.AsSpan()), sizeof(long));
        // The low bytes of each number come first.
        var bytes = new byte[values.Length * size];
        for (var i = 0; i < values.Length; i++)
            wide.AsSpan(i * sizeof(long), size).CopyTo(bytes.AsSpan(i * size));
        return Create(element, shape, bytes);
    }

    private static TensorProto Create(ElementType element, TensorShape shape, byte[] bytes)
    {
        var tensor = new TensorProto { DataType = (int)TypeOf(element), RawData = UnsafeByteOperations.UnsafeWrap(bytes) };
        tensor.Dims.Add(shape.Dimensions.Select(dimension => (long)dimension));
        return tensor;
    }

    private static byte[] LittleEndian(ReadOnlySpan<byte> machine, int elementSize)
    {
        var bytes = machine.ToArray();
        if (!BitConverter.IsLittleEndian)
            for (var start = 0; start < bytes.Length; start += elementSize)
                bytes.AsSpan(start, elementSize).Reverse();
        return bytes;
    }
}
