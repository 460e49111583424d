using System.Buffers.Binary;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Compiler.Keras.Weights;

/// <summary>
/// A weight on its way from the order of Keras to that of the compiler's layers: elements move, and are not rounded. Where a model
/// comes without weights it has a shape and no elements.
/// </summary>
/// <param name="Bytes">Little-endian, in row-major order; null if they are not known.</param>
internal sealed record LayerTensor(StoredFormat Format, int[] Shape, byte[]? Bytes)
{
    private int ElementBytes => Format == StoredFormat.F32 ? sizeof(float) : sizeof(ushort);

    private int Count => Shape.Aggregate(1, (product, size) => product * size);

    public TensorShape TensorShape => new(Shape.ToEquatableArray());

    /// <summary>A tensor of one number throughout.</summary>
    public static LayerTensor Filled(float value, params int[] shape) =>
        OfValues(Enumerable.Repeat(value, shape.Aggregate(1, (product, size) => product * size)), shape);

    public static LayerTensor OfValues(IEnumerable<float> values, params int[] shape)
    {
        var elements = values.ToArray();
        var bytes = new byte[elements.Length * sizeof(float)];
        for (var i = 0; i < elements.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), elements[i]);
        return new LayerTensor(StoredFormat.F32, shape, bytes);
    }

    /// <summary>The elements as numbers; null if they are not known.</summary>
    public float[]? Values() => Bytes is null ? null : [.. Enumerable.Range(0, Count).Select(ValueAt)];

    /// <summary>The same elements under another shape.</summary>
    public LayerTensor Reshape(params int[] shape) => this with { Shape = shape };

    /// <summary>Axes in another order: axis i of the result is axis <paramref name="axes"/>[i] of this.</summary>
    public LayerTensor Transpose(params int[] axes)
    {
        int[] shape = [.. axes.Select(axis => Shape[axis])];
        if (Bytes is null)
            return this with { Shape = shape };
        var strides = new int[Shape.Length];
        for (int axis = Shape.Length - 1, stride = ElementBytes; axis >= 0; stride *= Shape[axis--])
            strides[axis] = stride;
        int[] steps = [.. axes.Select(axis => strides[axis])];
        var (result, index, source) = (new byte[Bytes.Length], new int[shape.Length], 0);
        for (var target = 0; target < result.Length; target += ElementBytes)
        {
            Bytes.AsSpan(source, ElementBytes).CopyTo(result.AsSpan(target));
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                source += steps[axis];
                if (++index[axis] < shape[axis])
                    break;
                source -= steps[axis] * shape[axis];
                index[axis] = 0;
            }
        }

        return new LayerTensor(Format, shape, result);
    }

    /// <summary>A part along the first axis.</summary>
    public LayerTensor Rows(int first, int count)
    {
        var size = Count / Shape[0] * ElementBytes;
        return this with { Shape = [count, .. Shape[1..]], Bytes = Bytes?.AsSpan(first * size, count * size).ToArray() };
    }

    /// <summary>Equal parts along the first axis in another order.</summary>
    /// <param name="order">Which part of this each part of the result is.</param>
    public LayerTensor Reorder(params int[] order)
    {
        var rows = Shape[0] / order.Length;
        return Concat([.. order.Select(part => Rows(part * rows, rows))]);
    }

    /// <summary>Tensors behind each other along the first axis.</summary>
    public static LayerTensor Concat(params LayerTensor[] parts)
    {
        int[] shape = [parts.Sum(part => part.Shape[0]), .. parts[0].Shape[1..]];
        if (Array.Exists(parts, part => part.Bytes is null))
            return new LayerTensor(parts[0].Format, shape, null);
        return Array.TrueForAll(parts, part => part.Format == parts[0].Format)
            ? new LayerTensor(parts[0].Format, shape, [.. parts.SelectMany(part => part.Bytes!)])
            : OfValues(parts.SelectMany(part => part.Values()!), shape);
    }

    /// <summary>The first element that is no finite number; null if there is none.</summary>
    public (int Index, float Value)? FindNotFinite()
    {
        for (var i = 0; Bytes is not null && i < Count; i++)
            if (ValueAt(i) is var value && !float.IsFinite(value))
                return (i, value);
        return null;
    }

    private float ValueAt(int index)
    {
        var element = Bytes.AsSpan(index * ElementBytes);
        return Format switch
        {
            StoredFormat.F32 => BinaryPrimitives.ReadSingleLittleEndian(element),
            StoredFormat.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
            _ => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16),
        };
    }
}
