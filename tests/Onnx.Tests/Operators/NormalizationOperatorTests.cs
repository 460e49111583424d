using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Normalisations and softmax, against mean, variance and sums in double.</summary>
public class NormalizationOperatorTests
{
    private static readonly TensorData X = TestTensor.Random(1, 2, 4, 3, 5);
    private static readonly TensorData Scale = TestTensor.Random(2, 4);
    private static readonly TensorData Bias = TestTensor.Random(3, 4);

    [Fact]
    public void BatchNormalization_OfAnyRank()
    {
        var (mean, variance) = (TestTensor.Random(4, 4), TestTensor.Vector(0.5f, 1, 2, 3));
        foreach (int[] shape in (int[][])[[3, 4], [2, 4, 3], [2, 4, 3, 2], [2, 4, 2, 1, 3]])
        {
            var x = TestTensor.Random(5, shape);
            TestTensor.IsClose(shape, index =>
                ((x.At(index) - mean.At(index[1])) / Math.Sqrt(variance.At(index[1]) + 0.01) * Scale.At(index[1])) + Bias.At(index[1]),
                Run("BatchNormalization", 15, [x, Scale, Bias, mean, variance], Float("epsilon", 0.01f)));
        }
    }

    [Fact]
    public void BatchNormalization_InTraining_FollowsTheBatch()
    {
        var (mean, variance) = (TestTensor.Random(4, 4), TestTensor.Vector(0.5f, 1, 2, 3));
        var all = RunAll(
            "BatchNormalization", 15, 3, [X, Scale, Bias, mean, variance], Int("training_mode", 1), Float("momentum", 0.75f));
        (double Mean, double Variance) Of(int channel) => MomentsOf(TestTensor.Indices(2, 3, 5).Select(at => X.At(at[0], channel, at[1], at[2])));
        TestTensor.IsClose([4], index => (mean.At(index) * 0.75) + (Of(index[0]).Mean * 0.25), all[1]);
        TestTensor.IsClose([4], index => (variance.At(index) * 0.75) + (Of(index[0]).Variance * 0.25), all[2]);
        TestTensor.IsClose([2, 4, 3, 5], index => Normal(X.At(index), Of(index[1]), 1e-5, index[1]), all[0]);
    }

    [Fact]
    public void BatchNormalization_OfOldOpsets_PerPosition()
    {
        var x = TestTensor.Random(5, 2, 2, 3);
        TensorData[] statistics = [.. Enumerable.Range(6, 3).Select(seed => TestTensor.Random(seed, 2, 3)), TestTensor.Of([2, 3], 1, 2, 3, 4, 5, 6)];
        TestTensor.IsClose([2, 2, 3], index =>
            {
                double At(int i) => statistics[i].At(index[1], index[2]);
                return ((x.At(index) - At(2)) / Math.Sqrt(At(3) + 1e-5) * At(0)) + At(1);
            },
            Run("BatchNormalization", 7, [x, .. statistics], Int("spatial", 0)));
    }

    [Fact]
    public void InstanceNormalization_IsPerChannelOfEachSample() => TestTensor.IsClose(
        [2, 4, 3, 5],
        index => Normal(
            X.At(index), MomentsOf(TestTensor.Indices(3, 5).Select(at => X.At(index[0], index[1], at[0], at[1]))), 0.1, index[1]),
        Run("InstanceNormalization", 6, [X, Scale, Bias], Float("epsilon", 0.1f)));

    [Fact]
    public void GroupNormalization_ScalesChannels_AndUntilOpset20Groups()
    {
        (double, double) Of(int[] index) => MomentsOf(
            TestTensor.Indices(2, 3, 5).Select(at => X.At(index[0], (index[1] / 2 * 2) + at[0], at[1], at[2])));
        TestTensor.IsClose(
            [2, 4, 3, 5], index => Normal(X.At(index), Of(index), 1e-5, index[1]),
            Run("GroupNormalization", 21, [X, Scale, Bias], Int("num_groups", 2)));
        var (scale, bias) = (TestTensor.Vector(2, 3), TestTensor.Vector(-1, 1));
        TestTensor.IsClose(
            [2, 4, 3, 5], index => (Normal(X.At(index), Of(index), 1e-5) * scale.At(index[1] / 2)) + bias.At(index[1] / 2),
            Run("GroupNormalization", 18, [X, scale, bias], Int("num_groups", 2)));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(0)]
    public void LayerNormalization_AndRms_OverTheLastAxes(int axis)
    {
        var first = axis < 0 ? 4 + axis : axis;
        int[] shape = [2, 4, 3, 5];
        int[] normalized = [.. shape.Skip(first)];
        var (scale, bias) = (TestTensor.Random(7, normalized), TestTensor.Random(8, normalized));
        IEnumerable<double> Group(int[] index) => TestTensor.Indices(normalized).Select(at => X.At([.. index.Take(first), .. at]));
        int[] reduced = [.. shape.Select((size, i) => i < first ? size : 1)];

        var all = RunAll("LayerNormalization", 17, 3, [X, scale, bias], Int("axis", axis));
        TestTensor.IsClose(shape, index =>
        {
            int[] inner = [.. index.Skip(first)];
            return (Normal(X.At(index), MomentsOf(Group(index)), 1e-5) * scale.At(inner)) + bias.At(inner);
        }, all[0]);
        TestTensor.IsClose(reduced, index => Group(index).Average(), all[1]);
        TestTensor.IsClose(reduced, index => 1 / Math.Sqrt(MomentsOf(Group(index)).Variance + 1e-5), all[2]);
        TestTensor.IsClose(
            shape, index => X.At(index) / Math.Sqrt(Group(index).Average(x => x * x) + 1e-5) * scale.At([.. index.Skip(first)]),
            Run("RMSNormalization", 23, [X, scale], Int("axis", axis)));
    }

    [Fact]
    public void MeanVarianceNormalization_OverGivenAxes() => TestTensor.IsClose(
        [2, 4, 3, 5],
        index => Normal(X.At(index), MomentsOf(TestTensor.Indices(2, 3, 5).Select(at => X.At(at[0], index[1], at[1], at[2]))), 0),
        Run("MeanVarianceNormalization", 13, [X]));

    [Fact]
    public void LpNormalization_DividesByTheNorm_AndKeepsZeros()
    {
        var x = TestTensor.Of([2, 2], 3, 0, -4, 0);
        TestTensor.IsClose([2, 2], [0.6, 0, -0.8, 0], Run("LpNormalization", 1, [x], Int("axis", 0)));
        TestTensor.IsClose([2, 2], [1, 0, -1, 0], Run("LpNormalization", 1, [x], Int("p", 1)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void Lrn_SumsTheChannelsAround(int size) => TestTensor.IsClose(
        [2, 4, 3, 5],
        index =>
        {
            var around = Enumerable.Range(index[1] - ((size - 1) / 2), size).Where(channel => channel is >= 0 and < 4);
            return X.At(index) / Math.Pow(2 + (0.3 / size * around.Sum(c => Math.Pow(X.At(index[0], c, index[2], index[3]), 2))), 0.6);
        },
        Run("LRN", 13, [X], Int("size", size), Float("alpha", 0.3f), Float("beta", 0.6f), Float("bias", 2)));

    [Fact]
    public void Softmax_AlongAnAxis_AndFlattenedBefore()
    {
        var x = TestTensor.Random(9, 2, 3, 4);
        double Share(int[] index, IEnumerable<double> group) => Math.Exp(x.At(index)) / group.Sum(Math.Exp);
        IEnumerable<double> Along(int[] index) => Enumerable.Range(0, 3).Select(i => x.At(index[0], i, index[2]));
        IEnumerable<double> Behind(int[] index) => TestTensor.Indices(3, 4).Select(at => x.At([index[0], .. at]));
        TestTensor.IsClose([2, 3, 4], index => Share(index, Along(index)), Run("Softmax", 13, [x], Int("axis", 1)));
        TestTensor.IsClose([2, 3, 4], index => Math.Log(Share(index, Along(index))), Run("LogSoftmax", 13, [x], Int("axis", -2)));
        TestTensor.IsClose([2, 3, 4], index => Share(index, Behind(index)), Run("Softmax", 11, [x]));
        TestTensor.IsClose([2, 3, 4], index => Math.Log(Share(index, Behind(index))), Run("LogSoftmax", 11, [x], Int("axis", 1)));
    }

    [Fact]
    public void Softmax_OfLargeNumbers_IsFinite()
    {
        TestTensor.IsClose([1, 3], [0, 0.5, 0.5], Run("Softmax", 13, [TestTensor.Of([1, 3], -10000, 10000, 10000)]));
        TestTensor.IsClose([1, 2], [-10000, 0], Run("LogSoftmax", 13, [TestTensor.Of([1, 2], 0, 10000)]));
    }

    [Fact]
    public void Hardmax_TakesTheFirstGreatest() =>
        TestTensor.IsClose([2, 3], [0, 1, 0, 1, 0, 0], Run("Hardmax", 13, [TestTensor.Of([2, 3], 1, 3, 3, 5, 2, 5)]));

    [Fact]
    public void Mistakes_AreReported()
    {
        Assert.Equal(
            "MC0137: onnx.BatchNormalization 'output0': needs 'input1' to have the shape [4], but it has [3]",
            MistakeOf("BatchNormalization", 15, [X, TestTensor.Random(2, 3), Bias, Scale, Scale]));
        Assert.Contains("into 3 groups", MistakeOf("GroupNormalization", 21, [X, Scale, Bias], Int("num_groups", 3)), StringComparison.Ordinal);
        Assert.Contains("cannot broadcast", MistakeOf("LayerNormalization", 17, [X, TestTensor.Random(1, 3)]), StringComparison.Ordinal);
        Assert.Contains("has the axis 4", MistakeOf("Softmax", 13, [X], Int("axis", 4)), StringComparison.Ordinal);
        Assert.Contains(
            "takes floats", MistakeOf("LRN", 13, [TestTensor.Integers(ElementType.Int64, [1, 1], 1)], Int("size", 3)), StringComparison.Ordinal);
    }

    private static (double Mean, double Variance) MomentsOf(IEnumerable<double> values)
    {
        var all = values.ToList();
        var mean = all.Average();
        return (mean, all.Average(value => (value - mean) * (value - mean)));
    }

    private static double Normal(double x, (double Mean, double Variance) moments, double epsilon, int? channel = null)
    {
        var normal = (x - moments.Mean) / Math.Sqrt(moments.Variance + epsilon);
        return channel is { } c ? (normal * Scale.At(c)) + Bias.At(c) : normal;
    }
}
