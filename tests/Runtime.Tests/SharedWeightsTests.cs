using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class SharedWeightsTests
{
    [Fact]
    public void EachSetIsPackedOnceByHoweverManyThreads()
    {
        var packings = 0;
        var shared = new SharedWeights(
            _ => Pack(),
            (_, _) => Pack());
        var (first, second) = (ModelWeights.FromTensors([]), ModelWeights.FromTensors([]));
        ModelOptions?[] sets = [null, new() { Weights = first }, new() { Weights = second }];
        var buffers = new PackedWeights[12];
        Parallel.For(0, buffers.Length, i => buffers[i] = shared.Resolve(sets[i % sets.Length]));
        Assert.Equal(sets.Length, packings);
        for (var i = sets.Length; i < buffers.Length; i++)
            Assert.Same(buffers[i % sets.Length], buffers[i]);
        Assert.Equal(sets.Length, buffers.Distinct().Count());
        Assert.Same(buffers[0], shared.Resolve(new ModelOptions()));

        PackedWeights Pack()
        {
            Interlocked.Increment(ref packings);
            Thread.Sleep(1); // so that others come while it is under way
            return new PackedWeights(new FloatBuffer(16));
        }
    }

    [Fact]
    public void WeightsThatDoNotFitAreRefusedEveryTime()
    {
        var shared = new SharedWeights(
            _ => throw new InvalidOperationException("none"),
            (_, _) => throw new WeightFormatException("no fit"));
        var options = new ModelOptions { Weights = ModelWeights.FromTensors([]) };
        for (var i = 0; i < 2; i++)
        {
            Assert.Throws<InvalidOperationException>(() => shared.Resolve(null));
            Assert.Throws<WeightFormatException>(() => shared.Resolve(options));
        }
    }
}
