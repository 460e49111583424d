using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>The elements of a tensor cannot be had as what was asked for; the message says which tensor and why.</summary>
internal sealed class OnnxTensorException(string message) : Exception(message);

internal sealed partial class OnnxTensor
{
    private delegate T ElementReader<out T>(ReadOnlySpan<byte> element);

    /// <summary>The elements of a float32, float16, bfloat16 or double tensor; doubles are rounded to nearest.</summary>
    /// <exception cref="OnnxTensorException">Of another type, or a finite double is beyond the range of float.</exception>
    public float[] ToFloats() => ElementType switch
    {
        // Most weights of most models: not copied twice.
        OnnxElementType.Float32 when BitConverter.IsLittleEndian => MemoryMarshal.Cast<byte, float>(Bytes.Span).ToArray(),
        OnnxElementType.Float32 => StoredElements.Decode(StoredFormat.F32, Bytes.ToArray()),
        OnnxElementType.Float16 => StoredElements.Decode(StoredFormat.F16, Bytes.ToArray()),
        OnnxElementType.BFloat16 => StoredElements.Decode(StoredFormat.BF16, Bytes.ToArray()),
        OnnxElementType.Double => Narrow(
            ToDoubles(), value => (float)value, value => double.IsFinite(value) && !float.IsFinite((float)value), "float32"),
        _ => throw Mistaken("floating-point numbers"),
    };

    /// <summary>The elements of a float32, float16, bfloat16 or double tensor, exactly.</summary>
    /// <exception cref="OnnxTensorException">Of another type.</exception>
    public double[] ToDoubles() => ElementType == OnnxElementType.Double
        ? Decode(BinaryPrimitives.ReadDoubleLittleEndian)
        : Array.ConvertAll(ToFloats(), value => (double)value);

    /// <summary>The elements of a tensor of integers.</summary>
    /// <exception cref="OnnxTensorException">Of another type, or an element of uint64 is beyond the range of int64.</exception>
    public long[] ToInt64s() => ElementType switch
    {
        OnnxElementType.Int8 => Decode(element => (long)unchecked((sbyte)element[0])),
        OnnxElementType.UInt8 => Decode(element => (long)element[0]),
        OnnxElementType.Int16 => Decode(element => (long)BinaryPrimitives.ReadInt16LittleEndian(element)),
        OnnxElementType.UInt16 => Decode(element => (long)BinaryPrimitives.ReadUInt16LittleEndian(element)),
        OnnxElementType.Int32 => Decode(element => (long)BinaryPrimitives.ReadInt32LittleEndian(element)),
        OnnxElementType.UInt32 => Decode(element => (long)BinaryPrimitives.ReadUInt32LittleEndian(element)),
        OnnxElementType.Int64 => Decode(BinaryPrimitives.ReadInt64LittleEndian),
        OnnxElementType.UInt64 => Narrow(
            Decode(BinaryPrimitives.ReadUInt64LittleEndian), value => (long)value, value => value > long.MaxValue, "int64"),
        _ => throw Mistaken("integers"),
    };

    /// <summary>The elements of a tensor of integers.</summary>
    /// <exception cref="OnnxTensorException">Of another type, or an element is beyond the range of int32.</exception>
    public int[] ToInt32s() => Narrow(
        ToInt64s(), value => (int)value, value => value is < int.MinValue or > int.MaxValue, "int32");

    /// <summary>The elements of a bool tensor; any byte other than 0 is true.</summary>
    /// <exception cref="OnnxTensorException">Of another type.</exception>
    public bool[] ToBooleans() => ElementType == OnnxElementType.Bool
        ? Decode(element => element[0] != 0)
        : throw Mistaken("booleans");

    private T[] Decode<T>(ElementReader<T> read)
    {
        var bytes = Bytes.Span;
        var size = ElementType.Size();
        var values = new T[Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = read(bytes.Slice(i * size, size));
        return values;
    }

    private TTo[] Narrow<TFrom, TTo>(TFrom[] values, Converter<TFrom, TTo> convert, Predicate<TFrom> isBeyond, string range)
        where TFrom : IFormattable
    {
        var index = Array.FindIndex(values, isBeyond);
        if (index >= 0)
            throw new OnnxTensorException(FormattableString.Invariant(
                $"Element {index} of the tensor '{Name}' is {values[index]}, which is beyond the range of {range}"));
        return Array.ConvertAll(values, convert);
    }

    private OnnxTensorException Mistaken(string expected) =>
        new($"The tensor '{Name}' is of type {TypeText}, but {expected} are expected");
}
