using System.Runtime.CompilerServices;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Softmax in place, as e^(x − max)·(1/Σ) with one division, with vectors along the channels where these lie side by side, else along the row.
/// </summary>
internal static class SoftmaxLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply<T>(Span<float> values, in TensorLayout layout) where T : struct, ILanes<T>
    {
        // As one block, a vector of channels needs no second level of loops.
        var blocks = layout.IsVector ? layout with { Block = Math.Max(layout.Channels, 1) } : layout;
        for (var sample = 0; sample < blocks.Batch; sample++)
            for (var row = 0; row < blocks.Height; row++)
            {
                var line = values[blocks.RowStart(sample, 0, row)..];
                if (blocks.Block == 1)
                    AlongRow<T>(line, blocks);
                else
                    AlongChannels<T>(line, blocks);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AlongChannels<T>(Span<float> line, in TensorLayout layout) where T : struct, ILanes<T>
    {
        for (var pixel = 0; pixel < layout.Width; pixel++)
        {
            var channels = line[(pixel * layout.Block)..];
            var maximum = float.NegativeInfinity;
            for (var block = 0; block < layout.Blocks; block++)
                maximum = Math.Max(maximum, Reductions.Maximum<T>(Run(channels, layout, block)));

            var sum = 0f;
            for (var block = 0; block < layout.Blocks; block++)
            {
                var run = Run(channels, layout, block);
                Elementwise.Apply(run, new ShiftedExponential(maximum));
                sum += Reductions.Sum<T>(run);
            }

            for (var block = 0; block < layout.Blocks; block++)
                Elementwise.Apply(Run(channels, layout, block), new Product(1f / sum));
        }
    }

    /// <summary>The channels of one block at one pixel, without the lanes beyond C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> Run(Span<float> channels, in TensorLayout layout, int block) =>
        channels.Slice(block * layout.BlockStride, Math.Min(layout.Block, layout.Channels - block * layout.Block));

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AlongRow<T>(Span<float> line, in TensorLayout layout) where T : struct, ILanes<T>
    {
        var pixel = 0;
        for (; pixel <= layout.Width - T.Count; pixel += T.Count)
            AlongRowAt<T, AllLanes>(line[pixel..], layout, default);
        if (pixel < layout.Width)
            AlongRowAt<T, FirstLanes>(line[pixel..], layout, new(layout.Width - pixel));
    }

    /// <summary>The softmax at up to one vector of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AlongRowAt<T, TCount>(Span<float> pixels, in TensorLayout layout, TCount lanes)
        where T : struct, ILanes<T>
        where TCount : struct, ILaneCount
    {
        var count = lanes.Of<T>();
        var maximum = T.Create(float.NegativeInfinity);
        for (var channel = 0; channel < layout.Channels; channel++)
            maximum = T.Max(maximum, lanes.Read<T>(pixels.Slice(channel * layout.BlockStride, count)));

        var sum = T.Create(0f);
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var values = pixels.Slice(channel * layout.BlockStride, count);
            var exponential = LaneMath.Exp(lanes.Read<T>(values) - maximum);
            lanes.Write(exponential, values);
            sum += exponential;
        }

        var factor = T.Create(1f) / sum;
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var values = pixels.Slice(channel * layout.BlockStride, count);
            lanes.Write(lanes.Read<T>(values) * factor, values);
        }
    }

    private readonly struct ShiftedExponential(float shift) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => LaneMath.Exp(x - T.Create(shift));
    }

    private readonly struct Product(float factor) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => x * T.Create(factor);
    }
}
