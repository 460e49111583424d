using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class SoftmaxTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsTheSoftmaxOverTheChannels(bool inPlace)
    {
        var random = new Random(10);
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var shape = RandomTensor.RandomShape(random) with { W = random.Next(1, 40) };
            var source = RandomTensor.Create(random, 0, shape);
            var destination = inPlace ? source : RandomTensor.Create(random, source.End, shape);
            var arena = RandomTensor.Arena(destination);
            foreach (var (n, c, y, x) in source.Elements())
                arena.Span[source.Index(n, c, y, x)] = (random.NextSingle() - 0.5f) * 50f + 200f;
            var before = arena.Span.ToArray();

            Activations.Softmax(arena, source.Offset, source.Layout, destination.Offset, destination.Layout);
            RequireSoftmax(source, before, destination, arena.Span.ToArray(), lanesAreCleared: !inPlace);
        }
    }

    [Fact]
    public void VectorsOfEveryLength()
    {
        for (var channels = 1; channels < 70; channels++)
        {
            var layout = new TensorLayout(1, channels, 1, 1, 1, 1, 1, channels);
            var arena = new FloatBuffer(channels + 1);
            for (var index = 0; index < channels; index++)
                arena.Span[index] = index % 7 - 80f;
            arena.Span[channels] = 123f;
            Activations.Softmax(arena, 0, layout, 0, layout);
            var total = Enumerable.Range(0, channels).Sum(index => Math.Exp(index % 7));
            for (var index = 0; index < channels; index++)
                Assert.Equal(Math.Exp(index % 7) / total, arena.Span[index], 2e-7);
            Assert.Equal(123f, arena.Span[channels]);
        }
    }

    [Fact]
    public void RefusesAnotherShape()
    {
        var arena = new FloatBuffer(100);
        var four = new TensorLayout(1, 4, 1, 1, 1, 1, 1, 4);
        Assert.Throws<ArgumentException>(() => Activations.Softmax(arena, 0, four, 50, four with { Channels = 5 }));
    }

    private static void RequireSoftmax(
        RandomTensor source, float[] before, RandomTensor destination, float[] after, bool lanesAreCleared)
    {
        var expected = before.ToArray();
        if (lanesAreCleared)
            destination.ClearLanes(expected);
        foreach (var pixel in source.Elements().GroupBy(element => (element.N, element.H, element.W)))
        {
            var inputs = pixel.Select(element => (double)before[source.Index(element.N, element.C, element.H, element.W)]).ToArray();
            var maximum = inputs.Max();
            var total = inputs.Sum(input => Math.Exp(input - maximum));
            foreach (var (n, c, y, x) in pixel)
            {
                var index = destination.Index(n, c, y, x);
                Assert.Equal(Math.Exp(inputs[c] - maximum) / total, after[index], 5e-7);
                expected[index] = after[index];
            }
        }
        Assert.Equal(expected, after);
    }
}
