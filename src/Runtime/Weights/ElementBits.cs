using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler;

/// <summary>Stored elements as bit patterns.</summary>
internal static class ElementBits
{
    /// <summary>Halves as floats, exactly. None is infinite or NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WidenHalves(ReadOnlySpan<ushort> halves, Span<float> destination)
    {
        // A half's exponent and mantissa, moved to those of a float, are its value times 2^(15 − 127), subnormals included.
        const float biasDifference = 5.192296858534828e33f; // 2^112
        var vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(halves);
        var floats = MemoryMarshal.Cast<float, Vector<float>>(destination);
        for (var i = 0; i < vectors.Length && (2 * i) + 1 < floats.Length; i++)
        {
            Vector.Widen(vectors[i], out var low, out var high);
            floats[2 * i] = Half(low);
            floats[(2 * i) + 1] = Half(high);
        }

        for (var i = vectors.Length * Vector<ushort>.Count; i < halves.Length; i++)
            destination[i] = (float)BitConverter.UInt16BitsToHalf(halves[i]);

        static Vector<float> Half(Vector<uint> bits)
        {
            var magnitude = Vector.AsVectorSingle((bits & new Vector<uint>(0x7FFF)) << 13) * biasDifference;
            var sign = (bits & new Vector<uint>(0x8000)) << 16;
            return Vector.AsVectorSingle(Vector.AsVectorUInt32(magnitude) | sign);
        }
    }

    /// <summary>The upper halves of floats as floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void WidenBFloats(ReadOnlySpan<ushort> upperHalves, Span<float> destination)
    {
        var vectors = MemoryMarshal.Cast<ushort, Vector<ushort>>(upperHalves);
        var floats = MemoryMarshal.Cast<float, Vector<uint>>(destination);
        for (var i = 0; i < vectors.Length && (2 * i) + 1 < floats.Length; i++)
        {
            Vector.Widen(vectors[i], out var low, out var high);
            floats[2 * i] = low << 16;
            floats[(2 * i) + 1] = high << 16;
        }

        for (var i = vectors.Length * Vector<ushort>.Count; i < upperHalves.Length; i++)
            destination[i] = BitConverter.Int32BitsToSingle(upperHalves[i] << 16);
    }

    /// <summary>The first float that is no number of bfloat16, since its lower half has bits; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int IndexOfLowerHalf(ReadOnlySpan<float> values)
    {
        var patterns = MemoryMarshal.Cast<float, uint>(values);
        var lowerHalf = new Vector<uint>(0xFFFF);
        var start = 0;
        foreach (ref readonly var vector in MemoryMarshal.Cast<uint, Vector<uint>>(patterns))
        {
            if ((vector & lowerHalf) != Vector<uint>.Zero)
                break;
            start += Vector<uint>.Count;
        }

        for (var i = start; i < patterns.Length; i++)
            if ((patterns[i] & 0xFFFF) != 0)
                return i;
        return -1;
    }

    /// <summary>The first pattern whose exponent has all bits set, an infinity or NaN; −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static int IndexOfExponent<T>(ReadOnlySpan<T> patterns, T exponent)
        where T : unmanaged, IBinaryInteger<T>
    {
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(patterns);
        var exponents = new Vector<T>(exponent);
        var start = 0;
        foreach (ref readonly var vector in vectors)
        {
            if (Vector.EqualsAny(vector & exponents, exponents))
                break;
            start += Vector<T>.Count;
        }

        for (var i = start; i < patterns.Length; i++)
            if ((patterns[i] & exponent) == exponent)
                return i;
        return -1;
    }
}
