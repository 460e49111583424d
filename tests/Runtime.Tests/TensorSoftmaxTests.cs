using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Softmax over rows and columns of random layouts, against plain loops in double precision.</summary>
public class TensorSoftmaxTests
{
    private const int Cases = 200;

    [Fact]
    public void OverHeightSumsToOneInEachColumn() => RequireSoftmax(TensorSoftmax.OverHeight, overHeight: true);

    [Fact]
    public void OverWidthSumsToOneInEachRow() => RequireSoftmax(TensorSoftmax.OverWidth, overHeight: false);

    [Fact]
    public void OtherShapesAreRefused()
    {
        var arena = new TensorArena(new Random(1));
        var source = arena.Place(1, 5, 4, 3, 3);
        var narrower = arena.Place(1, 5, 4, 3, 2);
        var deeper = arena.Place(1, 6, 4, 3, 3);
        arena.Fill();
        foreach (var destination in new[] { narrower, deeper })
            Assert.Throws<ArgumentException>(() => TensorSoftmax.OverWidth(
                arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout));
    }

    private delegate void Softmax(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout);

    private static void RequireSoftmax(Softmax apply, bool overHeight)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var arena = new TensorArena(random);
            var (batch, channels, size, other) = (random.Next(1, 3), random.Next(1, 34), random.Next(1, 20), random.Next(1, 6));
            var (height, width) = overHeight ? (size, other) : (other, size);
            var destination = arena.Place(batch, channels, TensorArena.AnyBlock(random), height, width);
            var source = random.Next(2) == 0
                ? destination
                : arena.Place(batch, channels, TensorArena.AnyBlock(random), height, width);
            arena.Fill(() => random.NextSingle() * 20 - 10, source == destination ? null : destination);
            var before = arena.Buffer.Span.ToArray();
            apply(arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout);

            double Exponential(int sample, int channel, int row, int column) =>
                Math.Exp(source.At(before, sample, channel, row, column));
            double Sum(int sample, int channel, int row, int column) => overHeight
                ? Enumerable.Range(0, height).Sum(y => Exponential(sample, channel, y, column))
                : Enumerable.Range(0, width).Sum(x => Exponential(sample, channel, row, x));
            double Expected(int sample, int channel, int row, int column) =>
                Exponential(sample, channel, row, column) / Sum(sample, channel, row, column);
            // x − max, with terms up to 20, is rounded before the exponential magnifies that error.
            arena.RequireOnly(before, destination, Expected, (sample, channel, row, column) =>
                3e-6 * Expected(sample, channel, row, column));
        }
    }
}
