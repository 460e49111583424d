using ModelCompiler.Compiler.Expressions;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Functions of one element and activations, against .NET's functions of doubles.</summary>
public class UnaryOperatorTests
{
    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["Abs"] = Math.Abs,
        ["Neg"] = x => -x,
        ["Sign"] = x => Math.Sign(x),
        ["Exp"] = Math.Exp,
        ["Log"] = Math.Log,
        ["Sqrt"] = Math.Sqrt,
        ["Reciprocal"] = x => 1 / x,
        ["Floor"] = Math.Floor,
        ["Ceil"] = Math.Ceiling,
        ["Round"] = x => Math.Round(x, MidpointRounding.ToEven),
        ["Sin"] = Math.Sin,
        ["Cos"] = Math.Cos,
        ["Tan"] = Math.Tan,
        ["Asin"] = Math.Asin,
        ["Acos"] = Math.Acos,
        ["Atan"] = Math.Atan,
        ["Sinh"] = Math.Sinh,
        ["Cosh"] = Math.Cosh,
        ["Tanh"] = Math.Tanh,
        ["Asinh"] = Math.Asinh,
        ["Acosh"] = Math.Acosh,
        ["Atanh"] = Math.Atanh,
        ["Relu"] = x => Math.Max(0, x),
        ["LeakyRelu"] = x => x < 0 ? 0.01 * x : x,
        ["Elu"] = x => x < 0 ? Math.Exp(x) - 1 : x,
        ["Celu"] = x => Math.Max(0, x) + Math.Min(0, Math.Exp(x) - 1),
        ["Selu"] = x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
        ["ThresholdedRelu"] = x => x > 1 ? x : 0,
        ["Sigmoid"] = Sigmoid,
        ["HardSigmoid"] = x => Math.Clamp((0.2 * x) + 0.5, 0, 1),
        ["HardSwish"] = x => x * Math.Clamp((x / 6) + 0.5, 0, 1),
        ["Swish"] = x => x * Sigmoid(x),
        ["Mish"] = x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
        ["Softplus"] = x => Math.Log(1 + Math.Exp(x)),
        ["Softsign"] = x => x / (1 + Math.Abs(x)),
        ["Shrink"] = x => Math.Abs(x) > 0.5 ? x : 0,
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Computes_the_function(string name)
    {
        var x = TestTensor.Vector(-7, -2.5f, -1.5f, -1, -0.75f, -0.25f, 0, 0.125f, 0.5f, 0.99f, 1, 1.5f, 2.5f, 4, 9);
        TestTensor.IsClose([15], i => Functions[name](x.At(i)), OneNode.Of(name, x).Result());
    }

    [Theory]
    [InlineData("LeakyRelu", -0.5)]
    [InlineData("Elu", -1.2642411)]
    [InlineData("ThresholdedRelu", 0)]
    [InlineData("Swish", -0.11920292)]
    [InlineData("Celu", -0.7869387)]
    public void Alpha_is_read(string name, float expected)
    {
        var alpha = name == "LeakyRelu" ? 0.5f : name == "Celu" ? 2 : name == "ThresholdedRelu" ? -0.5f : 2;
        var result = OneNode.Of(name, TestTensor.Vector(-1)).With("alpha", alpha).Result();
        Assert.Equal(expected, result.Floats[0], 1e-6);
    }

    [Fact]
    public void HardSigmoid_Selu_and_Shrink_read_both_attributes()
    {
        var x = TestTensor.Vector(-2);
        Assert.Equal([0.25f], OneNode.Of("HardSigmoid", x).With("alpha", 0.25f).With("beta", 0.75f).Result().Floats);
        Assert.Equal(6 * (Math.Exp(-2) - 1), OneNode.Of("Selu", x).With("alpha", 2f).With("gamma", 3f).Result().Floats[0], 1e-6);
        Assert.Equal([-0.5f], OneNode.Of("Shrink", x).With("lambd", 1f).With("bias", 1.5f).Result().Floats);
    }

    [Fact]
    public void Gelu_is_exact_or_approximate()
    {
        var x = TestTensor.Vector(-3, -1, 0, 0.5f, 2);
        // Φ(x) of the normal distribution, from a table.
        double[] distribution = [0.0013498980316, 0.15865525393, 0.5, 0.69146246127, 0.97724986805];
        TestTensor.IsClose([5], i => x.At(i) * distribution[i[0]], OneNode.Of("Gelu", x).Result());
        TestTensor.IsClose(
            [5], i => 0.5 * x.At(i) * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x.At(i) + (0.044715 * Math.Pow(x.At(i), 3))))),
            OneNode.Of("Gelu", x).With("approximate", "tanh").Result());
        Assert.Equal(
            "needs none or tanh as its attribute 'approximate', not 'erf'",
            OneNode.Of("Gelu", x).With("approximate", "erf").Mistake());
    }

    [Fact]
    public void Erf_is_the_error_function()
    {
        // Abramowitz & Stegun, table 7.1
        var result = OneNode.Of("Erf", TestTensor.Vector(-1, 0, 0.5f, 2, 4)).Result();
        double[] expected = [-0.8427007929, 0, 0.5204998778, 0.9953222650, 0.9999999846];
        TestTensor.IsClose([5], i => expected[i[0]], result);
    }

    [Fact]
    public void NaN_and_infinities_are_told_apart()
    {
        var x = TestTensor.Vector(float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1);
        Assert.Equal([1, 0, 0, 0], OneNode.Of("IsNaN", x).Result().Integers);
        Assert.Equal([0, 1, 1, 0], OneNode.Of("IsInf", x).Result().Integers);
        Assert.Equal([0, 1, 0, 0], OneNode.Of("IsInf", x).With("detect_negative", 0).Result().Integers);
        Assert.Equal([0, 0, 1, 0], OneNode.Of("IsInf", x).With("detect_positive", 0).Result().Integers);
        Assert.Equal(
            [0, 0, 0, 0], OneNode.Of("IsInf", x).With("detect_positive", 0).With("detect_negative", 0).Result().Integers);
    }

    [Fact]
    public void Not_and_BitwiseNot_invert()
    {
        Assert.Equal([0, 1], OneNode.Of("Not", TestTensor.Truths(true, false)).Result().Integers);
        Assert.Equal([255, 0, 250], OneNode.Of("BitwiseNot", TestTensor.Integers(ElementType.UInt8, [3], 0, 255, 5)).Result().Integers);
        Assert.Equal([-1, 4], OneNode.Of("BitwiseNot", TestTensor.Integers(ElementType.Int32, [2], 0, -5)).Result().Integers);
    }

    [Fact]
    public void Integers_keep_their_type()
    {
        var x = TestTensor.Integers(ElementType.Int8, [3], -128, -3, 5);
        Assert.Equal(TestTensor.Integers(ElementType.Int8, [3], -128, 3, 5).Integers, OneNode.Of("Abs", x).Result().Integers);
        Assert.Equal([0, 0, 5], OneNode.Of("Relu", x).Result().Integers);
        Assert.Equal(ElementType.Int8, OneNode.Of("Relu", x).Result().Type.Element);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(13)]
    public void Clip_takes_bounds_in_every_opset(int opset)
    {
        var x = TestTensor.Vector(-3, 0.5f, 3);
        OneNode Clip(float? low, float? high)
        {
            if (opset > 10)
                return OneNode.Of("Clip", x, low is { } l ? TestTensor.Scalar(l) : null, high is { } h ? TestTensor.Scalar(h) : null);
            var node = OneNode.Of("Clip", x) with { Opset = opset };
            node = low is { } minimum ? node.With("min", minimum) : node;
            return high is { } maximum ? node.With("max", maximum) : node;
        }

        Assert.Equal([-1, 0.5f, 2], Clip(-1, 2).Result().Floats);
        Assert.Equal([-3, 0.5f, 2], Clip(null, 2).Result().Floats);
        Assert.Equal([-1, 0.5f, 3], Clip(-1, null).Result().Floats);
        Assert.Equal([-3, 0.5f, 3], Clip(null, null).Result().Floats);
        Assert.Equal([1, 1, 1], Clip(2, 1).Result().Floats);
    }

    [Fact]
    public void PRelu_broadcasts_its_slope_to_x()
    {
        var x = TestTensor.Random(1, 2, 3, 4);
        var slope = TestTensor.Of([3, 1], 0.5f, 2, -1);
        double Expected(int[] i) => x.At(i) < 0 ? x.At(i) * slope.At(i) : x.At(i);
        TestTensor.IsClose([2, 3, 4], Expected, OneNode.Of("PRelu", x, slope).Result());
        TestTensor.IsClose([2, 3, 4], Expected, (OneNode.Of("PRelu", x, TestTensor.Vector(0.5f, 2, -1)) with { Opset = 6 }).Result());
        Assert.Equal(
            "MC0137: onnx.PRelu 'output0': cannot broadcast 'input1' of shape [2, 1, 1, 1] to 'input0' of shape [2, 3, 4]",
            OneNode.Of("PRelu", x, TestTensor.Count(2, 1, 1, 1)).Mistake());
    }

    [Theory]
    [InlineData("Relu", "Relu")]
    [InlineData("Tanh", "Tanh")]
    [InlineData("HardSwish", "HardSwish")]
    [InlineData("Swish", "Silu")]
    [InlineData("Exp", "nest Exp")]
    public void Computed_images_are_activated_by_kernels(string name, string expected)
    {
        Assert.Equal(expected, OneNode.Of(name, TestTensor.Count(1, 2, 3, 4)).Nodes());
        Assert.Equal(expected, OneNode.Of(name, TestTensor.Count(5)).Nodes());
        Assert.Equal("nest " + name, OneNode.Of(name, TestTensor.Count(1, 2, 3, 4, 1)).Nodes());
        Assert.Equal("nest " + name, OneNode.Of(name, TestTensor.Scalar(2)).Nodes());
    }

    [Fact]
    public void Clips_that_are_activations_are_known()
    {
        var x = TestTensor.Count(1, 2, 3);
        string Nodes(TensorData? low, TensorData? high) => OneNode.Of("Clip", x, low, high).Nodes(data => data == x);
        Assert.Equal("Relu6", Nodes(TestTensor.Scalar(0), TestTensor.Scalar(6)));
        Assert.Equal("Relu", Nodes(TestTensor.Scalar(0), null));
        Assert.Equal("nest Clip", Nodes(TestTensor.Scalar(0), TestTensor.Scalar(5)));
        Assert.Equal("nest Clip", Nodes(null, TestTensor.Scalar(6)));
    }

    [Fact]
    public void Wrong_types_are_reported() => Assert.Equal(
        "MC0137: onnx.Exp 'output0': takes floats, but 'input0' is Int64[2]", OneNode.Of("Exp", TestTensor.Longs(1, 2)).Mistake());

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
