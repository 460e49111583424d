using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Compiler.Lowering;

/// <summary>
/// Cuts rows of planar pixels for the registers. Every kind of machine takes the vectors that leave the fewest lanes empty, the widest of
/// several; a row shorter than the narrowest has none.
/// </summary>
internal sealed class PlanarTilings(int pixels, int rows, int stride, int maps)
{
    // Two rows whose remainders fill half a vector each share one: an insertion per tap, which pays from two output channels on.
    private const int FewestPairedMaps = 2;

    public EquatableArray<PlanarTiling> All()
    {
        var tilings = VectorWidths.All.Select(ForLevel).Where(tiling => tiling is not null).Select(tiling => tiling!).ToList();
        // A kind of machine that does as the next narrower one does needs no branch.
        for (var i = tilings.Count - 2; i >= 0; i--)
            if (tilings[i] with { Level = tilings[i + 1].Level } == tilings[i + 1])
                tilings.RemoveAt(i);
        return tilings.ToEquatableArray();
    }

    private PlanarTiling? ForLevel(int level) => VectorWidths.All.Where(bits => bits <= level)
        .SelectMany(bits => new[] { Paired(level, bits), Lapped(level, bits) })
        .Where(tiling => tiling is not null).OrderBy(tiling => LanesOfTwoRows(tiling!)).FirstOrDefault();

    /// <summary>Lanes of the arithmetic: 128 bits at a time take as long as 256.</summary>
    private static int LanesOfTwoRows(PlanarTiling tiling) =>
        tiling.Runs.Sum(run => run.Vectors * run.Count) * Math.Max(tiling.Bits, 256) / 32 * (tiling.IsPaired ? 1 : 2);

    /// <summary>Tiles of one row. Larger ones come last, so that the last vector never laps over pixels that another tile has stored.</summary>
    private PlanarTiling? Lapped(int level, int bits)
    {
        var lanes = bits / 32;
        if (pixels < lanes)
            return null;
        var runs = new List<PlanarRun>();
        var start = 0;
        foreach (var run in TilingRules.Split((pixels + lanes - 1) / lanes, Math.Min(12, Sums(level) / maps)).Reverse())
        {
            runs.Add(new(start, run.Pixels, run.Count, (run.Pixels - 1) * lanes));
            start += run.Pixels * run.Count * lanes;
        }

        return new(level, bits, maps, false, WithLastVector(runs, lanes).ToEquatableArray());
    }

    /// <summary>One tile of two rows.</summary>
    private PlanarTiling? Paired(int level, int bits)
    {
        var lanes = bits / 32;
        var (whole, rest) = (pixels / lanes, pixels % lanes);
        // There are no vectors of half of 128 bits.
        if (bits == 128 || stride != 1 || rows % 2 != 0 || pixels < lanes / 2 || rest == 0 || rest > lanes / 2)
            return null;
        var vectors = (2 * whole) + 1;
        var most = Enumerable.Range(1, maps).Where(count => maps % count == 0 && count * vectors <= Sums(level)).DefaultIfEmpty().Max();
        return most < Math.Min(FewestPairedMaps, maps) ? null : new(level, bits, most, true, [new(0, vectors, 1, pixels - (lanes / 2))]);
    }

    /// <summary>32 registers with AVX-512, 16 otherwise, hold the sums, the inputs or filters of a tap, and one of the other.</summary>
    private static int Sums(int level) => level == 512 ? 24 : 12;

    private IEnumerable<PlanarRun> WithLastVector(List<PlanarRun> runs, int lanes)
    {
        var last = runs[runs.Count - 1];
        var tile = last.Pixel + ((last.Count - 1) * last.Vectors * lanes);
        var end = new PlanarRun(tile, last.Vectors, 1, pixels - lanes - tile);
        return end.LastVector == last.LastVector ? runs
            : last.Count == 1 ? [.. runs.Take(runs.Count - 1), end]
            : [.. runs.Take(runs.Count - 1), last with { Count = last.Count - 1 }, end];
    }
}
