using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>The channels around each one whose squares are summed, and what becomes of the sum.</summary>
/// <param name="Before">Channels before it, no more than there are.</param>
/// <param name="Behind">Channels behind it, no more than there are.</param>
/// <param name="Factor">Multiplies the sum.</param>
/// <param name="Bias">Added to the product.</param>
internal readonly record struct ResponseWindow(int Before, int Behind, float Factor, float Bias)
{
    public ResponseWindow(int size, float alpha, float bias, int channels)
        : this(
            Math.Min((size - 1) / 2, Math.Max(channels - 1, 0)), Math.Min(size / 2, Math.Max(channels - 1, 0)), alpha / size, bias)
    {
    }

    // Room for whole vectors behind the last channel.
    private const int LargestVector = 16;

    /// <summary>Floats of scratch for the squares of all channels at a pixel, and for zeros around them.</summary>
    public int SquaresOf(int channels) => Before + channels + Behind + LargestVector;
}

/// <summary>A local response normalisation: from where to where, over which channels, with which scratch.</summary>
internal readonly record struct ResponseCall(
    int Source, TensorLayout From, int Destination, TensorLayout To, int Scratch, int ScratchLength, ResponseWindow Window);

/// <summary>
/// Local response normalisation, with vectors along the channels where these lie side by side, else along the row. The squares of
/// a position are in scratch before its first result is written, so that source and destination may be the same.
/// </summary>
internal static class ResponseLoops
{
    /// <summary>The rows <paramref name="first"/> to <paramref name="end"/> of all rows of all samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<TPower, T>(Span<float> data, in ResponseCall call, TPower power, int first, int end)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        // As one block, a vector of channels is one run.
        var areVectors = call.From.IsVector && call.To.IsVector;
        var block = areVectors ? Math.Max(call.From.Channels, 1) : call.From.Block;
        var (from, to) = (call.From with { Block = block }, call.To with { Block = block });
        var scratch = data.Slice(call.Scratch, call.ScratchLength);
        var isPlanarImage = from.Block == 1 && (from.Height > 1 || from.Width > 1);
        if (!isPlanarImage)
            scratch.Clear(); // Zeros stand for the channels before the first and behind the last one.
        for (var item = first; item < end; item++)
        {
            var (sample, row) = Math.DivRem(item, from.Height);
            var values = data[(call.Source + from.RowStart(sample, 0, row))..];
            var results = data[(call.Destination + to.RowStart(sample, 0, row))..];
            if (isPlanarImage)
                AlongRow<TPower, T>(values, from, results, to, scratch, call.Window, power);
            else
                AlongChannels<TPower, T>(values, from, results, to, scratch, call.Window, power);
        }
    }

    /// <summary>
    /// As many pixels at a time as the scratch holds the squares of: windows overlap several vectors of squares, and reading them
    /// has to wait for their stores, which are done when as many have followed.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AlongChannels<TPower, T>(
        ReadOnlySpan<float> values, in TensorLayout from, Span<float> results, in TensorLayout to, Span<float> scratch,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        var stride = window.SquaresOf(from.Channels);
        var most = scratch.Length / stride;
        ArgumentOutOfRangeException.ThrowIfZero(most, nameof(scratch));
        for (var pixel = 0; pixel < from.Width; pixel += most)
        {
            var count = Math.Min(most, from.Width - pixel) * from.Block;
            for (var block = 0; block < from.Blocks; block++)
                Square<T>(
                    values.Slice(block * from.BlockStride + pixel * from.Block, count), from.Block, Lanes<T>(from, block),
                    scratch[(window.Before + block * from.Block)..], stride);
            for (var block = 0; block < from.Blocks; block++)
                Normalize<TPower, T>(
                    values.Slice(block * from.BlockStride + pixel * from.Block, count),
                    results.Slice(block * to.BlockStride + pixel * from.Block, count), from.Block, Lanes<T>(from, block),
                    scratch[(block * from.Block)..], stride, window, power);
        }
    }

    /// <summary>The lanes of a block that carry channels, or whole vectors, since those beyond C are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Lanes<T>(in TensorLayout layout, int block) where T : struct, ILanes<T> =>
        layout.Block % T.Count == 0 ? layout.Block : Math.Min(layout.Block, layout.Channels - block * layout.Block);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Square<T>(ReadOnlySpan<float> values, int block, int lanes, Span<float> squares, int stride)
        where T : struct, ILanes<T>
    {
        var whole = lanes / T.Count * T.Count;
        if (whole > 0)
            Square<T, AllLanes>(values, block, 0, whole, default, squares, stride);
        if (whole < lanes)
            Square<T, FirstLanes>(values, block, whole, lanes, new(lanes - whole), squares, stride);
    }

    /// <summary>Squares some lanes of each <paramref name="block"/> of values, which is a pixel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Square<T, TCount>(
        ReadOnlySpan<float> values, int block, int firstLane, int endLane, TCount count, Span<float> squares, int stride)
        where T : struct, ILanes<T>
        where TCount : struct, ILaneCount
    {
        for (var lane = firstLane; lane < endLane; lane += T.Count)
            for (int start = lane, to = lane; start < values.Length; start += block, to += stride)
            {
                var x = count.Read<T>(values.Slice(start, count.Of<T>()));
                count.Write(x * x, squares.Slice(to, count.Of<T>()));
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Normalize<TPower, T>(
        ReadOnlySpan<float> values, Span<float> results, int block, int lanes, ReadOnlySpan<float> squares, int stride,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        var whole = lanes / T.Count * T.Count;
        if (whole == block && window.Before + window.Behind == 4)
            NormalizeByFive<TPower, T>(values, results, block, squares, stride, window, power);
        else if (whole > 0)
            Normalize<TPower, T, AllLanes>(values, results, block, 0, whole, default, squares, stride, window, power);
        if (whole < lanes)
            Normalize<TPower, T, FirstLanes>(
                values, results, block, whole, lanes, new(lanes - whole), squares, stride, window, power);
    }

    /// <summary>
    /// Normalises all lanes of each <paramref name="block"/> of values over five channels, the number in all well-known networks: without a loop
    /// over them, and with nothing in the loop over pixels that depends on the number of lanes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void NormalizeByFive<TPower, T>(
        ReadOnlySpan<float> values, Span<float> results, int block, ReadOnlySpan<float> squares, int stride, in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        var (factor, bias) = (T.Create(window.Factor), T.Create(window.Bias));
        var vectors = block / T.Count;
        for (var part = 0; part < vectors; part++)
        {
            var from = MemoryMarshal.Cast<float, T>(values)[part..];
            var to = MemoryMarshal.Cast<float, T>(results)[part..];
            var rest = squares[(part * T.Count)..];
            for (int i = 0, at = 0; i < from.Length && i < to.Length; i += vectors, at += stride)
            {
                var sum = SumOfFive<T>(rest.Slice(at, 4 + T.Count));
                to[i] = power.Divide(from[i], T.MultiplyAdd(sum, factor, bias));
            }
        }
    }

    /// <summary>
    /// Normalises some lanes of each <paramref name="block"/> of values. <paramref name="squares"/> starts with the window of lane 0.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Normalize<TPower, T, TCount>(
        ReadOnlySpan<float> values, Span<float> results, int block, int firstLane, int endLane, TCount count,
        ReadOnlySpan<float> squares, int stride, in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
        where TCount : struct, ILaneCount
    {
        var others = window.Before + window.Behind;
        for (var lane = firstLane; lane < endLane; lane += T.Count)
            for (int start = lane, at = lane; start < values.Length; start += block, at += stride)
            {
                var sum = Sum<T>(squares.Slice(at, others + T.Count), others);
                Finish(sum, values.Slice(start, count.Of<T>()), results.Slice(start, count.Of<T>()), count, window, power);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(ReadOnlySpan<float> squares, int others) where T : struct, ILanes<T>
    {
        var sum = First<T>(squares);
        for (var other = 1; other <= others; other++)
            sum += First<T>(squares[other..]);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumOfFive<T>(ReadOnlySpan<float> squares) where T : struct, ILanes<T> =>
        First<T>(squares) + First<T>(squares[1..]) + (First<T>(squares[2..]) + First<T>(squares[3..])) + First<T>(squares[4..]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T First<T>(ReadOnlySpan<float> values) where T : struct, ILanes<T> => MemoryMarshal.Cast<float, T>(values)[0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TPower, T, TCount>(
        T sum, ReadOnlySpan<float> values, Span<float> results, TCount count, in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
        where TCount : struct, ILaneCount
    {
        var divisor = T.MultiplyAdd(sum, T.Create(window.Factor), T.Create(window.Bias));
        count.Write(power.Divide(count.Read<T>(values), divisor), results);
    }

    private static void AlongRow<TPower, T>(
        ReadOnlySpan<float> values, in TensorLayout from, Span<float> results, in TensorLayout to, Span<float> scratch,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        var squares = MemoryMarshal.Cast<float, T>(scratch)[..from.Channels];
        var whole = from.Width / T.Count * T.Count;
        for (var pixel = 0; pixel < whole; pixel += T.Count)
            AlongPixels(
                values[pixel..], from.BlockStride, results[pixel..], to.BlockStride, squares, default(AllLanes), window, power);
        if (whole < from.Width)
            AlongPixels(
                values[whole..], from.BlockStride, results[whole..], to.BlockStride, squares, new FirstLanes(from.Width - whole),
                window, power);
    }

    /// <summary>All channels at up to one vector of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AlongPixels<TPower, T, TCount>(
        ReadOnlySpan<float> values, int valueStride, Span<float> results, int resultStride, Span<T> squares, TCount count,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
        where TCount : struct, ILaneCount
    {
        for (var channel = 0; channel < squares.Length; channel++)
        {
            var x = count.Read<T>(values.Slice(channel * valueStride, count.Of<T>()));
            squares[channel] = x * x;
        }
        for (var channel = 0; channel < squares.Length; channel++)
        {
            var sum = T.Create(0f);
            foreach (var square in squares[Math.Max(0, channel - window.Before)..Math.Min(squares.Length, channel + window.Behind + 1)])
                sum += square;
            Finish(
                sum, values.Slice(channel * valueStride, count.Of<T>()), results.Slice(channel * resultStride, count.Of<T>()),
                count, window, power);
        }
    }
}
