using System.Runtime.InteropServices;

namespace ModelCompiler.Compiler.Weights;

/// <summary>
/// Decodes elements as a weight file stores them. Every F16 and BF16 value is a float exactly; NaN keeps its payload.
/// </summary>
internal static class StoredElements
{
    public static int SizeOf(StoredFormat format) => format == StoredFormat.F32 ? sizeof(float) : sizeof(ushort);

    /// <summary>The elements as floats.</summary>
    /// <param name="bytes">Little-endian elements, a whole number of them.</param>
    public static float[] Decode(StoredFormat format, byte[] bytes)
    {
        var size = SizeOf(format);
        var values = new float[bytes.Length / size];
        // Written as integers: on x87 hosts, loading a signalling NaN as a float would change it.
        var bits = MemoryMarshal.Cast<float, int>(values.AsSpan());
        for (var i = 0; i < bits.Length; i++)
            bits[i] = DecodeElement(format, bytes, i * size);
        return values;
    }

    private static int DecodeElement(StoredFormat format, byte[] bytes, int offset)
    {
        var low = bytes[offset] | (bytes[offset + 1] << 8);
        return format switch
        {
            StoredFormat.F16 => HalfBits(low),
            StoredFormat.BF16 => low << 16,
            _ => low | (bytes[offset + 2] << 16) | (bytes[offset + 3] << 24),
        };
    }

    /// <summary>
    /// The float with the value of an IEEE 754 half: 1 sign bit, 5 of exponent (bias 15), 10 of mantissa.
    /// </summary>
    private static int HalfBits(int half)
    {
        const int floatBias = 127, halfBias = 15, floatMantissa = 23, halfMantissa = 10;
        var sign = (half & 0x8000) << 16;
        var exponent = (half >> halfMantissa) & 0x1F;
        var mantissa = half & 0x3FF;
        if (exponent == 0x1F)
            return sign | (0xFF << floatMantissa) | (mantissa << (floatMantissa - halfMantissa));
        if (exponent == 0 && mantissa == 0)
            return sign;
        if (exponent == 0)
        {
            // A subnormal half is a normal float: shift until the leading 1 becomes the hidden bit.
            exponent = 1;
            for (; (mantissa & (1 << halfMantissa)) == 0; exponent--)
                mantissa <<= 1;
            mantissa &= 0x3FF;
        }

        return sign | ((exponent - halfBias + floatBias) << floatMantissa) | (mantissa << (floatMantissa - halfMantissa));
    }
}
