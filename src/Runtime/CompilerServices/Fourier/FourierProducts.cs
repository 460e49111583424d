using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCompiler.CompilerServices;

/// <summary>What is before and behind the products of all channels, with vectors of one width.</summary>
internal static class FourierProducts<T>
    where T : struct, ILanes<T>
{
    private const int ProductsPerPosition = 3;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransformInput(
        FloatBuffer arena, int source, in TensorLayout layout, in FourierTiles tiles, int firstTile, int endTile, int work,
        int destination, int positionStride, int blockStride)
    {
        var spectrum = FourierSpectrum.Of(tiles);
        var samples = new FourierSamples(arena, work, tiles);
        for (var block = 0; block < layout.Blocks; block++)
        {
            ReadOnlySpan<float> image = arena.Span[(source + (block * layout.BlockStride))..];
            for (var tile = firstTile; tile < endTile; tile += 2)
            {
                samples.Load<T>(image, layout, tiles, tile, tile + 1 < endTile, spectrum.Columns);
                var place = arena.Span[(destination + (block * blockStride) + ((tile - firstTile) * FourierNumber.Lanes))..];
                if (samples.Rows == 1)
                    Scatter(samples.Row(0), spectrum.Slots, 1, place, positionStride);
                for (var column = 0; samples.Rows > 1 && column < samples.Columns; column++)
                {
                    samples.LoadColumn<T>(column);
                    FourierPasses<T>.Forward(samples.Column, spectrum.Rows);
                    Scatter(samples.Column, spectrum.Slots.AsSpan(column), samples.Columns, place, positionStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void TransformOutput(
        FloatBuffer arena, int products, int positionStride, int blockStride, in FourierTiles tiles, int firstTile, int endTile, int work,
        in FourierDestination destination)
    {
        var spectrum = FourierSpectrum.Of(tiles);
        var samples = new FourierSamples(arena, work, tiles);
        for (var block = 0; block < destination.Layout.Blocks; block++)
        {
            var results = destination.Block(block);
            for (var tile = firstTile; tile < endTile; tile += 2)
            {
                ReadOnlySpan<float> place = arena.Span[(products + (block * blockStride) + ((tile - firstTile) * FourierNumber.Lanes))..];
                if (samples.Rows == 1)
                    Gather(place, positionStride, spectrum.Slots, 1, samples.Row(0));
                for (var column = 0; samples.Rows > 1 && column < samples.Columns; column++)
                {
                    Gather(place, positionStride, spectrum.Slots.AsSpan(column), samples.Columns, samples.Column);
                    FourierPasses<T>.Inverse(samples.Column, spectrum.Rows);
                    samples.StoreColumn<T>(column, tiles.TileHeight);
                }

                samples.Store<T>(results, tiles, tile, tile + 1 < endTile, spectrum.Columns);
            }
        }
    }

    /// <summary>Brings numbers to their positions, as the factors of the three products. Of two of opposite frequencies, one is conjugated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scatter(ReadOnlySpan<float> numbers, ReadOnlySpan<int> slots, int slotStep, Span<float> place, int positionStride)
    {
        var values = MemoryMarshal.Cast<float, T>(numbers);
        var (parts, zero) = (FourierNumber.Lanes / T.Count, T.Create(0));
        for (int from = 0, next = 0; from < values.Length; from += 2 * parts, next += slotStep)
        {
            var slot = slots[next];
            var start = (slot >> 1) * ProductsPerPosition * positionStride;
            var sums = MemoryMarshal.Cast<float, T>(place.Slice(start + ((slot & 1) * FourierNumber.Lanes), FourierNumber.Lanes));
            var reals = MemoryMarshal.Cast<float, T>(place.Slice(start + positionStride + ((slot & 1) * FourierNumber.Lanes), FourierNumber.Lanes));
            var imaginaries = MemoryMarshal.Cast<float, T>(place.Slice(start + (2 * positionStride) + ((slot & 1) * FourierNumber.Lanes), FourierNumber.Lanes));
            for (var part = 0; part < parts; part++)
            {
                var (real, imaginary) = (values[from + part], values[from + parts + part]);
                if ((slot & 1) != 0)
                    imaginary = zero - imaginary;
                (sums[part], reals[part], imaginaries[part]) = (real + imaginary, real, imaginary);
            }
        }
    }

    /// <summary>The numbers of which the three products are known: r = p₁ − p₃, i = p₁ + p₂.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Gather(ReadOnlySpan<float> place, int positionStride, ReadOnlySpan<int> slots, int slotStep, Span<float> numbers)
    {
        var values = MemoryMarshal.Cast<float, T>(numbers);
        var (parts, zero) = (FourierNumber.Lanes / T.Count, T.Create(0));
        for (int to = 0, next = 0; to < values.Length; to += 2 * parts, next += slotStep)
        {
            var slot = slots[next];
            var start = ((slot >> 1) * ProductsPerPosition * positionStride) + ((slot & 1) * FourierNumber.Lanes);
            var first = MemoryMarshal.Cast<float, T>(place.Slice(start, FourierNumber.Lanes));
            var second = MemoryMarshal.Cast<float, T>(place.Slice(start + positionStride, FourierNumber.Lanes));
            var third = MemoryMarshal.Cast<float, T>(place.Slice(start + (2 * positionStride), FourierNumber.Lanes));
            for (var part = 0; part < parts; part++)
            {
                var imaginary = first[part] + second[part];
                values[to + part] = first[part] - third[part];
                values[to + parts + part] = (slot & 1) == 0 ? imaginary : zero - imaginary;
            }
        }
    }
}
