using System.Buffers.Binary;
using System.Globalization;
using ModelCompiler.Compiler.Collections;

namespace ModelCompiler.Compiler.Onnx;

/// <summary>Reads the value that a user binds an input to: numbers with commas between them.</summary>
internal static class BindingText
{
    /// <summary>The tensor; null with what is wrong, as the rest of a sentence.</summary>
    /// <param name="input">What the model says of the input: the numbers take its type, and its shape as far as that is known.</param>
    public static OnnxTensor? Parse(OnnxValueInfo input, string text, out string mistake)
    {
        var numbers = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ShapeOf(input, numbers.Length) is not { } shape)
        {
            mistake = $"{numbers.Length} numbers do not fit {input.TypeText}";
            return null;
        }

        var size = input.ElementType.Size();
        var bytes = new byte[numbers.Length * size];
        for (var i = 0; i < numbers.Length; i++)
            if (!TryWrite(numbers[i], input.ElementType, bytes.AsSpan(i * size, size)))
            {
                mistake = $"'{numbers[i]}' is no {input.ElementType.Name()}";
                return null;
            }

        mistake = "";
        return new OnnxTensor(input.Name, input.ElementType, shape, bytes);
    }

    /// <summary>The declared shape, an unknown dimension being what remains; null if the numbers do not fill it.</summary>
    private static EquatableArray<long>? ShapeOf(OnnxValueInfo input, int count)
    {
        if (input.Dimensions is not { } dimensions)
            return [count];
        var known = dimensions.Where(dimension => dimension.Value is not null).ToList();
        if (dimensions.Count - known.Count > 1 || known.Exists(dimension => dimension.Value > int.MaxValue))
            return null;
        var product = known.Aggregate(1L, (product, dimension) => Math.Min(int.MaxValue, product * dimension.Value!.Value));
        var rest = product == 0 ? 0 : count / product;
        var shape = dimensions.Select(dimension => dimension.Value ?? rest).ToEquatableArray();
        return product * (known.Count < dimensions.Count ? rest : 1) == count ? shape : null;
    }

    private static bool TryWrite(string number, OnnxElementType type, Span<byte> element)
    {
        const NumberStyles real = NumberStyles.Float;
        var culture = CultureInfo.InvariantCulture;
        switch (type)
        {
            case OnnxElementType.Float32 when float.TryParse(number, real, culture, out var value):
                BinaryPrimitives.WriteSingleLittleEndian(element, value);
                return true;
            case OnnxElementType.Double when double.TryParse(number, real, culture, out var value):
                BinaryPrimitives.WriteDoubleLittleEndian(element, value);
                return true;
            case OnnxElementType.Float16 when Half.TryParse(number, real, culture, out var value):
                BinaryPrimitives.WriteHalfLittleEndian(element, value);
                return true;
            case OnnxElementType.Bool when bool.TryParse(number, out var value):
                element[0] = value ? (byte)1 : (byte)0;
                return true;
            case OnnxElementType.Float32 or OnnxElementType.Double or OnnxElementType.Float16 or OnnxElementType.BFloat16:
                return false;
            default:
                return Int128.TryParse(number, NumberStyles.AllowLeadingSign, culture, out var integer) && TryWrite(integer, type, element);
        }
    }

    private static bool TryWrite(Int128 value, OnnxElementType type, Span<byte> element)
    {
        var (low, high) = type switch
        {
            OnnxElementType.Bool => (0, 1),
            OnnxElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            OnnxElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            OnnxElementType.Int16 => (short.MinValue, short.MaxValue),
            OnnxElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            OnnxElementType.Int32 => (int.MinValue, int.MaxValue),
            OnnxElementType.UInt32 => (uint.MinValue, uint.MaxValue),
            OnnxElementType.Int64 => (long.MinValue, long.MaxValue),
            OnnxElementType.UInt64 => ((Int128)ulong.MinValue, (Int128)ulong.MaxValue),
            _ => (1, 0),
        };
        if (value < low || value > high)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        bytes[..element.Length].CopyTo(element);
        return true;
    }
}
