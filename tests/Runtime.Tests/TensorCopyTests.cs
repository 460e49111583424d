using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>
/// Each test compares the whole arena with an expected one, so that a write outside the named elements fails it.
/// </summary>
public class TensorCopyTests
{
    private const int Repetitions = 400;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoadPlacesEveryElement(bool channelsLast) => ForRandomTensors((random, tensor, arena) =>
    {
        var source = Values(random, tensor.Length);
        var expected = Expected(arena, tensor, channelsLast, (position, _) => source[position]);
        if (channelsLast)
            TensorCopy.LoadChannelsLast(source, arena, tensor.Offset, tensor.Layout);
        else
            TensorCopy.Load(source, arena, tensor.Offset, tensor.Layout);
        Assert.Equal(expected, arena.Span);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LoadNormalisesByChannel(bool channelsLast) => ForRandomTensors((random, tensor, arena) =>
    {
        var source = Values(random, tensor.Length);
        var mean = Values(random, tensor.Layout.Channels);
        var scale = Values(random, tensor.Layout.Channels);
        var expected = Expected(
            arena, tensor, channelsLast, (position, channel) => (source[position] - mean[channel]) * scale[channel]);
        if (channelsLast)
            TensorCopy.LoadChannelsLast(source, arena, tensor.Offset, tensor.Layout, mean, scale);
        else
            TensorCopy.Load(source, arena, tensor.Offset, tensor.Layout, mean, scale);
        Assert.Equal(expected, arena.Span);
    });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void LoadTakesBytes(bool channelsLast, bool scaled) => ForRandomTensors((random, tensor, arena) =>
    {
        var source = new byte[tensor.Length];
        random.NextBytes(source);
        float[] scale = scaled ? Values(random, tensor.Layout.Channels) : [];
        var expected = Expected(
            arena, tensor, channelsLast, (position, channel) => source[position] * (scaled ? scale[channel] : 1f));
        if (channelsLast)
            TensorCopy.LoadChannelsLast(source, arena, tensor.Offset, tensor.Layout, default, scale);
        else
            TensorCopy.Load(source, arena, tensor.Offset, tensor.Layout, default, scale);
        Assert.Equal(expected, arena.Span);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StoreCollectsEveryElement(bool channelsLast) => ForRandomTensors((_, tensor, arena) =>
    {
        var before = arena.Span.ToArray();
        var destination = new float[tensor.Length];
        if (channelsLast)
            TensorCopy.StoreChannelsLast(arena, tensor.Offset, tensor.Layout, destination);
        else
            TensorCopy.Store(arena, tensor.Offset, tensor.Layout, destination);
        foreach (var (n, c, y, x) in tensor.Elements())
            Assert.Equal(before[tensor.Index(n, c, y, x)], destination[UserPosition(tensor, (n, c, y, x), channelsLast)]);
        Assert.Equal(before, arena.Span);
    });

    [Fact]
    public void CopyFillsASliceOfChannels()
    {
        var random = new Random(5);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var shape = RandomTensor.RandomShape(random);
            var before = random.Next(4) switch { 0 => 0, 1 => 16, _ => random.Next(20) };
            var behind = random.Next(2) * random.Next(20);
            var source = RandomTensor.Create(random, 0, shape);
            var destination = RandomTensor.Create(random, source.End, shape with { C = before + shape.C + behind });
            var arena = RandomTensor.Arena(destination);
            var expected = arena.Span.ToArray();
            foreach (var (n, c, y, x) in source.Elements())
                expected[destination.Index(n, before + c, y, x)] = expected[source.Index(n, c, y, x)];
            ClearLanesIfLastBlockIsWritten(destination, before + shape.C, expected);

            TensorCopy.Copy(
                arena, source.Offset, source.Layout, destination.Offset, destination.Layout, before);
            Assert.Equal(expected, arena.Span);
        }
    }

    [Fact]
    public void CopyRefusesShapesThatDoNotJoin()
    {
        var arena = new FloatBuffer(1000);
        var four = new TensorLayout(1, 4, 1, 3, 3, 3, 9, 36);
        Assert.Throws<ArgumentException>(() => TensorCopy.Copy(arena, 0, four, 100, four, 1));
        Assert.Throws<ArgumentException>(() => TensorCopy.Copy(arena, 0, four, 100, four, -1));
        Assert.Throws<ArgumentException>(() => TensorCopy.Copy(arena, 0, four, 100, four with { Width = 2 }, 0));
    }

    [Fact]
    public void ReshapeKeepsTheLogicalOrder()
    {
        var random = new Random(6);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var shape = RandomTensor.RandomShape(random);
            var source = RandomTensor.Create(random, 0, shape);
            var destination = RandomTensor.Create(random, source.End, Reshaped(random, shape));
            var arena = RandomTensor.Arena(destination);
            var expected = arena.Span.ToArray();
            foreach (var (from, to) in source.Elements().Zip(destination.Elements()))
                expected[destination.Index(to.N, to.C, to.H, to.W)] = expected[source.Index(from.N, from.C, from.H, from.W)];
            destination.ClearLanes(expected);

            TensorCopy.Reshape(arena, source.Offset, source.Layout, destination.Offset, destination.Layout);
            Assert.Equal(expected, arena.Span);
        }
    }

    [Fact]
    public void ReshapeRefusesAnotherNumberOfElements()
    {
        var arena = new FloatBuffer(1000);
        var four = new TensorLayout(1, 4, 1, 3, 3, 3, 9, 36);
        Assert.Throws<ArgumentException>(() => TensorCopy.Reshape(arena, 0, four, 100, four with { Width = 2 }));
    }

    [Fact]
    public void CopiesAllocateNothing()
    {
        var arena = new FloatBuffer(4096);
        var source = new TensorLayout(1, 17, 16, 5, 5, 80, 400, 800);
        var destination = new TensorLayout(1, 17, 1, 5, 5, 5, 25, 425);
        var values = new float[425];
        Action run = () =>
        {
            TensorCopy.Load(values, arena, 0, source);
            TensorCopy.Copy(arena, 0, source, 1024, destination, 0);
            TensorCopy.Reshape(arena, 0, source, 1024, destination);
            Activations.Softmax(arena, 0, source, 1024, destination);
            TensorCopy.Store(arena, 1024, destination, values);
        };
        run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void ForRandomTensors(Action<Random, RandomTensor, FloatBuffer> test)
    {
        var random = new Random(4);
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var tensor = RandomTensor.Create(random, 0, RandomTensor.RandomShape(random));
            test(random, tensor, RandomTensor.Arena(tensor));
        }
    }

    /// <summary>
    /// The arena as it should be after a load, of values given by position in the user's tensor and channel.
    /// </summary>
    private static float[] Expected(FloatBuffer arena, RandomTensor tensor, bool channelsLast, Func<int, int, float> value)
    {
        var expected = arena.Span.ToArray();
        foreach (var (n, c, y, x) in tensor.Elements())
            expected[tensor.Index(n, c, y, x)] = value(UserPosition(tensor, (n, c, y, x), channelsLast), c);
        tensor.ClearLanes(expected);
        return expected;
    }

    private static int UserPosition(RandomTensor tensor, (int N, int C, int H, int W) element, bool channelsLast)
    {
        var layout = tensor.Layout;
        var (n, c, y, x) = element;
        return channelsLast
            ? ((n * layout.Height + y) * layout.Width + x) * layout.Channels + c
            : ((n * layout.Channels + c) * layout.Height + y) * layout.Width + x;
    }

    private static void ClearLanesIfLastBlockIsWritten(RandomTensor tensor, int endChannel, float[] arena)
    {
        var block = tensor.Layout.Block;
        if ((endChannel - 1) / block == (tensor.Layout.Channels - 1) / block)
            tensor.ClearLanes(arena);
    }

    /// <summary>Another shape of as many elements: a flat one, or the dimensions in another order.</summary>
    private static (int N, int C, int H, int W) Reshaped(Random random, (int N, int C, int H, int W) shape) =>
        random.Next(4) switch
        {
            0 => (shape.N, shape.C * shape.H * shape.W, 1, 1),
            1 => (shape.N, 1, 1, shape.C * shape.H * shape.W),
            2 => (shape.N, shape.W, shape.C, shape.H),
            _ => (shape.N, shape.H, shape.W, shape.C),
        };

    private static float[] Values(Random random, int count)
    {
        var values = new float[count];
        for (var index = 0; index < count; index++)
            values[index] = random.NextSingle() * 4f - 2f;
        return values;
    }
}
