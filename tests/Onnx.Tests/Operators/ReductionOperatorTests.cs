using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Operators that combine elements along axes, against LINQ on doubles.</summary>
public class ReductionOperatorTests
{
    private static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["ReduceSum"] = x => x.Sum(),
        ["ReduceMean"] = x => x.Average(),
        ["ReduceMax"] = x => x.Max(),
        ["ReduceMin"] = x => x.Min(),
        ["ReduceProd"] = x => x.Aggregate((a, b) => a * b),
        ["ReduceL1"] = x => x.Sum(Math.Abs),
        ["ReduceL2"] = x => Math.Sqrt(x.Sum(value => value * value)),
        ["ReduceSumSquare"] = x => x.Sum(value => value * value),
        ["ReduceLogSum"] = x => Math.Log(x.Sum()),
        ["ReduceLogSumExp"] = x => Math.Log(x.Sum(Math.Exp)),
    };

    private static readonly TensorData X = TestTensor.Random(3, 2, 3, 4);

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Elements_are_combined_along_axes(string name)
    {
        var positive = TestTensor.Of([2, 3, 4], [.. X.Floats.Select(value => name == "ReduceLogSum" ? Math.Abs(value) : value)]);
        double Along0And2(int j) => Functions[name](
            [.. from i in Enumerable.Range(0, 2) from k in Enumerable.Range(0, 4) select positive.At(i, j, k)]);
        var axes = TestTensor.Longs(-1, 0);
        TestTensor.IsClose([1, 3, 1], i => Along0And2(i[1]), OneNode.Of(name, positive, axes).Result());
        TestTensor.IsClose([3], i => Along0And2(i[0]), OneNode.Of(name, positive, axes).With("keepdims", 0).Result());
        TestTensor.IsClose(
            [3], i => Along0And2(i[0]),
            (OneNode.Of(name, positive) with { Opset = 11 }).With("axes", [0, 2]).With("keepdims", 0).Result());
        var all = Functions[name]([.. positive.Floats.Select(value => (double)value)]);
        TestTensor.IsClose([], _ => all, OneNode.Of(name, positive).With("keepdims", 0).Result());
    }

    [Theory]
    [InlineData("ReduceSum", 0)]
    [InlineData("ReduceProd", 1)]
    [InlineData("ReduceMax", float.NegativeInfinity)]
    [InlineData("ReduceMin", float.PositiveInfinity)]
    [InlineData("ReduceL2", 0)]
    [InlineData("ReduceLogSum", float.NegativeInfinity)]
    [InlineData("ReduceLogSumExp", float.NegativeInfinity)]
    public void Nothing_combined_is_the_neutral_element(string name, float expected) =>
        Assert.Equal([expected, expected], OneNode.Of(name, TestTensor.Of([2, 0]), TestTensor.Longs(1)).Result().Floats);

    [Fact]
    public void Without_axes_nothing_may_be_combined()
    {
        Assert.Equal(
            X.Floats, OneNode.Of("ReduceSum", X, TestTensor.Longs()).With("noop_with_empty_axes", 1).Result().Floats);
        Assert.Equal(
            [4, 9f], OneNode.Of("ReduceSumSquare", TestTensor.Vector(-2, 3)).With("noop_with_empty_axes", 1).Result().Floats);
        Assert.Equal(TensorShape.Of(1, 1, 1), OneNode.Of("ReduceSum", X, TestTensor.Longs()).Result().Shape);
    }

    [Fact]
    public void Integers_and_truth_values_are_combined()
    {
        Assert.Equal([6L], OneNode.Of("ReduceSum", TestTensor.Longs(1, 2, 3)).Result().Integers);
        Assert.Equal([2L], OneNode.Of("ReduceMean", TestTensor.Longs(1, 2, 5)).Result().Integers);
        Assert.Equal([-128L], OneNode.Of("ReduceMax", TestTensor.Integers(ElementType.Int8, [0])).Result().Integers);
        Assert.Equal([1L], OneNode.Of("ReduceMax", TestTensor.Truths(false, true)).Result().Integers);
        Assert.Equal([0L], OneNode.Of("ReduceMin", TestTensor.Truths(false, true)).Result().Integers);
        Assert.Equal(ElementType.Bool, OneNode.Of("ReduceMin", TestTensor.Truths(true)).Result().Type.Element);
        Assert.Equal(
            "MC0137: onnx.ReduceMean 'output0': takes floats, Int64 or Int32, but 'input0' is UInt8[1]",
            OneNode.Of("ReduceMean", TestTensor.Integers(ElementType.UInt8, [1], 1)).Mistake());
    }

    [Fact]
    public void LogSumExp_does_not_overflow()
    {
        Assert.Equal([100.6931472f], OneNode.Of("ReduceLogSumExp", TestTensor.Vector(100, 100)).Result().Floats);
        Assert.Equal([float.PositiveInfinity], OneNode.Of("ReduceLogSumExp", TestTensor.Vector(float.PositiveInfinity, 1)).Result().Floats);
        Assert.Equal(
            [float.NegativeInfinity], OneNode.Of("ReduceLogSumExp", TestTensor.Vector(float.NegativeInfinity)).Result().Floats);
    }

    [Fact]
    public void Means_and_maxima_of_images_are_pools()
    {
        var x = TestTensor.Count(1, 2, 3, 4);
        Assert.Equal("GlobalAveragePool", OneNode.Of("ReduceMean", x, TestTensor.Longs(3, 2)).Nodes());
        Assert.Equal("GlobalMaxPool, Reshape", OneNode.Of("ReduceMax", x, TestTensor.Longs(-1, -2)).With("keepdims", 0).Nodes());
        Assert.Equal("nest ReduceMin", OneNode.Of("ReduceMin", x, TestTensor.Longs(2, 3)).Nodes());
        Assert.Equal("nest ReduceMean", OneNode.Of("ReduceMean", x, TestTensor.Longs(1, 2)).Nodes());
        Assert.Equal("nest ReduceMean", OneNode.Of("ReduceMean", TestTensor.Count(2, 3, 4), TestTensor.Longs(1, 2)).Nodes());
    }

    [Theory]
    [InlineData("ArgMax", 0, 1)]
    [InlineData("ArgMax", 1, 3)]
    [InlineData("ArgMin", 0, 0)]
    [InlineData("ArgMin", 1, 2)]
    public void The_first_or_last_extreme_is_found(string name, int last, long expected)
    {
        var x = TestTensor.Of([4, 1], -1, 2, -1, 2);
        Assert.Equal([expected], OneNode.Of(name, x).With("select_last_index", last).Result().Integers);
        Assert.Equal(TensorShape.Of(1, 1), OneNode.Of(name, x).Result().Shape);
        Assert.Equal(TensorShape.Of(4), OneNode.Of(name, x).With("axis", -1).With("keepdims", 0).Result().Shape);
        Assert.Equal(
            $"MC0137: onnx.{name} 'output0': looks for an element along an axis of 'input0', which has none",
            OneNode.Of(name, TestTensor.Of([2, 0])).With("axis", 1).Mistake());
    }

    [Theory]
    [InlineData(1, new long[] { 2, 0 }, new float[] { 5, 3 })]
    [InlineData(0, new long[] { 1, 3 }, new float[] { 1, 1 })]
    public void TopK_finds_values_and_indices(int largest, long[] indices, float[] values)
    {
        var node = OneNode.Of("TopK", TestTensor.Vector(3, 1, 5, 1, 3), TestTensor.Longs(2)) with { Outputs = 2 };
        Assert.Equal(values, node.With("largest", largest).Result(0).Floats);
        Assert.Equal(indices, node.With("largest", largest).Result(1).Integers);
    }

    [Fact]
    public void TopK_goes_along_any_axis_in_every_opset()
    {
        var node = OneNode.Of("TopK", X) with { Opset = 9, Outputs = 2 };
        TestTensor.IsClose(
            [2, 2, 4], i => Enumerable.Range(0, 3).Select(j => X.At(i[0], j, i[2])).OrderDescending().ElementAt(i[1]),
            node.With("axis", 1).With("k", 2).Result(0));
        Assert.Equal(
            "MC0137: onnx.TopK 'output0': takes 5 of the 4 elements along axis 2 of 'input0'", node.With("k", 5).Mistake());
        Assert.Equal(
            "MC0137: onnx.TopK 'output0': supports axes of up to 4096 elements, but 'input0' has 4097",
            OneNode.Of("TopK", TestTensor.Count(4097), TestTensor.Longs(1)).Mistake());
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void CumSum_adds_up_to_each_element(int exclusive, int reverse)
    {
        var x = TestTensor.Random(5, 2, 7, 3);
        TestTensor.IsClose(
            [2, 7, 3],
            i => Enumerable.Range(0, 7).Where(j => (reverse == 1 ? j > i[1] : j < i[1]) || (exclusive == 0 && j == i[1]))
                .Sum(j => x.At(i[0], j, i[2])),
            OneNode.Of("CumSum", x, TestTensor.Long(-2)).With("exclusive", exclusive).With("reverse", reverse).Result());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(0, 8)]
    public void CumSum_of_short_axes(int exclusive, int length)
    {
        var ones = TestTensor.Integers(ElementType.Int32, [length], [.. Enumerable.Repeat(1L, length)]);
        Assert.Equal(
            Enumerable.Range(1 - exclusive, length).Select(i => (long)i),
            OneNode.Of("CumSum", ones, TestTensor.Long(0)).With("exclusive", exclusive).Result().Integers);
    }
}
