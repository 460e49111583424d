using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class ThreeRowsTests
{
    [Fact]
    public void EveryLengthIsInterleaved()
    {
        for (var length = 0; length < 70; length++)
        {
            var rows = Enumerable.Range(0, 3 * length).Select(i => (float)i).ToArray();
            var pixels = Enumerable.Repeat(-1f, (3 * length) + 20).ToArray();
            ThreeRows.Interleave(rows.AsSpan(0, length), rows.AsSpan(length, length), rows.AsSpan(2 * length, length), pixels);
            var expected = Enumerable.Range(0, 3 * length).Select(i => (float)((i % 3 * length) + (i / 3)));
            Assert.Equal(expected, pixels.Take(3 * length));
            Assert.All(pixels.Skip(3 * length), value => Assert.Equal(-1f, value));
        }
    }

    [Fact]
    public void EveryWidthTakesLanesInTurns()
    {
        TakesLanesInTurns<Lanes128>();
        TakesLanesInTurns<Lanes256>();
        TakesLanesInTurns<Lanes512>();
    }

    private static void TakesLanesInTurns<T>() where T : struct, ILanes<T>
    {
        var rows = MemoryMarshal.Cast<float, T>(Enumerable.Range(0, 3 * T.Count).Select(i => (float)i).ToArray());
        var (low, middle, high) = T.InTurns(rows[0], rows[1], rows[2]);
        var results = MemoryMarshal.Cast<T, float>([low, middle, high]).ToArray();
        Assert.Equal(Enumerable.Range(0, 3 * T.Count).Select(i => (float)((i % 3 * T.Count) + (i / 3))), results);
    }
}
