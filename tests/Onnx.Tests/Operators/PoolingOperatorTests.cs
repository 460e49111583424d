using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Pooling over one, two and three axes, against the elements of each window.</summary>
public class PoolingOperatorTests
{
    public static TheoryData<int, int, int, int, int, bool> Windows => new()
    {
        { 1, 1, 1, 0, 0, false }, { 1, 2, 1, 1, 0, true }, { 2, 2, 1, 1, 1, false }, { 2, 3, 2, 0, 1, true },
        { 2, 2, 2, 1, 0, true }, { 3, 2, 1, 1, 1, true }, { 3, 1, 2, 0, 0, false },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void MaxPool_IsTheGreatest_AndKnowsWhereItIs(int axes, int stride, int dilation, int before, int behind, bool ceil)
    {
        var pool = new PoolCase(axes, stride, dilation, before, behind, ceil);
        var all = RunAll("MaxPool", 12, 2, [pool.X], pool.Attributes);

        TestTensor.IsClose(pool.Result, index => pool.Inside(index).Max(position => pool.X.At(position)), all[0]);
        Assert.Equal(ElementType.Int64, all[1].Type.Element);
        Assert.Equal(all[0].Floats, all[1].Integers.Select(index => pool.X.Floats[index]));
    }

    [Fact]
    public void Indices_CountTheFirstAxisFastest_IfAskedTo()
    {
        var x = TestTensor.Of([1, 2, 2, 3], [1, 2, 9, 3, 4, 5, 1, 8, 2, 3, 4, 5]);
        var all = RunAll("MaxPool", 12, 2, [x], Ints("kernel_shape", 2, 3), Int("storage_order", 1));
        Assert.Equal([4, 6 + 2], all[1].Integers);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void AveragePool_CountsWhatIsThere(int axes, int stride, int dilation, int before, int behind, bool ceil)
    {
        var pool = new PoolCase(axes, stride, dilation, before, behind, ceil);
        var y = Run("AveragePool", 19, [pool.X], pool.Attributes);
        var padded = Run("AveragePool", 19, [pool.X], [.. pool.Attributes, Int("count_include_pad", 1)]);

        TestTensor.IsClose(pool.Result, index => pool.Inside(index).Average(position => pool.X.At(position)), y);
        TestTensor.IsClose(
            pool.Result, index => pool.Inside(index).Sum(position => pool.X.At(position)) / pool.CountPadded(index), padded);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void LpPool_IsTheNorm(int p)
    {
        var pool = new PoolCase(2, 2, 1, 1, 0, false);
        TestTensor.IsClose(
            pool.Result, index => Math.Pow(pool.Inside(index).Sum(position => Math.Pow(Math.Abs(pool.X.At(position)), p)), 1.0 / p),
            Run("LpPool", 18, [pool.X], [.. pool.Attributes, Int("p", p)]));
        var x = TestTensor.Random(2, 2, 3, 4, 5);
        TestTensor.IsClose(
            [2, 3, 1, 1], index => Math.Pow(TestTensor.Indices(4, 5).Sum(at => Math.Pow(Math.Abs(x.At([index[0], index[1], .. at])), p)), 1.0 / p),
            Run("GlobalLpPool", 18, [x], Int("p", p)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void GlobalPools_ReduceAllPositions(int axes)
    {
        int[] spatial = [.. Enumerable.Range(2, axes)];
        var x = TestTensor.Random(1, [2, 3, .. spatial]);
        int[] result = [2, 3, .. Enumerable.Repeat(1, axes)];
        IEnumerable<double> Plane(int[] index) => TestTensor.Indices(spatial).Select(at => x.At([index[0], index[1], .. at]));
        TestTensor.IsClose(result, index => Plane(index).Average(), Run("GlobalAveragePool", 1, [x]));
        TestTensor.IsClose(result, index => Plane(index).Max(), Run("GlobalMaxPool", 1, [x]));
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        var x = TestTensor.Random(1, 1, 2, 4, 4);
        Assert.Equal("needs the attribute 'kernel_shape'", MistakeOf("MaxPool", 12, [x]));
        Assert.Equal("needs 2 numbers as its attribute 'kernel_shape', but has 1", MistakeOf("MaxPool", 12, [x], Ints("kernel_shape", 2)));
        Assert.Equal("has an unknown auto_pad, 'SAME'", MistakeOf("MaxPool", 12, [x], Ints("kernel_shape", 2, 2), Text("auto_pad", "SAME")));
        Assert.Contains("needs a window that fits", MistakeOf("AveragePool", 12, [x], Ints("kernel_shape", 5, 2)), StringComparison.Ordinal);
        Assert.Equal("needs an input with spatial axes, but it has the shape [2, 3]", MistakeOf("LpPool", 12, [TestTensor.Random(1, 2, 3)]));
    }
}
