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
}

/// <summary>A local response normalisation: from where to where, over which channels.</summary>
internal readonly record struct ResponseCall(
    int Source, TensorLayout From, int Destination, TensorLayout To, ResponseWindow Window);

/// <summary>
/// Local response normalisation, with vectors along the channels where these lie side by side, else along the row. The squares of
/// a position are in scratch before its first result is written, so that source and destination may be the same.
/// </summary>
internal static class ResponseLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Apply<TPower, T>(Span<float> data, Span<float> scratch, in ResponseCall call, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        // As one block, a vector of channels is one run.
        var areVectors = call.From.IsVector && call.To.IsVector;
        var block = areVectors ? Math.Max(call.From.Channels, 1) : call.From.Block;
        var (from, to) = (call.From with { Block = block }, call.To with { Block = block });
        var isPlanarImage = from.Block == 1 && (from.Height > 1 || from.Width > 1);
        if (!isPlanarImage)
            ClearEnds<T>(scratch, from.Channels, call.Window);
        for (var sample = 0; sample < from.Batch; sample++)
            for (var row = 0; row < from.Height; row++)
            {
                var values = data[(call.Source + from.RowStart(sample, 0, row))..];
                var results = data[(call.Destination + to.RowStart(sample, 0, row))..];
                if (isPlanarImage)
                    AlongRow<TPower, T>(values, from, results, to, scratch, call.Window, power);
                else
                    AlongChannels<TPower, T>(values, from, results, to, scratch, call.Window, power);
            }
    }

    /// <summary>Zeros around the squares of all channels, for the windows of the first and the last ones.</summary>
    private static void ClearEnds<T>(Span<float> squares, int channels, in ResponseWindow window) where T : struct, ILanes<T>
    {
        squares[..window.Before].Clear();
        squares.Slice(window.Before + channels, window.Behind + T.Count).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongChannels<TPower, T>(
        ReadOnlySpan<float> values, in TensorLayout from, Span<float> results, in TensorLayout to, Span<float> squares,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        for (var start = 0; start < from.Width * from.Block; start += from.Block)
        {
            for (var block = 0; block < from.Blocks; block++)
                Square<T>(Run(values, from, block, start), squares[(window.Before + block * from.Block)..]);
            for (var block = 0; block < from.Blocks; block++)
                Normalize<TPower, T>(
                    Run(values, from, block, start), squares[(block * from.Block)..], results[(block * to.BlockStride + start)..],
                    window, power);
        }
    }

    /// <summary>The channels of one block at one pixel, without the lanes beyond C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<float> Run(ReadOnlySpan<float> values, in TensorLayout layout, int block, int start) =>
        values.Slice(block * layout.BlockStride + start, Math.Min(layout.Block, layout.Channels - block * layout.Block));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square<T>(ReadOnlySpan<float> values, Span<float> squares) where T : struct, ILanes<T>
    {
        for (var index = 0; index < values.Length; index += T.Count)
        {
            var count = Math.Min(T.Count, values.Length - index);
            var x = Partial.Read<T>(values.Slice(index, count), 0f);
            Partial.Write(x * x, squares.Slice(index, count));
        }
    }

    /// <param name="values">A run of channels.</param>
    /// <param name="squares">From the first square of the first channel's window on.</param>
    /// <param name="results">Where the run's results go.</param>
    /// <param name="window">The window.</param>
    /// <param name="power">The power.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Normalize<TPower, T>(
        ReadOnlySpan<float> values, ReadOnlySpan<float> squares, Span<float> results, in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        for (var index = 0; index < values.Length; index += T.Count)
        {
            var count = Math.Min(T.Count, values.Length - index);
            var sum = T.Create(0f);
            for (var first = index; first <= index + window.Before + window.Behind; first++)
                sum += MemoryMarshal.Cast<float, T>(squares.Slice(first, T.Count))[0];
            var x = Partial.Read<T>(values.Slice(index, count), 0f);
            Partial.Write(power.Divide(x, Base(sum, window)), results.Slice(index, count));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongRow<TPower, T>(
        ReadOnlySpan<float> values, in TensorLayout from, Span<float> results, in TensorLayout to, Span<float> scratch,
        in ResponseWindow window, TPower power)
        where TPower : struct, IResponsePower
        where T : struct, ILanes<T>
    {
        var squares = MemoryMarshal.Cast<float, T>(scratch)[..from.Channels];
        for (var pixel = 0; pixel < from.Width; pixel += T.Count)
        {
            var count = Math.Min(T.Count, from.Width - pixel);
            for (var channel = 0; channel < squares.Length; channel++)
            {
                var x = Partial.Read<T>(values.Slice(channel * from.BlockStride + pixel, count), 0f);
                squares[channel] = x * x;
            }
            for (var channel = 0; channel < squares.Length; channel++)
            {
                var sum = T.Create(0f);
                foreach (var square in squares[Math.Max(0, channel - window.Before)..Math.Min(squares.Length, channel + window.Behind + 1)])
                    sum += square;
                var x = Partial.Read<T>(values.Slice(channel * from.BlockStride + pixel, count), 0f);
                Partial.Write(power.Divide(x, Base(sum, window)), results.Slice(channel * to.BlockStride + pixel, count));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Base<T>(T sum, in ResponseWindow window) where T : struct, ILanes<T> =>
        T.MultiplyAdd(sum, T.Create(window.Factor), T.Create(window.Bias));
}
