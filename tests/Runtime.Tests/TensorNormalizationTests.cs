using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Local response normalisation of random layouts, against plain loops in double precision, at every width of vectors.</summary>
public class TensorNormalizationTests
{
    private const int Cases = 300;

    [Theory]
    [InlineData(0, 0.75f)]
    [InlineData(128, 0.75f)]
    [InlineData(256, 0.75f)]
    [InlineData(512, 0.75f)]
    [InlineData(0, 0.5f)]
    [InlineData(0, 1f)]
    [InlineData(0, 0.6f)]
    [InlineData(256, -1.5f)]
    public void MatchesThePlainLoop(int bits, float beta)
    {
        Normalization apply = bits switch
        {
            128 => TensorNormalization.LocalResponse<Lanes128>,
            256 => TensorNormalization.LocalResponse<Lanes256>,
            512 => TensorNormalization.LocalResponse<Lanes512>,
            _ => TensorNormalization.LocalResponse,
        };
        for (var seed = 0; seed < Cases; seed++)
            RequireMatch(apply, beta, new Random(seed));
    }

    [Theory]
    [InlineData(1, 6, 4, 3, 3)]
    [InlineData(1, 5, 8, 3, 3)]
    [InlineData(1, 5, 4, 2, 3)]
    [InlineData(2, 5, 4, 3, 3)]
    public void OtherShapesAreRefused(int batch, int channels, int block, int height, int width)
    {
        var arena = new TensorArena(new Random(1));
        var source = arena.Place(1, 5, 4, 3, 3);
        var destination = arena.Place(batch, channels, block, height, width);
        arena.Fill();
        Assert.Throws<ArgumentException>("destinationLayout", () => TensorNormalization.LocalResponse(
            arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout, 0, 100, 5, 1e-4f, 0.75f, 1f, 0, 3));
    }

    [Theory]
    [InlineData(0.75f)]
    [InlineData(0.6f)]
    public void NothingIsAllocated(float beta)
    {
        var arena = new TensorArena(new Random(2));
        var tensor = arena.Place(1, 20, 16, 3, 3);
        var scratch = arena.Place(1, 100, 1, 1, 1);
        arena.Fill();
        void Run() => TensorNormalization.LocalResponse(
            arena.Buffer, tensor.Offset, tensor.Layout, tensor.Offset, tensor.Layout, scratch.Offset, 100, 5, 1f, beta, 1f, 0, 3);
        Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>−3/4 as a power, over all magnitudes of the base: the windows hold one channel.</summary>
    [Fact]
    public void ThreeQuartersAreWithinTheirBound()
    {
        const int channels = 16;
        var buffer = new FloatBuffer(4 * channels);
        var layout = new TensorLayout(1, channels, channels, 1, 1, channels, channels, channels);
        for (var sample = 0; sample < 200_000; sample++)
        {
            // Base = bias + 0·x² runs through the exponents from 2^−99 to 2^99 and through the mantissas.
            var bias = MathF.ScaleB(1 + sample % 997 / 997f, sample % 199 - 99);
            buffer.Span[0] = 3f;
            TensorNormalization.LocalResponse(buffer, 0, layout, 0, layout, 2 * channels, 2 * channels, 1, 0f, 0.75f, bias, 0, 1);
            var exact = 3 * Math.Pow(bias, -0.75);
            Assert.True(Math.Abs(buffer.Span[0] - exact) <= 6 * Math.ScaleB(exact, -24), $"{bias:R} gives {buffer.Span[0]:R}, not {exact:R}.");
        }
    }

    [Fact]
    public void OverflowOfTheSumGivesASmallValueAndNaNStays()
    {
        const int channels = 16;
        var buffer = new FloatBuffer(4 * channels);
        var layout = new TensorLayout(1, channels, channels, 1, 1, channels, channels, channels);
        buffer.Span[1] = 1e30f;
        buffer.Span[8] = float.NaN;
        TensorNormalization.LocalResponse(buffer, 0, layout, 0, layout, channels, 3 * channels, 3, 1f, 0.75f, 1f, 0, 1);
        Assert.InRange(buffer.Span[1], 0f, 1e6f);
        Assert.Equal([float.NaN, float.NaN, float.NaN, 0f], buffer.Span[7..11].ToArray().Select(x => float.IsNaN(x) ? x : 0f));
    }

    private delegate void Normalization(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout,
        int scratch, int scratchLength, int size, float alpha, float beta, float bias, int first, int end);

    private static void RequireMatch(Normalization apply, float beta, Random random)
    {
        var arena = new TensorArena(random);
        var (batch, channels, block) = (random.Next(1, 3), random.Next(1, 40), TensorArena.AnyBlock(random));
        var (height, width) = random.Next(4) == 0 ? (1, 1) : (random.Next(1, 5), random.Next(1, 20));
        var (size, alpha, bias) = (random.Next(1, 12), random.NextSingle() * 3, 0.5f + random.NextSingle());
        var destination = arena.Place(batch, channels, block, height, width);
        var source = random.Next(2) == 0 ? destination : arena.Place(batch, channels, block, height, width);
        var length = block == 1 && (height > 1 || width > 1)
            ? 16 * channels : (Math.Min(size - 1, 2 * channels - 2) + channels + 16) * random.Next(1, 4);
        var scratch = arena.Place(1, 1, 1, 1, length);
        arena.Fill(() => random.NextSingle() * 4 - 2, source == destination ? null : destination);
        var before = arena.Buffer.Span.ToArray();
        var split = random.Next(batch * height + 1);
        foreach (var (first, end) in new[] { (0, split), (split, batch * height) })
            apply(
                arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout,
                scratch.Offset, length, size, alpha, beta, bias, first, end);

        double Expected(int sample, int channel, int row, int column)
        {
            var first = Math.Max(0, channel - (size - 1) / 2);
            var end = Math.Min(channels, channel + size / 2 + 1);
            var sum = Enumerable.Range(first, end - first).Sum(c => Math.Pow(source.At(before, sample, c, row, column), 2));
            return source.At(before, sample, channel, row, column) * Math.Pow(bias + (double)alpha / size * sum, -(double)beta);
        }
        // What the scratch holds now is its own affair.
        before.AsSpan(scratch.Offset, length).CopyTo(arena.Buffer.Span[scratch.Offset..]);
        arena.RequireOnly(before, destination, Expected, (sample, channel, row, column) =>
            ((size + 5) * Math.Abs(beta) + 6) * Math.ScaleB(1, -24) * Math.Abs(Expected(sample, channel, row, column)) * 1.001);
    }
}
