using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Operators that give tensors other shapes, move elements, or take parts of them.</summary>
public class MovementOperatorTests
{
    private static readonly TensorData X = TestTensor.Count(2, 3, 4);

    [Theory]
    [InlineData(new long[] { 4, 6 }, new[] { 4, 6 })]
    [InlineData(new long[] { -1 }, new[] { 24 })]
    [InlineData(new long[] { 0, -1 }, new[] { 2, 12 })]
    [InlineData(new long[] { 0, 0, 2, 2 }, new[] { 2, 3, 2, 2 })]
    public void Reshape_copies_and_infers_dimensions(long[] shape, int[] expected)
    {
        var result = OneNode.Of("Reshape", X, TestTensor.Longs(shape)).Result();
        Assert.Equal(TensorShape.Of(expected), result.Shape);
        Assert.Equal(X.Floats, result.Floats);
    }

    [Fact]
    public void Reshape_can_mean_zero()
    {
        var empty = TestTensor.Of([0, 3]);
        Assert.Equal(TensorShape.Of(3, 0), OneNode.Of("Reshape", empty, TestTensor.Longs(3, 0)).With("allowzero", 1).Result().Shape);
        Assert.Equal(TensorShape.Of(0, 3), OneNode.Of("Reshape", empty, TestTensor.Longs(0, 3)).Result().Shape);
    }

    [Theory]
    [InlineData(new long[] { 5, 5 }, "cannot give 'input0' of shape [2, 3, 4] the shape [5, 5]")]
    [InlineData(new long[] { -1, 5 }, "cannot divide the 24 elements of 'input0' by [5]")]
    [InlineData(new long[] { -1, -1 }, "has −1 more than once in its shape")]
    [InlineData(new long[] { -2, 12 }, "has the dimension -2 in its shape")]
    [InlineData(new long[] { 2, 3, 4, 0 }, "has 0 for axis 3 in its shape, but 'input0' has 3 axes")]
    [InlineData(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 24 }, "gives a tensor of 9 axes, but at most 8 are supported")]
    public void Shapes_that_do_not_fit_are_reported(long[] shape, string mistake) =>
        Assert.Equal($"MC0137: onnx.Reshape 'output0': {mistake}", OneNode.Of("Reshape", X, TestTensor.Longs(shape)).Mistake());

    [Fact]
    public void Sizes_beyond_all_bounds_are_reported() => Assert.StartsWith(
        "MC0134: onnx.Reshape 'output0': ", OneNode.Of("Reshape", X, TestTensor.Longs(long.MaxValue, long.MaxValue)).Mistake());

    [Theory]
    [InlineData(0, 1, 24)]
    [InlineData(1, 2, 12)]
    [InlineData(-1, 6, 4)]
    [InlineData(3, 24, 1)]
    public void Flatten_splits_the_axes(long axis, int rows, int columns) =>
        Assert.Equal(TensorShape.Of(rows, columns), OneNode.Of("Flatten", X).With("axis", axis).Result().Shape);

    [Fact]
    public void Squeeze_and_Unsqueeze_take_axes_in_every_opset()
    {
        var narrow = TestTensor.Count(1, 3, 1);
        Assert.Equal(TensorShape.Of(3), OneNode.Of("Squeeze", narrow).Result().Shape);
        Assert.Equal(TensorShape.Of(1, 3), OneNode.Of("Squeeze", narrow, TestTensor.Longs(-1)).Result().Shape);
        Assert.Equal(TensorShape.Of(3, 1), (OneNode.Of("Squeeze", narrow) with { Opset = 11 }).With("axes", [0]).Result().Shape);
        Assert.Equal(TensorShape.Of(1, 2, 3, 1, 4), OneNode.Of("Unsqueeze", X, TestTensor.Longs(3, 0)).Result().Shape);
        Assert.Equal(
            TensorShape.Of(2, 3, 4, 1), (OneNode.Of("Unsqueeze", X) with { Opset = 11 }).With("axes", [-1]).Result().Shape);
        Assert.Equal(
            "MC0137: onnx.Squeeze 'output0': removes the axis 1 of 'input0', which has 3 elements",
            OneNode.Of("Squeeze", narrow, TestTensor.Longs(1)).Mistake());
        Assert.Equal(
            "MC0137: onnx.Unsqueeze 'output0': names the axis -5 twice", OneNode.Of("Unsqueeze", X, TestTensor.Longs(0, -5)).Mistake());
    }

    [Fact]
    public void Transpose_permutes_axes()
    {
        TestTensor.IsClose([4, 3, 2], i => X.At(i[2], i[1], i[0]), OneNode.Of("Transpose", X).Result());
        TestTensor.IsClose([3, 4, 2], i => X.At(i[2], i[0], i[1]), OneNode.Of("Transpose", X).With("perm", [1, 2, 0]).Result());
        Assert.Equal(
            "MC0137: onnx.Transpose 'output0': has 2 axes in perm, but the tensor has 3",
            OneNode.Of("Transpose", X).With("perm", [1, 0]).Mistake());
    }

    [Fact]
    public void A_transpose_of_axes_of_one_element_is_a_reshape()
    {
        Assert.Equal("Reshape", OneNode.Of("Transpose", TestTensor.Count(1, 3, 1, 5)).With("perm", [0, 2, 1, 3]).Nodes());
        Assert.Equal("", OneNode.Of("Transpose", X).With("perm", [0, 1, 2]).Nodes());
        Assert.Equal("nest Transpose", OneNode.Of("Transpose", X).Nodes());
    }

    [Fact]
    public void Expand_broadcasts_both_ways()
    {
        var x = TestTensor.Count(3, 1);
        TestTensor.IsClose([2, 3, 4], i => i[1], OneNode.Of("Expand", x, TestTensor.Longs(2, 1, 4)).Result());
        TestTensor.IsClose([3, 1], i => i[0], OneNode.Of("Expand", x, TestTensor.Longs(1)).Result());
        Assert.Equal(
            "MC0137: onnx.Expand 'output0': cannot broadcast 'input0' of shape [3, 1] to [2, 1]",
            OneNode.Of("Expand", x, TestTensor.Longs(2, 1)).Mistake());
    }

    [Fact]
    public void Tile_repeats()
    {
        TestTensor.IsClose(
            [4, 3, 12], i => X.At(i[0] % 2, i[1], i[2] % 4), OneNode.Of("Tile", X, TestTensor.Longs(2, 1, 3)).Result());
        Assert.Equal(
            "MC0137: onnx.Tile 'output0': needs a number of repetitions for each of the tensor's 3 axes",
            OneNode.Of("Tile", X, TestTensor.Longs(2, 2)).Mistake());
    }

    [Theory]
    [InlineData("DCR")]
    [InlineData("CRD")]
    public void DepthToSpace_and_SpaceToDepth_move_blocks(string mode)
    {
        var x = TestTensor.Count(2, 12, 2, 3);
        var channel = (int c, int row, int column) => mode == "DCR" ? (((row * 2) + column) * 3) + c : (c * 4) + (row * 2) + column;
        TestTensor.IsClose(
            [2, 3, 4, 6], i => x.At(i[0], channel(i[1], i[2] % 2, i[3] % 2), i[2] / 2, i[3] / 2),
            OneNode.Of("DepthToSpace", x).With("blocksize", 2).With("mode", mode).Result());
        var y = TestTensor.Count(1, 3, 4, 6);
        TestTensor.IsClose(
            [1, 12, 2, 3], i => y.At(i[0], i[1] % 3, (i[2] * 2) + (i[1] / 6), (i[3] * 2) + (i[1] / 3 % 2)),
            OneNode.Of("SpaceToDepth", y).With("blocksize", 2).Result());
    }

    [Fact]
    public void Concat_joins_along_any_axis()
    {
        var y = TestTensor.Random(1, 2, 5, 4);
        TestTensor.IsClose(
            [2, 11, 4], i => i[1] < 3 ? X.At(i) : i[1] < 8 ? y.At(i[0], i[1] - 3, i[2]) : X.At(i[0], i[1] - 8, i[2]),
            OneNode.Of("Concat", X, y, X).With("axis", -2).Result());
        Assert.Equal(
            [1, 2, 3], OneNode.Of("Concat", TestTensor.Longs(1), TestTensor.Longs(), TestTensor.Longs(2, 3)).With("axis", 0).Result().Integers);
        Assert.Equal(
            "MC0137: onnx.Concat 'output0': joins along axis 0 tensors that differ along it only, but 'input0' has the shape "
            + "[2, 3, 4] and 'input1' [2, 5, 4]", OneNode.Of("Concat", X, y).With("axis", 0).Mistake());
    }

    [Fact]
    public void Thousands_of_operands_are_joined() => Assert.Equal(
        Enumerable.Range(0, 3000).Select(i => (float)i),
        OneNode.Of("Concat", [.. Enumerable.Range(0, 3000).Select(i => TestTensor.Vector(i))]).With("axis", 0).Result().Floats);

    [Fact]
    public void Computed_images_are_joined_by_a_kernel()
    {
        Assert.Equal("Concat", OneNode.Of("Concat", X, X).With("axis", 1).Nodes());
        Assert.Equal("nest Concat", OneNode.Of("Concat", X, X).With("axis", 0).Nodes());
        Assert.Equal("nest Concat", OneNode.Of("Concat", X, TestTensor.Of([2, 0, 4])).With("axis", 1).Nodes());
    }

    [Fact]
    public void Split_takes_sizes_or_counts_in_every_opset()
    {
        var x = TestTensor.Longs(0, 1, 2, 3, 4, 5, 6);
        string Parts(OneNode node) => string.Join(
            " | ", Enumerable.Range(0, 3).Select(i => string.Join(" ", (node with { Outputs = 3 }).Result(i).Integers)));
        Assert.Equal("0 1 2 | 3 4 5 | 6", Parts(OneNode.Of("Split", x).With("num_outputs", 3)));
        Assert.Equal("0 1 2 3 |  | 4 5 6", Parts(OneNode.Of("Split", x, TestTensor.Longs(4, 0, 3))));
        Assert.Equal("0 1 2 | 3 | 4 5 6", Parts((OneNode.Of("Split", x) with { Opset = 11 }).With("split", [3, 1, 3])));
        Assert.Equal("divides 7 elements into 1 parts of sizes [4, 4]", OneNode.Of("Split", x, TestTensor.Longs(4, 4)).Mistake());
        Assert.Equal("has 1 outputs, but its attribute 'num_outputs' differs", OneNode.Of("Split", x).With("num_outputs", long.MaxValue).Mistake());
    }

    [Theory]
    [InlineData(1, 4, 1, new long[] { 1, 2, 3 })]
    [InlineData(-3, long.MaxValue, 1, new long[] { 4, 5, 6 })]
    [InlineData(0, 100, 3, new long[] { 0, 3, 6 })]
    [InlineData(-1, long.MinValue, -2, new long[] { 6, 4, 2, 0 })]
    [InlineData(100, 4, -1, new long[] { 6, 5 })]
    [InlineData(5, 2, 1, new long[0])]
    [InlineData(0, 7, long.MaxValue, new long[] { 0 })]
    [InlineData(6, -100, long.MinValue, new long[] { 6 })]
    public void Slice_clamps_its_bounds(long start, long end, long step, long[] expected)
    {
        var x = TestTensor.Longs(0, 1, 2, 3, 4, 5, 6);
        TensorData One(long value) => TestTensor.Longs(value);
        Assert.Equal(expected, OneNode.Of("Slice", x, One(start), One(end), One(0), One(step)).Result().Integers);
        if (step == 1)
            Assert.Equal(
                expected, (OneNode.Of("Slice", x) with { Opset = 9 }).With("starts", [start]).With("ends", [end]).Result().Integers);
    }

    [Fact]
    public void Slice_takes_some_axes() => TestTensor.IsClose(
        [2, 2, 2], i => X.At(i[0], 2 - i[1], i[2] + 1),
        OneNode.Of("Slice", X, TestTensor.Longs(1, -1), TestTensor.Longs(3, 0), TestTensor.Longs(-1, 1), TestTensor.Longs(1, -1)).Result());

    [Fact]
    public void Slices_that_mean_nothing_are_reported()
    {
        Assert.Equal(
            "MC0137: onnx.Slice 'output0': has a step of 0",
            OneNode.Of("Slice", X, TestTensor.Longs(0), TestTensor.Longs(1), null, TestTensor.Longs(0)).Mistake());
        Assert.Equal(
            "MC0137: onnx.Slice 'output0': needs as many starts, ends and steps as it has axes",
            OneNode.Of("Slice", X, TestTensor.Longs(0), TestTensor.Longs(1, 2)).Mistake());
        Assert.Equal("needs 'starts', which is not given", OneNode.Of("Slice", X).Mistake());
    }

    [Theory]
    [InlineData("constant", new float[] { 0, 0, 1, 2, 3, 0 })]
    [InlineData("reflect", new float[] { 3, 2, 1, 2, 3, 2 })]
    [InlineData("edge", new float[] { 1, 1, 1, 2, 3, 3 })]
    [InlineData("wrap", new float[] { 2, 3, 1, 2, 3, 1 })]
    public void Pad_has_modes(string mode, float[] expected)
    {
        var x = TestTensor.Vector(1, 2, 3);
        Assert.Equal(expected, OneNode.Of("Pad", x, TestTensor.Longs(2, 1)).With("mode", mode).Result().Floats);
        if (mode != "wrap")
            Assert.Equal(expected, (OneNode.Of("Pad", x) with { Opset = 2 }).With("mode", mode).With("pads", [2, 1]).Result().Floats);
    }

    [Fact]
    public void Pads_may_be_longer_than_the_axis()
    {
        var x = TestTensor.Vector(1, 2, 3);
        float[] reflected = [2, 1, 2, 3, 2, 1, 2, 3, 2, 1];
        Assert.Equal(reflected, OneNode.Of("Pad", x, TestTensor.Longs(1, 6)).With("mode", "reflect").Result().Floats);
        Assert.Equal([3, 1, 2, 3, 1, 2, 3, 1, 2f], OneNode.Of("Pad", x, TestTensor.Longs(1, 5)).With("mode", "wrap").Result().Floats);
        Assert.Equal([5, 5, 5f], OneNode.Of("Pad", TestTensor.Vector(5), TestTensor.Longs(1, 1)).With("mode", "reflect").Result().Floats);
    }

    [Fact]
    public void Pad_cuts_off_where_pads_are_negative_and_takes_axes()
    {
        var padded = OneNode.Of("Pad", X, TestTensor.Longs(-1, 2, 1, -1), TestTensor.Scalar(7), TestTensor.Longs(2, 0)).Result();
        TestTensor.IsClose([3, 3, 4], i => i[0] < 2 || i[2] == 3 ? 7 : X.At(i[0] - 2, i[1], i[2] + 1), padded);
        Assert.Equal(
            "MC0137: onnx.Pad 'output0': cuts more off 'input0' than its shape [2, 3, 4] has",
            OneNode.Of("Pad", X, TestTensor.Longs(-1, -2), null, TestTensor.Longs(0)).Mistake());
        Assert.Equal(
            "MC0137: onnx.Pad 'output0': repeats elements along axis 0, but there are none",
            OneNode.Of("Pad", TestTensor.Vector(), TestTensor.Longs(1, 0)).With("mode", "edge").Mistake());
    }

    [Theory]
    [InlineData(new long[] { 0, 0, 1, 2, 0, 0, 3, 4 }, "Pad")]
    [InlineData(new long[] { 0, 1, 1, 2, 0, 0, 3, 4 }, "nest Pad")]
    [InlineData(new long[] { 0, 0, -1, 2, 0, 0, 3, 4 }, "nest Pad")]
    public void Zeros_around_images_are_left_to_a_kernel(long[] pads, string expected) =>
        Assert.Equal(expected, OneNode.Of("Pad", TestTensor.Count(1, 2, 5, 5), TestTensor.Longs(pads)).Nodes());

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 5)]
    public void Trilu_keeps_a_triangle(int upper, int k) => TestTensor.IsClose(
        [2, 3, 4], i => upper == 1 ? (i[2] - i[1] >= k ? X.At(i) : 0) : i[2] - i[1] <= k ? X.At(i) : 0,
        OneNode.Of("Trilu", X, TestTensor.Long(k)).With("upper", upper).Result());

    [Fact]
    public void ReverseSequence_reverses_beginnings()
    {
        var x = TestTensor.Count(4, 2);
        TestTensor.IsClose(
            [4, 2], i => i[1] == 0 ? x.At(i[0] < 3 ? 2 - i[0] : 3, 0) : x.At(i),
            OneNode.Of("ReverseSequence", x, TestTensor.Longs(3, 1)).Result());
    }
}
