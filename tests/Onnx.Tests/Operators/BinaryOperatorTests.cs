using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Tests.Operators;

/// <summary>Operators of two or more operands that are broadcast, against plain loops in double.</summary>
public class BinaryOperatorTests
{
    private static readonly Dictionary<string, Func<double, double, double>> Functions = new()
    {
        ["Add"] = (a, b) => a + b,
        ["Sub"] = (a, b) => a - b,
        ["Mul"] = (a, b) => a * b,
        ["Div"] = (a, b) => a / b,
        ["Min"] = Math.Min,
        ["Max"] = Math.Max,
        ["Sum"] = (a, b) => a + b,
        ["Mean"] = (a, b) => (a + b) / 2,
        ["Equal"] = (a, b) => a == b ? 1 : 0,
        ["Less"] = (a, b) => a < b ? 1 : 0,
        ["LessOrEqual"] = (a, b) => a <= b ? 1 : 0,
        ["Greater"] = (a, b) => a > b ? 1 : 0,
        ["GreaterOrEqual"] = (a, b) => a >= b ? 1 : 0,
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operands_are_broadcast(string name)
    {
        var (a, b) = (TestTensor.Random(1, 2, 1, 3, 4), TestTensor.Random(1, 5, 1, 4));
        TestTensor.IsClose([2, 5, 3, 4], i => Functions[name](a.At(i), b.At(i)), OneNode.Of(name, a, b).Result());
        TestTensor.IsClose([2, 5, 3, 4], i => Functions[name](b.At(i), a.At(i)), OneNode.Of(name, b, a).Result());
        TestTensor.IsClose([5, 1, 4], i => Functions[name](b.At(i), 0.5), OneNode.Of(name, b, TestTensor.Scalar(0.5f)).Result());
        Assert.Equal(
            $"MC0137: onnx.{name} 'output0': cannot broadcast 'input1' of shape [3] to [5, 1, 4]",
            OneNode.Of(name, b, TestTensor.Count(3)).Mistake());
    }

    [Fact]
    public void Tensors_without_elements_stay_so() =>
        Assert.Equal(TensorShape.Of(2, 0), OneNode.Of("Add", TestTensor.Of([2, 0]), TestTensor.Of([1, 1], 3)).Result().Shape);

    [Theory]
    [InlineData("Div", new long[] { -3, 3, -2 })]
    [InlineData("Mod", new long[] { 1, -1, 0 })]
    [InlineData("Pow", new long[] { 49, 0, 1 })]
    public void Integers_are_divided_towards_zero_and_have_the_remainder_of_the_divisor(string name, long[] expected)
    {
        var (a, b) = (name == "Pow" ? TestTensor.Longs(-7, 7, 1) : TestTensor.Longs(-7, -7, -8), name == "Pow" ? TestTensor.Longs(2, -1, 5) : TestTensor.Longs(2, -2, 4));
        Assert.Equal(expected, OneNode.Of(name, a, b).Result().Integers);
    }

    [Fact]
    public void Mod_can_have_the_sign_of_the_dividend()
    {
        Assert.Equal([-1, -1], OneNode.Of("Mod", TestTensor.Longs(-7, -7), TestTensor.Longs(2, -2)).With("fmod", 1).Result().Integers);
        Assert.Equal([-1.5f, 1.5f], OneNode.Of("Mod", TestTensor.Vector(-4.5f, 4.5f), TestTensor.Vector(3, -3)).With("fmod", 1).Result().Floats);
    }

    [Fact]
    public void Powers_have_the_type_of_the_base()
    {
        Assert.Equal([2.25f, 8], OneNode.Of("Pow", TestTensor.Vector(1.5f, 2), TestTensor.Longs(2, 3)).Result().Floats);
        Assert.Equal([3, 5], OneNode.Of("Pow", TestTensor.Longs(9, 25), TestTensor.Vector(0.5f, 0.5f)).Result().Integers);
        Assert.Equal([9, 0.25f], OneNode.Of("Pow", TestTensor.Vector(-3, 0.5f), TestTensor.Scalar(2)).Result().Floats);
    }

    [Fact]
    public void Bits_are_combined()
    {
        var (a, b) = (TestTensor.Integers(ElementType.UInt8, [2], 0b1100, 200), TestTensor.Integers(ElementType.UInt8, [2], 0b1010, 1));
        Assert.Equal([0b1000, 0], OneNode.Of("BitwiseAnd", a, b).Result().Integers);
        Assert.Equal([0b1110, 201], OneNode.Of("BitwiseOr", a, b).Result().Integers);
        Assert.Equal([0b0110, 201], OneNode.Of("BitwiseXor", a, b).Result().Integers);
        Assert.Equal([0, 100], OneNode.Of("BitShift", a, b).With("direction", "RIGHT").Result().Integers);
        Assert.Equal([0, 144], OneNode.Of("BitShift", a, b).With("direction", "LEFT").Result().Integers);
        Assert.Equal("needs LEFT or RIGHT as its attribute 'direction', not ''", OneNode.Of("BitShift", a, b).Mistake());
    }

    [Fact]
    public void Truth_values_are_combined()
    {
        var (a, b) = (TestTensor.Truths(false, false, true, true), TestTensor.Truths(false, true, false, true));
        Assert.Equal([0, 0, 0, 1], OneNode.Of("And", a, b).Result().Integers);
        Assert.Equal([0, 1, 1, 1], OneNode.Of("Or", a, b).Result().Integers);
        Assert.Equal([0, 1, 1, 0], OneNode.Of("Xor", a, b).Result().Integers);
        Assert.Equal([1, 0, 0, 1], OneNode.Of("Equal", a, b).Result().Integers);
    }

    [Fact]
    public void Where_chooses()
    {
        var (condition, x, y) = (TestTensor.Truths(true, false, true), TestTensor.Of([2, 1], 1, 2), TestTensor.Vector(7, 8, 9));
        TestTensor.IsClose([2, 3], i => condition.At(i) != 0 ? x.At(i) : y.At(i), OneNode.Of("Where", condition, x, y).Result());
        Assert.Equal(
            "MC0137: onnx.Where 'output0': takes truth values, but 'input0' is Float32[2, 1]", OneNode.Of("Where", x, x, y).Mistake());
        Assert.Equal(
            "MC0137: onnx.Where 'output0': takes operands of one element type, but 'input1' is Float32[2, 1] and 'input2' is Int64[1]",
            OneNode.Of("Where", condition, x, TestTensor.Longs(3)).Mistake());
    }

    [Theory]
    [InlineData("Min", 1)]
    [InlineData("Max", 9)]
    [InlineData("Sum", 31)]
    [InlineData("Mean", 31 / 7f)]
    public void Many_operands_are_combined(string name, float expected)
    {
        float[] values = [4, 9, 1, 6, 2, 7, 2];
        Assert.Equal(expected, OneNode.Of(name, [.. values.Select(value => TestTensor.Vector(value))]).Result().Floats[0]);
        Assert.Equal([4f], OneNode.Of(name, TestTensor.Vector(4)).Result().Floats);
    }

    [Fact]
    public void Thousands_of_operands_do_not_make_a_deep_expression() => Assert.Equal(
        [20_000f], OneNode.Of("Sum", [.. Enumerable.Repeat(TestTensor.Vector(1), 20_000)]).Result().Floats);

    [Fact]
    public void In_opset_6_the_second_operand_is_aligned_at_an_axis()
    {
        var (a, b) = (TestTensor.Random(1, 2, 3, 4), TestTensor.Random(1, 3));
        var node = OneNode.Of("Mul", a, b) with { Opset = 6 };
        TestTensor.IsClose([2, 3, 4], i => a.At(i) * b.At(i[1]), node.With("broadcast", 1).With("axis", 1).Result());
        TestTensor.IsClose(
            [2, 3, 4], i => a.At(i) * i[2], (OneNode.Of("Mul", a, TestTensor.Count(4)) with { Opset = 6 }).With("broadcast", 1).Result());
        Assert.Equal("needs operands of one shape, but they are of [2, 3, 4] and [3] and 'broadcast' is not set", node.Mistake());
        Assert.Equal(
            "cannot broadcast [3, 1] to [2, 3, 4] at axis 2",
            (OneNode.Of("Mul", a, TestTensor.Count(3, 1)) with { Opset = 6 }).With("broadcast", 1).With("axis", 2).Mistake());
    }

    [Theory]
    [InlineData("Add", "Add")]
    [InlineData("Mul", "Mul")]
    [InlineData("Sum", "Add")]
    [InlineData("Sub", "nest Sub")]
    [InlineData("Max", "nest Max")]
    public void Computed_images_are_joined_by_kernels(string name, string expected)
    {
        Assert.Equal(expected, OneNode.Of(name, TestTensor.Count(1, 2, 3, 4), TestTensor.Count(2, 1, 1)).Nodes());
        Assert.Equal("nest " + name, OneNode.Of(name, TestTensor.Count(4), TestTensor.Count(4)).Nodes());
        Assert.Equal("nest " + name, OneNode.Of(name, TestTensor.Count(1, 2, 3, 4, 1), TestTensor.Count(1)).Nodes());
        Assert.Equal("nest " + name, OneNode.Of(name, TestTensor.Of([1, 0, 2]), TestTensor.Count(2)).Nodes());
    }

    [Fact]
    public void Sums_of_many_images_are_sums_of_two() => Assert.Equal(
        "Add, Add", OneNode.Of("Sum", TestTensor.Count(1, 2), TestTensor.Count(1, 2), TestTensor.Count(2, 1)).Nodes());

    [Fact]
    public void Wrong_types_are_reported()
    {
        Assert.Equal(
            "MC0137: onnx.Add 'output0': takes operands of one element type, but 'input0' is Float32[2] and 'input1' is Int64[2]",
            OneNode.Of("Add", TestTensor.Vector(1, 2), TestTensor.Longs(1, 2)).Mistake());
        Assert.Equal("MC0137: onnx.And 'output0': takes truth values, but 'input0' is Int64[1]", OneNode.Of("And", TestTensor.Longs(1), TestTensor.Longs(1)).Mistake());
        Assert.Equal("needs an input 1, which is not given", OneNode.Of("Add", TestTensor.Vector(1)).Mistake());
    }
}
