using System.Runtime.Intrinsics;
using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Broadcasting operators over random layouts, against plain loops, at every width of vectors.</summary>
public class TensorElementwiseTests
{
    private const int Cases = 600;

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void AddBroadcasts(int bits) =>
        RequireBroadcast((left, right) => left + right, bits switch
        {
            128 => TensorElementwise.Apply<AddOperator, Lanes128>,
            256 => TensorElementwise.Apply<AddOperator, Lanes256>,
            _ => TensorElementwise.Apply<AddOperator, Lanes512>,
        });

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void MultiplyBroadcasts(int bits) =>
        RequireBroadcast((left, right) => left * right, bits switch
        {
            128 => TensorElementwise.Apply<MultiplyOperator, Lanes128>,
            256 => TensorElementwise.Apply<MultiplyOperator, Lanes256>,
            _ => TensorElementwise.Apply<MultiplyOperator, Lanes512>,
        });

    [Fact]
    public void PublicEntriesBroadcast()
    {
        RequireBroadcast((left, right) => left + right, TensorElementwise.Add);
        RequireBroadcast((left, right) => left * right, TensorElementwise.Multiply);
    }

    [Fact]
    public void LanesBeyondChannelsStayZeroUnderAnInfiniteScalar()
    {
        var arena = new TensorArena(new Random(1));
        var tensor = arena.Place(2, 5, 4, 3, 3);
        var scalar = arena.Place(1, 1, 16, 1, 1);
        arena.Fill(() => float.PositiveInfinity);
        TensorElementwise.Multiply(
            arena.Buffer, tensor.Offset, tensor.Layout, scalar.Offset, scalar.Layout, tensor.Offset, tensor.Layout);
        var data = arena.Buffer.Span.ToArray();
        foreach (var (sample, channel, row, column) in tensor.Lanes())
            Assert.Equal(channel < 5 ? float.PositiveInfinity : 0f, tensor.At(data, sample, channel, row, column));
    }

    [Theory]
    [InlineData(2, 16, 16, 3, 5)]
    [InlineData(1, 15, 16, 3, 5)]
    [InlineData(1, 16, 8, 3, 5)]
    [InlineData(1, 16, 16, 2, 5)]
    [InlineData(1, 16, 16, 3, 4)]
    public void OperandsThatDoNotJoinAreRefused(int batch, int channels, int block, int height, int width)
    {
        var arena = new TensorArena(new Random(2));
        var operand = arena.Place(batch, channels, block, height, width);
        var destination = arena.Place(1, 16, 16, 3, 5);
        arena.Fill();
        var before = arena.Buffer.Span.ToArray();
        Assert.Throws<ArgumentException>("leftLayout", () => TensorElementwise.Add(
            arena.Buffer, operand.Offset, operand.Layout, destination.Offset, destination.Layout,
            destination.Offset, destination.Layout));
        Assert.Throws<ArgumentException>("rightLayout", () => TensorElementwise.Add(
            arena.Buffer, destination.Offset, destination.Layout, operand.Offset, operand.Layout,
            destination.Offset, destination.Layout));
        Assert.Equal(before, arena.Buffer.Span.ToArray());
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void ScaleShiftTakesAFactorAndASummandPerChannel(int bits)
    {
        for (var seed = 0; seed < Cases; seed++)
            RequireScaleShift(seed, bits switch
            {
                128 => TensorElementwise.ScaleShift<Lanes128>,
                256 => TensorElementwise.ScaleShift<Lanes256>,
                _ => TensorElementwise.ScaleShift<Lanes512>,
            });
    }

    [Fact]
    public void PublicScaleShiftTakesAFactorAndASummandPerChannel()
    {
        for (var seed = 0; seed < Cases; seed++)
            RequireScaleShift(seed, TensorElementwise.ScaleShift);
    }

    [Fact]
    public void ScaleShiftRefusesAnotherShapeOrBlock()
    {
        var arena = new TensorArena(new Random(3));
        var source = arena.Place(1, 16, 16, 3, 5);
        var taller = arena.Place(1, 16, 16, 4, 5);
        var narrower = arena.Place(1, 16, 8, 3, 5);
        arena.Fill();
        var weights = new FloatBuffer(32);
        foreach (var destination in new[] { taller, narrower })
            Assert.Throws<ArgumentException>("destinationLayout", () => TensorElementwise.ScaleShift(
                arena.Buffer, source.Offset, source.Layout, weights, 0, 16, destination.Offset, destination.Layout));
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var arena = new TensorArena(new Random(4));
        var tensor = arena.Place(2, 17, 16, 3, 5);
        var perChannel = arena.Place(1, 17, 16, 1, 1);
        var perPixel = arena.Place(1, 1, 4, 3, 5);
        arena.Fill();
        var weights = new FloatBuffer(64);
        void Run()
        {
            foreach (var operand in (ReadOnlySpan<PlacedTensor>)[tensor, perChannel, perPixel])
                TensorElementwise.Add(
                    arena.Buffer, tensor.Offset, tensor.Layout, operand.Offset, operand.Layout, tensor.Offset, tensor.Layout);
            TensorElementwise.ScaleShift(
                arena.Buffer, tensor.Offset, tensor.Layout, weights, 0, 32, tensor.Offset, tensor.Layout);
        }
        Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(allocated, GC.GetAllocatedBytesForCurrentThread());
    }

    private delegate void Binary(
        FloatBuffer arena, int left, in TensorLayout leftLayout, int right, in TensorLayout rightLayout,
        int destination, in TensorLayout destinationLayout);

    private delegate void Scale(
        FloatBuffer arena, int source, in TensorLayout sourceLayout, FloatBuffer weights, int scale, int shift,
        int destination, in TensorLayout destinationLayout);

    private static void RequireBroadcast(Func<float, float, float> function, Binary apply)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var arena = new TensorArena(random);
            var shape = AnyShape(random);
            var destination = arena.Place(shape.Batch, shape.Channels, shape.Block, shape.Height, shape.Width);
            var left = Operand(random, arena, destination);
            var right = Operand(random, arena, destination);
            arena.Fill(left == destination || right == destination ? null : destination);
            var before = arena.Buffer.Span.ToArray();
            apply(
                arena.Buffer, left.Offset, left.Layout, right.Offset, right.Layout, destination.Offset, destination.Layout);
            // Sum and product of these floats are exact in double, so the rounding to float is the only one: no tolerance.
            arena.RequireOnly(before, destination, (sample, channel, row, column) => function(
                left.Broadcast(before, sample, channel, row, column), right.Broadcast(before, sample, channel, row, column)));
        }
    }

    /// <summary>The destination itself, a tensor of its shape in another layout, or one that repeats along any dimensions.</summary>
    private static PlacedTensor Operand(Random random, TensorArena arena, PlacedTensor destination)
    {
        var kind = random.Next(4);
        if (kind == 0)
            return destination;
        int Size(int size) => kind > 1 && random.Next(2) == 0 ? 1 : size;
        var layout = destination.Layout;
        var channels = Size(layout.Channels);
        var block = channels == 1 ? TensorArena.AnyBlock(random) : layout.Block;
        return arena.Place(Size(layout.Batch), channels, block, Size(layout.Height), Size(layout.Width));
    }

    private static (int Batch, int Channels, int Block, int Height, int Width) AnyShape(Random random) =>
        (random.Next(1, 3), random.Next(1, 34), TensorArena.AnyBlock(random), random.Next(1, 7), random.Next(1, 9));

    private static void RequireScaleShift(int seed, Scale apply)
    {
        const int scale = 3;
        var random = new Random(seed);
        var arena = new TensorArena(random);
        var shape = AnyShape(random);
        var shift = scale + (shape.Channels + 15) / 16 * 16;
        var destination = arena.Place(shape.Batch, shape.Channels, shape.Block, shape.Height, shape.Width);
        var source = random.Next(2) == 0
            ? destination
            : arena.Place(shape.Batch, shape.Channels, shape.Block, shape.Height, shape.Width);
        arena.Fill(source == destination ? null : destination);
        var before = arena.Buffer.Span.ToArray();
        var weights = Weights(random, scale, shift, shape.Channels);
        apply(
            arena.Buffer, source.Offset, source.Layout, weights, scale, shift, destination.Offset, destination.Layout);
        var vectors = weights.Span.ToArray();
        arena.RequireOnly(before, destination, (sample, channel, row, column) =>
            (float)(source.At(before, sample, channel, row, column) * vectors[scale + channel]) + vectors[shift + channel]);
    }

    /// <summary>Two vectors, padded with zeros to a multiple of 16, with NaN before and behind them.</summary>
    private static FloatBuffer Weights(Random random, int scale, int shift, int channels)
    {
        var weights = new FloatBuffer(2 * shift);
        weights.Span[..scale].Fill(float.NaN);
        weights.Span[(2 * shift - scale)..].Fill(float.NaN);
        for (var channel = 0; channel < channels; channel++)
            (weights.Span[scale + channel], weights.Span[shift + channel]) = (random.NextSingle() * 4 - 2, random.NextSingle());
        return weights;
    }
}
