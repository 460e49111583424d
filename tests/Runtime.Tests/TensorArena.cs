using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>Tensors in one arena, in random layouts with borders and gaps, whose every other float is a canary.</summary>
internal sealed class TensorArena(Random random)
{
    private static readonly int[] BlockSizes = [1, 3, 4, 8, 16];

    private readonly List<PlacedTensor> _tensors = [];
    private int _length = 16;

    public FloatBuffer Buffer { get; private set; } = new(0);

    public static int AnyBlock(Random random) => BlockSizes[random.Next(BlockSizes.Length)];

    /// <summary>Finds room for a tensor, at any offset; half of the tensors lie in one piece, the others between borders.</summary>
    public PlacedTensor Place(int batch, int channels, int block, int height, int width)
    {
        var dense = random.Next(2) == 0;
        int Border() => dense ? 0 : random.Next(3);
        var (top, left) = (Border(), Border());
        var rowStride = (left + width + Border()) * block;
        var blockStride = (top + height + Border()) * rowStride;
        var batchStride = (channels + block - 1) / block * blockStride + Border() * block;
        var offset = _length + top * rowStride + left * block;
        var tensor = new PlacedTensor(offset, new(batch, channels, block, height, width, rowStride, blockStride, batchStride));
        _tensors.Add(tensor);
        _length += batch * batchStride + random.Next(20);
        return tensor;
    }

    /// <summary>
    /// Allocates the arena: values from <paramref name="value"/>, zeros in the lanes beyond C, canaries elsewhere, and all over a
    /// tensor of which the operation under test must not read anything.
    /// </summary>
    public void Fill(Func<float> value, PlacedTensor? unread = null)
    {
        Buffer = new(_length + 16);
        var data = Buffer.Span;
        for (var index = 0; index < data.Length; index++)
            data[index] = 1000 + index;
        foreach (var tensor in _tensors.Where(tensor => tensor != unread))
            foreach (var (sample, channel, row, column) in tensor.Lanes())
                data[tensor.Position(sample, channel, row, column)] = channel < tensor.Layout.Channels ? value() : 0f;
    }

    public void Fill(PlacedTensor? unread = null) => Fill(() => random.NextSingle() * 2 - 1, unread);

    /// <summary>
    /// Compares the destination with the expected values, its lanes beyond C with zero, and every other float of the arena with
    /// what was there before.
    /// </summary>
    public void RequireOnly(
        float[] before, PlacedTensor destination, Func<int, int, int, int, double> expected,
        Func<int, int, int, int, double>? tolerance = null)
    {
        var after = Buffer.Span.ToArray();
        foreach (var (sample, channel, row, column) in destination.Lanes())
        {
            var position = destination.Position(sample, channel, row, column);
            var inside = channel < destination.Layout.Channels;
            var value = inside ? expected(sample, channel, row, column) : 0;
            var bound = inside ? tolerance?.Invoke(sample, channel, row, column) ?? 0 : 0;
            if (!(Math.Abs(after[position] - value) <= bound))
                Assert.Fail(
                    $"({sample}, {channel}, {row}, {column}) of {destination.Layout} is {after[position]:R}, expected {value:R}.");
            after[position] = before[position];
        }
        Assert.True(before.AsSpan().SequenceEqual(after), $"A float outside {destination.Layout} was written.");
    }
}
