using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Global pooling between random layouts of different blocks, against plain loops, at every width of vectors.</summary>
public class TensorPoolingTests
{
    private const int Cases = 400;

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void AverageIsWithinItsBound(int bits) =>
        Require(planes => planes.Average(), AverageTolerance, bits switch
        {
            128 => TensorPooling.Apply<AverageReduction, Lanes128>,
            256 => TensorPooling.Apply<AverageReduction, Lanes256>,
            512 => TensorPooling.Apply<AverageReduction, Lanes512>,
            _ => TensorPooling.GlobalAverage,
        });

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void MaximumIsExact(int bits) =>
        Require(planes => planes.Max(), (_, _, _) => 0, bits switch
        {
            128 => TensorPooling.Apply<MaximumReduction, Lanes128>,
            256 => TensorPooling.Apply<MaximumReduction, Lanes256>,
            512 => TensorPooling.Apply<MaximumReduction, Lanes512>,
            _ => TensorPooling.GlobalMaximum,
        });

    [Theory]
    [InlineData(2, 5, 1, 1)]
    [InlineData(1, 6, 1, 1)]
    [InlineData(1, 5, 2, 1)]
    [InlineData(1, 5, 1, 3)]
    public void OtherShapesAreRefused(int batch, int channels, int height, int width)
    {
        var arena = new TensorArena(new Random(1));
        var source = arena.Place(1, 5, 4, 3, 3);
        var destination = arena.Place(batch, channels, 4, height, width);
        arena.Fill();
        Assert.Throws<ArgumentException>("destinationLayout", () => TensorPooling.GlobalAverage(
            arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var arena = new TensorArena(new Random(2));
        var source = arena.Place(1, 5, 4, 3, 3);
        var destination = arena.Place(1, 5, 16, 1, 1);
        arena.Fill();
        void Run() => TensorPooling.GlobalAverage(
            arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout);
        Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    private delegate void Pooling(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, int destination, in TensorLayout destinationLayout);

    // Either each row is summed by itself, or four sums go through all of them.
    private static double AverageTolerance(IReadOnlyList<double> plane, int height, int width) =>
        Math.Max(height + width, (height * width / 4) + 5) * Math.ScaleB(1, -24) * plane.Average(Math.Abs) * 1.001;

    private static void Require(
        Func<IReadOnlyList<double>, double> reduce, Func<IReadOnlyList<double>, int, int, double> tolerance, Pooling apply)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var arena = new TensorArena(random);
            var (batch, channels, height, width) = (random.Next(1, 3), random.Next(1, 34), random.Next(1, 20), random.Next(1, 20));
            var source = arena.Place(batch, channels, TensorArena.AnyBlock(random), height, width);
            var destination = arena.Place(batch, channels, TensorArena.AnyBlock(random), 1, 1);
            // Below zero, a maximum that takes in a lane or a border would show.
            arena.Fill(() => -random.NextSingle(), destination);
            var before = arena.Buffer.Span.ToArray();
            apply(arena.Buffer, source.Offset, source.Layout, destination.Offset, destination.Layout);
            arena.RequireOnly(
                before, destination,
                (sample, channel, _, _) => reduce(Plane(source, before, sample, channel)),
                (sample, channel, _, _) => tolerance(Plane(source, before, sample, channel), height, width));
        }
    }

    private static List<double> Plane(PlacedTensor tensor, float[] data, int sample, int channel) => [..
        from row in Enumerable.Range(0, tensor.Layout.Height)
        from column in Enumerable.Range(0, tensor.Layout.Width)
        select (double)tensor.At(data, sample, channel, row, column)];
}
