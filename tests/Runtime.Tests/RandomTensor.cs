using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

/// <summary>
/// Tensors of random shape and layout in an arena full of canaries, addressed by the documented formula alone.
/// </summary>
internal sealed class RandomTensor
{
    private static readonly int[] Blocks = [1, 1, 3, 4, 8, 16];
    private static readonly int[] ChannelCounts = [1, 3, 4, 10, 15, 16, 17, 32, 33];

    private RandomTensor(int offset, TensorLayout layout, int end)
    {
        Offset = offset;
        Layout = layout;
        End = end;
    }

    public int Offset { get; }

    public TensorLayout Layout { get; }

    /// <summary>Where the next tensor may begin.</summary>
    public int End { get; }

    public int Length => Layout.Batch * Layout.Channels * Layout.Height * Layout.Width;

    public static (int N, int C, int H, int W) RandomShape(Random random) =>
        (random.Next(1, 4), ChannelCounts[random.Next(ChannelCounts.Length)], Size(random), Size(random));

    /// <summary>
    /// A tensor somewhere behind <paramref name="start"/>, with gaps between rows, planes and samples or without.
    /// </summary>
    public static RandomTensor Create(Random random, int start, (int N, int C, int H, int W) shape)
    {
        var (n, c, h, w) = shape;
        var block = Blocks[random.Next(Blocks.Length)];
        var gap = random.Next(2);
        var rowStride = w * block + gap * random.Next(20);
        var blockStride = h * rowStride + gap * random.Next(20);
        var batchStride = (c + block - 1) / block * blockStride + gap * random.Next(20);
        var layout = new TensorLayout(n, c, block, h, w, rowStride, blockStride, batchStride);
        var offset = start + random.Next(50);
        return new RandomTensor(offset, layout, offset + n * batchStride);
    }

    public int Index(int n, int c, int y, int x) =>
        Offset + n * Layout.BatchStride + c / Layout.Block * Layout.BlockStride + y * Layout.RowStride
        + x * Layout.Block + c % Layout.Block;

    /// <summary>All coordinates in the order of a dense N, C, H, W tensor.</summary>
    public IEnumerable<(int N, int C, int H, int W)> Elements() =>
        from n in Enumerable.Range(0, Layout.Batch)
        from c in Enumerable.Range(0, Layout.Channels)
        from y in Enumerable.Range(0, Layout.Height)
        from x in Enumerable.Range(0, Layout.Width)
        select (n, c, y, x);

    /// <summary>Writes zero to the lanes beyond C in the expected arena.</summary>
    public void ClearLanes(float[] arena)
    {
        var lanes = (Layout.Channels + Layout.Block - 1) / Layout.Block * Layout.Block;
        for (var c = Layout.Channels; c < lanes; c++)
            foreach (var (n, _, y, x) in Elements().Where(element => element.C == 0))
                arena[Index(n, c, y, x)] = 0f;
    }

    /// <summary>An arena of which every float is a distinct canary, with room behind the last tensor.</summary>
    public static FloatBuffer Arena(RandomTensor last)
    {
        var arena = new FloatBuffer(last.End + 100);
        for (var index = 0; index < arena.Length; index++)
            arena.Span[index] = 1000f + index;
        return arena;
    }

    private static int Size(Random random) => random.Next(4) == 0 ? 1 : random.Next(1, 9);
}
