using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace ModelCompiler.CompilerServices;

/// <summary>Rows of channels side by side ↔ rows of single channels, by transposing four channels of four pixels in registers.</summary>
/// <remarks>
/// Wider squares do not pay: with four a load or store moves as many bytes as two shuffles per cycle can arrange.
/// </remarks>
internal static class BlockCopy
{
    /// <summary>Channels, and pixels, of one square.</summary>
    public const int Side = 4;

    /// <summary>
    /// <c>destination[p·block + c] = source[c·stride + p]</c> for up to four channels c; zero for those up to four that there are not.
    /// </summary>
    /// <param name="source">The row of the first channel, and those behind.</param>
    /// <param name="stride">From a channel to the next one.</param>
    /// <param name="channels">At least 1, at most 4.</param>
    /// <param name="destination">From the first channel of the first pixel on.</param>
    /// <param name="block">From a pixel to the next one: a multiple of 4.</param>
    /// <param name="pixels">At least 4.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Interleave(
        ReadOnlySpan<float> source, int stride, int channels, Span<float> destination, int block, int pixels)
    {
        var whole = pixels / Side * Side;
        InterleaveSquares(source, stride, channels, destination, block, whole);
        var rest = pixels - Side;
        if (whole < pixels)
            InterleaveSquares(source[rest..], stride, channels, destination[(rest * block)..], block, Side);
    }

    /// <summary><c>destination[c·stride + p] = source[p·block + c]</c> for up to four channels c.</summary>
    /// <inheritdoc cref="Interleave"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Separate(
        ReadOnlySpan<float> source, int block, int channels, Span<float> destination, int stride, int pixels)
    {
        var whole = pixels / Side * Side;
        SeparateSquares(source, block, channels, destination, stride, whole);
        var rest = pixels - Side;
        if (whole < pixels)
            SeparateSquares(source[(rest * block)..], block, channels, destination[rest..], stride, Side);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void InterleaveSquares(
        ReadOnlySpan<float> source, int stride, int channels, Span<float> destination, int block, int pixels)
    {
        var first = Vectors(source, 0, pixels);
        var second = Vectors(source, channels > 1 ? stride : 0, pixels)[..first.Length];
        var third = Vectors(source, channels > 2 ? 2 * stride : 0, pixels)[..first.Length];
        var fourth = Vectors(source, channels > 3 ? 3 * stride : 0, pixels)[..first.Length];
        var step = block / Side;
        var results = MemoryMarshal.Cast<float, Vector128<float>>(destination);
        for (int index = 0, at = 0; index < first.Length; index++, at += Side * step)
        {
            var (a, b, c, d) = Transpose(
                first[index], channels > 1 ? second[index] : Vector128<float>.Zero,
                channels > 2 ? third[index] : Vector128<float>.Zero, channels > 3 ? fourth[index] : Vector128<float>.Zero);
            results[at] = a;
            results[at + step] = b;
            results[at + 2 * step] = c;
            results[at + 3 * step] = d;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void SeparateSquares(
        ReadOnlySpan<float> source, int block, int channels, Span<float> destination, int stride, int pixels)
    {
        var first = Vectors(destination, 0, pixels);
        var second = Vectors(destination, channels > 1 ? stride : 0, pixels)[..first.Length];
        var third = Vectors(destination, channels > 2 ? 2 * stride : 0, pixels)[..first.Length];
        var fourth = Vectors(destination, channels > 3 ? 3 * stride : 0, pixels)[..first.Length];
        var step = block / Side;
        var values = MemoryMarshal.Cast<float, Vector128<float>>(source);
        for (int index = 0, at = 0; index < first.Length; index++, at += Side * step)
        {
            var (a, b, c, d) = Transpose(values[at], values[at + step], values[at + 2 * step], values[at + 3 * step]);
            // Channels that there are not stand for the first one, which comes last.
            fourth[index] = d;
            third[index] = channels > 2 ? c : a;
            second[index] = channels > 1 ? b : a;
            first[index] = a;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<Vector128<float>> Vectors(ReadOnlySpan<float> values, int start, int count) =>
        MemoryMarshal.Cast<float, Vector128<float>>(values.Slice(start, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<Vector128<float>> Vectors(Span<float> values, int start, int count) =>
        MemoryMarshal.Cast<float, Vector128<float>>(values.Slice(start, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> A, Vector128<float> B, Vector128<float> C, Vector128<float> D) Transpose(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        var (even, evenHigh) = (ZipLow(a, c), ZipHigh(a, c));
        var (odd, oddHigh) = (ZipLow(b, d), ZipHigh(b, d));
        return (ZipLow(even, odd), ZipHigh(even, odd), ZipLow(evenHigh, oddHigh), ZipHigh(evenHigh, oddHigh));
    }

    /// <summary>The lower halves of both, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackLow(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipLow(left, right);
        return Vector128.Create(left[0], right[0], left[1], right[1]);
    }

    /// <summary>The upper halves of both, in turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right)
    {
        if (Sse.IsSupported)
            return Sse.UnpackHigh(left, right);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.ZipHigh(left, right);
        return Vector128.Create(left[2], right[2], left[3], right[3]);
    }
}
