using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class TensorClearTests
{
    [Fact]
    public void ClearBorderClearsTheFrameOfEveryPlaneAndNothingElse()
    {
        var random = new Random(7);
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var (top, left, bottom, right) = (random.Next(4), random.Next(4), random.Next(4), random.Next(4));
            var (n, c, h, w) = RandomTensor.RandomShape(random);
            var block = random.Next(2) == 0 ? 16 : random.Next(1, 5);
            var rowStride = (left + w + right) * block;
            var blockStride = (top + h + bottom) * rowStride + random.Next(20);
            var blocks = (c + block - 1) / block;
            var layout = new TensorLayout(n, c, block, h, w, rowStride, blockStride, blocks * blockStride);
            var offset = 30 + top * rowStride + left * block;
            var arena = Canaries(offset + n * layout.BatchStride + 50);
            var expected = arena.Span.ToArray();
            for (var plane = 0; plane < n * blocks; plane++)
                for (var y = -top; y < h + bottom; y++)
                    for (var x = -left; x < w + right; x++)
                        if (y < 0 || y >= h || x < 0 || x >= w)
                            expected.AsSpan(offset + plane * blockStride + y * rowStride + x * block, block).Clear();

            TensorCopy.ClearBorder(arena, offset, layout, top, left, bottom, right);
            Assert.Equal(expected, arena.Span);
        }
    }

    [Fact]
    public void ClearLanesClearsBehindTheLastChannel()
    {
        var random = new Random(8);
        for (var repetition = 0; repetition < 300; repetition++)
        {
            var tensor = RandomTensor.Create(random, 0, RandomTensor.RandomShape(random));
            var arena = RandomTensor.Arena(tensor);
            var expected = arena.Span.ToArray();
            tensor.ClearLanes(expected);
            TensorCopy.ClearLanes(arena, tensor.Offset, tensor.Layout);
            Assert.Equal(expected, arena.Span);
        }
    }

    [Fact]
    public void ClearLanesOfSomeRowsLeavesTheOthers()
    {
        var layout = new TensorLayout(2, 3, 4, 5, 2, 8, 40, 40);
        var arena = Canaries(80);
        var expected = arena.Span.ToArray();
        foreach (var row in (int[])[1, 2])
            foreach (var pixel in (int[])[0, 1])
                expected[40 + row * 8 + pixel * 4 + 3] = 0f;
        TensorCopy.ClearLanes(arena, 0, layout, sample: 1, firstRow: 1, endRow: 3);
        Assert.Equal(expected, arena.Span);
    }

    private static FloatBuffer Canaries(int length)
    {
        var arena = new FloatBuffer(length);
        arena.Span.Fill(3f);
        return arena;
    }
}
