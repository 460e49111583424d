using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;
using static ModelCompiler.Tests.Operators.OperatorRun;

namespace ModelCompiler.Tests.Operators;

/// <summary>Conv, ConvTranspose and the convolutions of small integers, against sums in double.</summary>
public class ConvolutionOperatorTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 0, 0)]
    [InlineData(1, 2, 3, 2, 2, 1)]
    [InlineData(2, 1, 2, 1, 1, 0)]
    [InlineData(2, 2, 1, 2, 1, 2)]
    [InlineData(3, 1, 2, 1, 1, 1)]
    [InlineData(3, 2, 1, 2, 0, 1)]
    public void Conv_IsTheSumOfProducts(int axes, int group, int stride, int dilation, int before, int behind)
    {
        int[] spatial = [.. Enumerable.Range(6, axes)];
        int[] kernel = [.. Enumerable.Range(2, axes)];
        var (x, w, bias) = (TestTensor.Random(1, [2, 4, .. spatial]), TestTensor.Random(2, [6, 4 / group, .. kernel]), TestTensor.Random(3, 6));
        int[] windows = [.. spatial.Select((size, i) => ((size + before + behind - ((kernel[i] - 1) * dilation) - 1) / stride) + 1)];

        var y = Run("Conv", 11, [x, w, bias],
            Int("group", group), Ints("strides", Same(axes, stride)), Ints("dilations", Same(axes, dilation)),
            Ints("pads", [.. Same(axes, before), .. Same(axes, behind)]));

        TestTensor.IsClose([2, 6, .. windows], index =>
        {
            var sum = bias.At(index[1]);
            foreach (var tap in TestTensor.Indices([4 / group, .. kernel]))
            {
                int[] position = [.. Enumerable.Range(0, axes).Select(i => (index[i + 2] * stride) - before + (tap[i + 1] * dilation))];
                if (position.Select((p, i) => p >= 0 && p < spatial[i]).All(inside => inside))
                    sum += x.At([index[0], (index[1] / (6 / group) * (4 / group)) + tap[0], .. position]) * w.At([index[1], .. tap]);
            }

            return sum;
        }, y);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 0, 0, 0)]
    [InlineData(1, 2, 3, 2, 1, 0, 2)]
    [InlineData(2, 1, 2, 1, 1, 1, 1)]
    [InlineData(2, 2, 3, 2, 0, 2, 0)]
    [InlineData(3, 1, 2, 1, 1, 0, 1)]
    public void ConvTranspose_ScattersEveryInput(int axes, int group, int stride, int dilation, int before, int behind, int extra)
    {
        int[] spatial = [.. Enumerable.Range(3, axes)];
        int[] kernel = [.. Enumerable.Range(2, axes)];
        var (x, w, bias) = (TestTensor.Random(1, [2, 4, .. spatial]), TestTensor.Random(2, [4, 3, .. kernel]), TestTensor.Random(3, 3 * group));
        int[] sizes =
            [.. spatial.Select((size, i) => ((size - 1) * stride) + ((kernel[i] - 1) * dilation) + 1 + extra - before - behind)];
        var sums = new Dictionary<string, double>();
        foreach (var from in TestTensor.Indices([2, 4, .. spatial]))
            foreach (var tap in TestTensor.Indices([3, .. kernel]))
            {
                var filter = (from[1] / (4 / group) * 3) + tap[0];
                int[] to = [from[0], filter, .. Enumerable.Range(0, axes).Select(i => (from[i + 2] * stride) + (tap[i + 1] * dilation) - before)];
                var key = string.Join(",", to);
                sums[key] = sums.GetValueOrDefault(key) + (x.At(from) * w.At([from[1], .. tap]));
            }

        var y = Run("ConvTranspose", 11, [x, w, bias],
            Int("group", group), Ints("strides", Same(axes, stride)), Ints("dilations", Same(axes, dilation)),
            Ints("pads", [.. Same(axes, before), .. Same(axes, behind)]), Ints("output_padding", Same(axes, extra)));

        TestTensor.IsClose(
            [2, 3 * group, .. sizes], index => bias.At(index[1]) + sums.GetValueOrDefault(string.Join(",", index)), y);
    }

    [Fact]
    public void ConvTranspose_OfAGivenShape_CutsOffOrAddsBehind()
    {
        var (x, w) = (TestTensor.Vector(1, 2).Reshape(TensorShape.Of(1, 1, 2)), TestTensor.Vector(1, 10, 100).Reshape(TensorShape.Of(1, 1, 3)));

        // In full 1, 10, 102, 20, 200.
        var cut = Run("ConvTranspose", 11, [x, w], Ints("strides", 2), Ints("output_shape", 4));
        var cutUpper = Run("ConvTranspose", 11, [x, w], Ints("strides", 2), Text("auto_pad", "SAME_UPPER"));
        var longer = Run("ConvTranspose", 11, [x, w], Ints("strides", 2), Ints("output_shape", 7));

        TestTensor.IsClose([1, 1, 4], [10, 102, 20, 200], cut);
        TestTensor.IsClose([1, 1, 4], [1, 10, 102, 20], cutUpper);
        TestTensor.IsClose([1, 1, 7], [1, 10, 102, 20, 200, 0, 0], longer);
    }

    [Theory]
    [InlineData("SAME_UPPER", 4, new double[] { 6, 9, 12, 9 })]
    [InlineData("SAME_LOWER", 4, new double[] { 3, 6, 9, 12 })]
    [InlineData("VALID", 3, new double[] { 6, 9, 12 })]
    public void AutoPad_IsResolved(string autoPad, int size, double[] expected)
    {
        var (x, w) = (TestTensor.Vector(1, 2, 3, 4, 5), TestTensor.Vector(1, 1, 1));
        var y = Run("Conv", 11, [x.Reshape(TensorShape.Of(1, 1, 5)), w.Reshape(TensorShape.Of(1, 1, 3))], Text("auto_pad", autoPad));
        TestTensor.IsClose([1, 1, autoPad == "VALID" ? 3 : 5], autoPad == "VALID" ? expected : [3, 6, 9, 12, 9], y);
        Assert.Equal(size, expected.Length);

        var even = Run("Conv", 11, [x.Reshape(TensorShape.Of(1, 1, 5)), TestTensor.Of([1, 1, 2], 1, 10)], Text("auto_pad", autoPad));
        TestTensor.IsClose(
            [1, 1, autoPad == "VALID" ? 4 : 5],
            autoPad switch { "VALID" => [21, 32, 43, 54], "SAME_UPPER" => [21, 32, 43, 54, 5], _ => [10, 21, 32, 43, 54] }, even);
    }

    [Fact]
    public void ConvInteger_SubtractsZeroPoints_AndPaddingIsZero()
    {
        var x = TestTensor.Integers(ElementType.UInt8, [1, 1, 3], 130, 128, 255);
        var w = TestTensor.Integers(ElementType.Int8, [2, 1, 2], 1, -2, 3, 4);
        var xZero = TestTensor.Integers(ElementType.UInt8, [], 128);
        var wZero = TestTensor.Integers(ElementType.Int8, [2], 1, 0);

        var y = Run("ConvInteger", 10, [x, w, xZero, wZero], Ints("pads", 1, 0));

        // x is 2, 0, 127 with a zero before; w is 0, −3 and 3, 4.
        Assert.Equal(ElementType.Int32, y.Type.Element);
        Assert.Equal([-6, 0, -381, 8, 6, 508], y.Integers);
    }

    [Fact]
    public void QLinearConv_RoundsToTheNearestStepAndSaturates()
    {
        TensorData?[] inputs =
        [
            TestTensor.Integers(ElementType.UInt8, [1, 1, 3], 10, 20, 250), TestTensor.Scalar(0.5f), TestTensor.Integers(ElementType.UInt8, [], 10),
            TestTensor.Integers(ElementType.Int8, [2, 1, 1], 2, -1), TestTensor.Vector(0.5f, 2), TestTensor.Integers(ElementType.Int8, [2], 0, 0),
            TestTensor.Scalar(1), TestTensor.Integers(ElementType.UInt8, [], 5), TestTensor.Integers(ElementType.Int32, [2], 1, -3),
        ];

        var y = Run("QLinearConv", 10, inputs);

        // (0, 10, 240)·2 + 1 in steps of 0.25 is 0.25, 5.25, 120.25; (0, 10, 240)·−1 − 3 in steps of 1 is −3, −13, −243.
        Assert.Equal([5, 10, 125, 2, 0, 0], y.Integers);
    }

    [Fact]
    public void Mistakes_AreReported()
    {
        var x = TestTensor.Random(1, 1, 4, 5);
        Assert.Equal("needs filters with 3 axes, as its input has, but they have the shape [2, 4]", MistakeOf("Conv", 11, [x, TestTensor.Random(2, 2, 4)]));
        Assert.Equal(
            "MC0137: onnx.Conv 'output0': in 2 groups does not take filters [2, 4, 3] for an input [1, 4, 5]",
            MistakeOf("Conv", 11, [x, TestTensor.Random(2, 2, 4, 3)], Int("group", 2)));
        Assert.Equal("needs 1 numbers as its attribute 'strides', but has 2", MistakeOf("Conv", 11, [x, TestTensor.Random(2, 2, 4, 3)], Ints("strides", 1, 1)));
        Assert.Equal("has 4611686018427387904 in its attribute 'pads'", MistakeOf("Conv", 11, [x, TestTensor.Random(2, 2, 4, 3)], Ints("pads", 1L << 62, 0)));
        Assert.Contains("needs a window that fits its input", MistakeOf("Conv", 11, [x, TestTensor.Random(2, 2, 4, 6)]), StringComparison.Ordinal);
        Assert.Contains("takes floats", MistakeOf("Conv", 11, [x, TestTensor.Integers(ElementType.Int64, [1, 4, 1], 1, 2, 3, 4)]), StringComparison.Ordinal);
    }

    private static long[] Same(int axes, long value) => [.. Enumerable.Repeat(value, axes)];
}
