using System.Runtime.InteropServices;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class ThreeRowsTests
{
    [Fact]
    public void EveryLengthIsSeparated()
    {
        for (var length = 0; length < 70; length++)
        {
            var pixels = Enumerable.Range(0, 3 * length).Select(i => (float)i).ToArray();
            var rows = Enumerable.Range(0, 3).Select(_ => Enumerable.Repeat(-1f, length + 20).ToArray()).ToArray();
            ThreeRows.Separate(pixels, rows[0].AsSpan(0, length), rows[1].AsSpan(0, length), rows[2].AsSpan(0, length));
            for (var k = 0; k < 3; k++)
            {
                Assert.Equal(Enumerable.Range(0, length).Select(i => (float)((3 * i) + k)), rows[k].Take(length));
                Assert.All(rows[k].Skip(length), value => Assert.Equal(-1f, value));
            }
        }
    }

    [Fact]
    public void EveryWidthTakesEveryThirdLane()
    {
        TakesEveryThirdLane<Lanes128>();
        TakesEveryThirdLane<Lanes256>();
        TakesEveryThirdLane<Lanes512>();
    }

    private static void TakesEveryThirdLane<T>() where T : struct, ILanes<T>
    {
        var pixels = MemoryMarshal.Cast<float, T>(Enumerable.Range(0, 3 * T.Count).Select(i => (float)i).ToArray());
        var (first, second, third) = T.EveryThird(pixels[0], pixels[1], pixels[2]);
        var results = MemoryMarshal.Cast<T, float>([first, second, third]).ToArray();
        Assert.Equal(Enumerable.Range(0, 3 * T.Count).Select(i => (float)((3 * (i % T.Count)) + (i / T.Count))), results);
    }
}
