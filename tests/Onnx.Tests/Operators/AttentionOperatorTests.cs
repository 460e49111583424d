using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Onnx;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Attention against its definition in double, with 4 heads of queries over 2 of keys and values.</summary>
public class AttentionOperatorTests
{
    private const int Batch = 2, Heads = 4, Shared = 2, Rows = 3, Keys = 5, Size = 4, ValueSize = 3;

    private static readonly TensorData Q = TestTensor.Random(1, Batch, Heads, Rows, Size);
    private static readonly TensorData K = TestTensor.Random(2, Batch, Shared, Keys, Size);
    private static readonly TensorData V = TestTensor.Random(3, Batch, Shared, Keys, ValueSize);

    [Fact]
    public void EveryHead_WeighsTheValues() => Check(Expected((score, _) => score), Run("Attention", 23, [Q, K, V]));

    [Fact]
    public void ThreeAxes_AreDividedIntoHeads()
    {
        var y = Run("Attention", 23, [Flat(Q), Flat(K), Flat(V)], Int("q_num_heads", Heads), Int("kv_num_heads", Shared));
        var expected = Expected((score, _) => score);
        TestTensor.IsClose(
            [Batch, Rows, Heads * ValueSize], index => expected([index[0], index[2] / ValueSize, index[1], index[2] % ValueSize]), y);
    }

    [Fact]
    public void ScaleAndSoftcap_ActOnTheScores() => Check(
        Expected((score, _) => 2 * Math.Tanh(score * Math.Sqrt(Size) * 3 / 2)),
        Run("Attention", 23, [Q, K, V], Float("scale", 3), Float("softcap", 2)));

    [Fact]
    public void ACausalQuery_SeesNothingBehindItself() => Check(
        Expected((score, at) => at[3] <= at[2] ? score : double.NegativeInfinity), Run("Attention", 23, [Q, K, V], Int("is_causal", 1)));

    [Fact]
    public void AMaskOfFloats_IsAdded_AndMayBeTooShort()
    {
        var mask = TestTensor.Random(4, Heads, Rows, 4);
        Check(
            Expected((score, at) => at[3] < 4 ? score + mask.At(at[1], at[2], at[3]) : double.NegativeInfinity),
            Run("Attention", 23, [Q, K, V, mask]));
    }

    [Fact]
    public void ARowThatSeesNothing_BecomesZero()
    {
        var mask = TestTensor.Integers(ElementType.Bool, [Rows, Keys], 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 1, 1);
        Check(
            Expected((score, at) => mask.Integers[(at[2] * Keys) + at[3]] != 0 ? score : double.NegativeInfinity),
            Run("Attention", 23, [Q, K, V, mask]));
    }

    [Fact]
    public void PaddedKeys_DoNotCount_AndMoveTheCausalEdge()
    {
        long[] lengths = [5, 3];
        var given = TestTensor.Integers(ElementType.Int64, [2], lengths);
        Check(
            Expected((score, at) => at[3] < lengths[at[0]] ? score : double.NegativeInfinity),
            Run("Attention", 24, [Q, K, V, null, null, null, given]));
        Check(
            Expected((score, at) => at[3] <= at[2] + lengths[at[0]] - Rows ? score : double.NegativeInfinity),
            Run("Attention", 24, [Q, K, V, null, null, null, given], Int("is_causal", 1)));
    }

    [Fact]
    public void ThePast_StandsBeforeThePresent()
    {
        var (present, presentValues) = (Part(K, 2), Part(V, 2));
        var (past, pastValues) = (Part(K, 0, 2), Part(V, 0, 2));
        var all = RunAll("Attention", 23, 4, [Q, present, presentValues, null, past, pastValues], Int("is_causal", 1), Int("qk_matmul_output_mode", 3));
        var expected = Weights((score, at) => at[3] <= at[2] + 2 ? score : double.NegativeInfinity);
        Check(Expected((score, at) => at[3] <= at[2] + 2 ? score : double.NegativeInfinity), all[0]);
        Assert.Equal(K.Floats, all[1].Floats);
        Assert.Equal(V.Floats, all[2].Floats);
        TestTensor.IsClose([Batch, Heads, Rows, Keys], index => expected(index)[index[3]], all[3]);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, true, true)]
    public void Scores_CanBeHadAtEachStage(int mode, bool isCapped, bool isMasked)
    {
        var all = RunAll(
            "Attention", 23, 4, [Q, K, V], Float("softcap", 2), Int("is_causal", 1), Int("qk_matmul_output_mode", mode));
        TestTensor.IsClose([Batch, Heads, Rows, Keys], index =>
        {
            var score = Score(index);
            score = isCapped ? 2 * Math.Tanh(score / 2) : score;
            return isMasked && index[3] > index[2] ? double.NegativeInfinity : score;
        }, all[3]);
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        Assert.Contains("cannot divide 'input0'", MistakeOf("Attention", 23, [Flat(Q), Flat(K), Flat(V)]), StringComparison.Ordinal);
        Assert.Contains("cannot attend", MistakeOf("Attention", 23, [Q, V, V]), StringComparison.Ordinal);
        Assert.Contains("cannot broadcast the mask", MistakeOf("Attention", 23, [Q, K, V, TestTensor.Random(1, 2, 5)]), StringComparison.Ordinal);
        Assert.Equal("has an unknown qk_matmul_output_mode, 9", MistakeOf("Attention", 23, [Q, K, V], Int("qk_matmul_output_mode", 9)));
    }

    private static void Check(Func<int[], double> expected, TensorData actual) =>
        TestTensor.IsClose([Batch, Heads, Rows, ValueSize], expected, actual);

    /// <summary>The result for scores that are changed at [batch, head, row, key].</summary>
    private static Func<int[], double> Expected(Func<double, int[], double> change)
    {
        var weights = Weights(change);
        return index =>
        {
            var row = weights(index);
            return Enumerable.Range(0, Keys).Sum(key => row[key] * V.At(index[0], index[1] / (Heads / Shared), key, index[3]));
        };
    }

    private static Func<int[], double[]> Weights(Func<double, int[], double> change) => index =>
    {
        double[] scores = [.. Enumerable.Range(0, Keys).Select(key =>
        {
            int[] at = [index[0], index[1], index[2], key];
            return change(Score(at), at);
        })];
        var sum = scores.Sum(Math.Exp);
        return [.. scores.Select(score => sum == 0 ? 0 : Math.Exp(score) / sum)];
    };

    private static double Score(int[] at) => Enumerable.Range(0, Size).Sum(i =>
        Q.At(at[0], at[1], at[2], i) * K.At(at[0], at[1] / (Heads / Shared), at[3], i)) / Math.Sqrt(Size);

    private static TensorData Flat(TensorData heads)
    {
        var (batch, count, length, size) = (heads.Shape[0], heads.Shape[1], heads.Shape[2], heads.Shape[3]);
        return TestTensor.Of(
            [batch, length, count * size],
            [.. TestTensor.Indices(batch, length, count, size).Select(at => (float)heads.At(at[0], at[2], at[1], at[3]))]);
    }

    private static TensorData Part(TensorData heads, int first, int? end = null)
    {
        var length = (end ?? Keys) - first;
        return TestTensor.Of(
            [Batch, Shared, length, heads.Shape[3]],
            [.. TestTensor.Indices(Batch, Shared, length, heads.Shape[3]).Select(at => (float)heads.At(at[0], at[1], at[2] + first, at[3]))]);
    }
}
