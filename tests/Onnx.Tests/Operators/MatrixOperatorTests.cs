using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>MatMul, Gemm and Einsum, against sums in double.</summary>
public class MatrixOperatorTests
{
    [Theory]
    [InlineData(new[] { 3 }, new[] { 3 }, new int[] { })]
    [InlineData(new[] { 2, 3 }, new[] { 3 }, new[] { 2 })]
    [InlineData(new[] { 3 }, new[] { 3, 4 }, new[] { 4 })]
    [InlineData(new[] { 2, 3 }, new[] { 3, 4 }, new[] { 2, 4 })]
    [InlineData(new[] { 5, 2, 3 }, new[] { 3, 4 }, new[] { 5, 2, 4 })]
    [InlineData(new[] { 3 }, new[] { 5, 3, 4 }, new[] { 5, 4 })]
    [InlineData(new[] { 5, 1, 2, 3 }, new[] { 6, 3, 4 }, new[] { 5, 6, 2, 4 })]
    public void MatMul_BroadcastsStacks(int[] left, int[] right, int[] result)
    {
        var (a, b) = (TestTensor.Random(1, left), TestTensor.Random(2, right));
        TestTensor.IsClose(result, index =>
        {
            var stack = index[..(index.Length - (left.Length > 1 ? 1 : 0) - (right.Length > 1 ? 1 : 0))];
            int[] Own(int[] shape) => [.. Enumerable.Range(0, Math.Max(0, shape.Length - 2))
                .Select(axis => shape[axis] == 1 ? 0 : stack[stack.Length - (shape.Length - 2) + axis])];
            return Enumerable.Range(0, 3).Sum(k =>
                a.At(left.Length > 1 ? [.. Own(left), index[stack.Length], k] : [k])
                * b.At(right.Length > 1 ? [.. Own(right), k, index[^1]] : [k]));
        }, Run("MatMul", 13, [a, b]));
    }

    [Fact]
    public void MatMul_OfIntegers() => Assert.Equal(
        [11, 14], Run("MatMul", 13, [TestTensor.Integers(ElementType.Int32, [2], 1, 2), TestTensor.Integers(ElementType.Int32, [2, 2], 3, 4, 4, 5)]).Integers);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void Gemm_TransposesScalesAndAdds(int transA, int transB)
    {
        var a = TestTensor.Random(1, transA == 0 ? [2, 3] : [3, 2]);
        var b = TestTensor.Random(2, transB == 0 ? [3, 4] : [4, 3]);
        foreach (int[] shape in (int[][])[[4], [2, 4], [2, 1], [1, 4], [1], []])
        {
            var c = TestTensor.Random(3, shape);
            TestTensor.IsClose([2, 4], index =>
                (0.5 * Enumerable.Range(0, 3).Sum(k => a.At(Swap(index[0], k, transA)) * b.At(Swap(k, index[1], transB))))
                + (2 * c.At([.. shape.Select((size, axis) => size == 1 ? 0 : index[2 - shape.Length + axis])])),
                Run("Gemm", 13, [a, b, c], Float("alpha", 0.5f), Float("beta", 2), Int("transA", transA), Int("transB", transB)));
        }

        static int[] Swap(int row, int column, int isTransposed) => isTransposed == 0 ? [row, column] : [column, row];
    }

    [Fact]
    public void Einsum_SumsOverLabelsThatTheResultDoesNotHave()
    {
        var (a, b) = (TestTensor.Random(1, 2, 3, 4), TestTensor.Random(2, 2, 4, 5));
        TestTensor.IsClose(
            [2, 3, 5], index => Enumerable.Range(0, 4).Sum(k => a.At(index[0], index[1], k) * b.At(index[0], k, index[2])),
            Run("Einsum", 12, [a, b], Text("equation", "bij, bjk -> bik")));
        TestTensor.IsClose(
            [2, 3, 5], index => Enumerable.Range(0, 4).Sum(k => a.At(index[0], index[1], k) * b.At(index[0], k, index[2])),
            Run("Einsum", 12, [a, b], Text("equation", "...ij,...jk")));
        TestTensor.IsClose(
            [4, 2], index => Enumerable.Range(0, 3).Sum(j => a.At(index[1], j, index[0])), Run("Einsum", 12, [a], Text("equation", "ijk->ki")));
    }

    [Fact]
    public void Einsum_TakesDiagonalsAndScalars()
    {
        var square = TestTensor.Random(1, 3, 3);
        TestTensor.IsClose([3], index => square.At(index[0], index[0]), Run("Einsum", 12, [square], Text("equation", "ii->i")));
        TestTensor.IsClose([], _ => square.At(0, 0) + square.At(1, 1) + square.At(2, 2), Run("Einsum", 12, [square], Text("equation", "ii")));
        TestTensor.IsClose([3, 3], index => 2 * square.At(index[1], index[0]), Run("Einsum", 12, [square, TestTensor.Scalar(2)], Text("equation", "ba,")));
    }

    [Fact]
    public void MatMulInteger_SubtractsZeroPointsOfRowsAndColumns()
    {
        TensorData?[] inputs =
        [
            TestTensor.Integers(ElementType.UInt8, [2, 2], 11, 7, 10, 6), TestTensor.Integers(ElementType.Int8, [2, 2], 1, -4, 5, 0),
            TestTensor.Integers(ElementType.UInt8, [2], 12, 6), TestTensor.Integers(ElementType.Int8, [2], 1, -4),
        ];

        // (−1 −5; 4 0) · (0 0; 4 4)
        Assert.Equal([-20, -20, 0, 0], Run("MatMulInteger", 10, inputs).Integers);
    }

    [Theory]
    [InlineData("ij,jk->ik", "has an equation with 2 terms for 1 operands")]
    [InlineData("ij", "has an equation with 'ij' for an operand of 3 axes")]
    [InlineData("ijk->ii", "has an equation whose result repeats a label or has one that no operand has")]
    [InlineData("ijk->x", "has an equation whose result repeats a label or has one that no operand has")]
    [InlineData("i1k->i", "has an equation with something that is neither a letter nor an ellipsis")]
    [InlineData("iij->j", "has 2 and 3 elements along axes of the same label")]
    public void MistakesInAnEquation_AreReported(string equation, string mistake) => Assert.Equal(
        $"MC0137: onnx.Einsum 'output0': {mistake}", MistakeOf("Einsum", 12, [TestTensor.Random(1, 2, 3, 4)], Text("equation", equation)));

    [Fact]
    public void ShapesThatDoNotFit_AreReported()
    {
        Assert.Contains("cannot multiply matrices [2, 3] and [2, 3]", MistakeOf("MatMul", 13, [TestTensor.Random(1, 2, 3), TestTensor.Random(1, 2, 3)]), StringComparison.Ordinal);
        Assert.Contains("cannot multiply matrices [2, 3] and [2, 3]", MistakeOf("Gemm", 13, [TestTensor.Random(1, 2, 3), TestTensor.Random(1, 2, 3)]), StringComparison.Ordinal);
        Assert.Contains("cannot multiply matrices []", MistakeOf("MatMul", 13, [TestTensor.Scalar(1), TestTensor.Scalar(1)]), StringComparison.Ordinal);
        Assert.Contains("cannot add", MistakeOf("Gemm", 13, [TestTensor.Random(1, 2, 3), TestTensor.Random(1, 3, 4), TestTensor.Random(1, 3)]), StringComparison.Ordinal);
    }
}
