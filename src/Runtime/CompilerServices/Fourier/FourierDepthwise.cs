using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>A depthwise convolution, whose products stand between two transforms of a column, with vectors of one width.</summary>
internal static class FourierDepthwise<T>
    where T : struct, ILanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run(
        FloatBuffer arena, int source, in TensorLayout layout, in FourierTiles tiles, int block, int tile, int work, int filters,
        in FourierDestination destination)
    {
        var spectrum = FourierSpectrum.Of(tiles);
        var samples = new FourierSamples(arena, work, tiles);
        var hasSecond = tile + 1 < destination.Tiles(tiles);
        var length = FourierPositions.Count(tiles.SampleRows, tiles.SampleColumns) * FourierNumber.Length;
        var factors = destination.Weights.Span.Slice(filters + (block * length), length);
        samples.Load<T>(arena.Span[(source + (block * layout.BlockStride))..], layout, tiles, tile, hasSecond, spectrum.Columns);
        if (samples.Rows == 1)
            Multiply(samples.Row(0), spectrum.Slots, 1, factors);
        for (var column = 0; samples.Rows > 1 && column < samples.Columns; column++)
        {
            samples.LoadColumn<T>(column);
            FourierPasses<T>.Forward(samples.Column, spectrum.Rows);
            Multiply(samples.Column, spectrum.Slots.AsSpan(column), samples.Columns, factors);
            FourierPasses<T>.Inverse(samples.Column, spectrum.Rows);
            samples.StoreColumn<T>(column, tiles.TileHeight);
        }

        samples.Store<T>(destination.Block(block), tiles, tile, hasSecond, spectrum.Columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Multiply(Span<float> numbers, ReadOnlySpan<int> slots, int slotStep, ReadOnlySpan<float> factors)
    {
        var values = MemoryMarshal.Cast<float, T>(numbers);
        var (parts, zero) = (FourierNumber.Lanes / T.Count, T.Create(0));
        for (int at = 0, next = 0; at < values.Length; at += 2 * parts, next += slotStep)
        {
            var slot = slots[next];
            var factor = MemoryMarshal.Cast<float, T>(factors.Slice((slot >> 1) * FourierNumber.Length, FourierNumber.Length));
            for (var part = 0; part < parts; part++)
            {
                var (real, imaginary, cosine, sine) = (values[at + part], values[at + parts + part], factor[part], factor[parts + part]);
                if ((slot & 1) != 0)
                    sine = zero - sine;
                values[at + part] = (real * cosine) - (imaginary * sine);
                values[at + parts + part] = T.MultiplyAdd(real, sine, imaginary * cosine);
            }
        }
    }
}
