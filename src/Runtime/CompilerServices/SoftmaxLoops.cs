using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>Softmax in place, with vectors along the channels where these lie side by side, else along the row.</summary>
internal static class SoftmaxLoops
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongChannels<T>(Span<float> line, in TensorLayout layout) where T : struct, ILanes<T>
    {
        for (var pixel = 0; pixel < layout.Width; pixel++)
        {
            var channels = line[(pixel * layout.Block)..];
            var maximum = float.NegativeInfinity;
            for (var block = 0; block < layout.Blocks; block++)
                maximum = Math.Max(maximum, Maximum<T>(Run(channels, layout, block)));

            var sum = 0f;
            for (var block = 0; block < layout.Blocks; block++)
                sum += Exponentiate<T>(Run(channels, layout, block), maximum);

            for (var block = 0; block < layout.Blocks; block++)
                Elementwise.Apply<Quotient, T>(Run(channels, layout, block), new Quotient(sum));
        }
    }

    /// <summary>The channels of one block at one pixel, without the lanes beyond C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> Run(Span<float> channels, in TensorLayout layout, int block) =>
        channels.Slice(block * layout.BlockStride, Math.Min(layout.Block, layout.Channels - block * layout.Block));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Maximum<T>(ReadOnlySpan<float> run) where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(run);
        var maximum = Partial.Read<T>(run[(vectors.Length * T.Count)..], float.NegativeInfinity);
        for (var index = 0; index < vectors.Length; index++)
            maximum = T.Max(maximum, vectors[index]);
        return T.Maximum(maximum);
    }

    /// <summary>Replaces each x by e^(x − maximum) and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Exponentiate<T>(Span<float> run, float maximum) where T : struct, ILanes<T>
    {
        var tail = run.Length % T.Count;
        var sum = tail == 0 ? T.Create(0f) : ExponentiatePartial(run[^tail..], T.Create(maximum));
        return T.Sum(ExponentiateWhole(run[..^tail], T.Create(maximum), sum));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T ExponentiatePartial<T>(Span<float> tail, T maximum) where T : struct, ILanes<T>
    {
        var exponentials = LaneMath.Exp(Partial.Read<T>(tail, float.NegativeInfinity) - maximum);
        Partial.Write(exponentials, tail);
        return exponentials;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T ExponentiateWhole<T>(Span<float> run, T maximum, T sum) where T : struct, ILanes<T>
    {
        var vectors = MemoryMarshal.Cast<float, T>(run);
        for (var index = 0; index < vectors.Length; index++)
        {
            var exponentials = LaneMath.Exp(vectors[index] - maximum);
            vectors[index] = exponentials;
            sum += exponentials;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongRow<T>(Span<float> line, in TensorLayout layout) where T : struct, ILanes<T>
    {
        for (var pixel = 0; pixel < layout.Width; pixel += T.Count)
            AlongRowAt<T>(line[pixel..], layout, Math.Min(T.Count, layout.Width - pixel));
    }

    /// <summary>The softmax at up to one vector of pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AlongRowAt<T>(Span<float> pixels, in TensorLayout layout, int count) where T : struct, ILanes<T>
    {
        var maximum = T.Create(float.NegativeInfinity);
        for (var channel = 0; channel < layout.Channels; channel++)
            maximum = T.Max(maximum, Partial.Read<T>(pixels.Slice(channel * layout.BlockStride, count), 0f));

        var sum = T.Create(0f);
        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var values = pixels.Slice(channel * layout.BlockStride, count);
            var exponential = LaneMath.Exp(Partial.Read<T>(values, 0f) - maximum);
            Partial.Write(exponential, values);
            sum += exponential;
        }

        for (var channel = 0; channel < layout.Channels; channel++)
        {
            var values = pixels.Slice(channel * layout.BlockStride, count);
            Partial.Write(Partial.Read<T>(values, 0f) / sum, values);
        }
    }

    private readonly struct Quotient(float divisor) : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Apply<T>(T x) where T : struct, ILanes<T> => x / T.Create(divisor);
    }
}
