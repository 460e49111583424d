using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;

namespace ModelCompiler.Tests.Definition;

public class PropertyValidatorTests
{
    [Theory]
    [InlineData("Conv2D", "kernel", new long[] { 0 }, "MC0250: Conv2D: 'kernel' must be at least 1, but is 0")]
    [InlineData("Conv2D", "strides", new long[] { 1, -2 }, "MC0250: Conv2D: 'strides' must be at least 1, but is -2")]
    [InlineData("Conv2D", "filters", new long[] { 3_000_000_000 }, "MC0250: Conv2D: 'filters' must be at most 2147483647, but is 3000000000")]
    [InlineData("Softmax", "axis", new long[] { 8 }, "MC0250: Softmax: 'axis' must be from -8 to 7, but is 8")]
    [InlineData("Conv2D", "kernel", new long[] { 1, 2, 3 }, "MC0251: Conv2D: 'kernel' takes 1 or 2 elements, but has 3")]
    [InlineData("Conv2D", "pads", new long[] { 1, 2, 3 }, "MC0251: Conv2D: 'pads' takes 1, 2 or 4 elements, but has 3")]
    [InlineData("Conv2D", "pads", new long[0], "MC0251: Conv2D: 'pads' takes 1, 2 or 4 elements, but has 0")]
    [InlineData("Input", "shape", new long[] { 3, 4, 5, 6, 7 }, "MC0251: Input: 'shape' takes 1, 2, 3 or 4 elements, but has 5")]
    public void Integers(string kind, string property, long[] values, string message) =>
        Assert.Equal(message, Check(kind, property, new PropertyValue.Integers(values.ToEquatableArray())));

    [Theory]
    [InlineData("Dropout", "rate", new[] { 1.5 }, "MC0250: Dropout: 'rate' must be from 0 to 1, but is 1.5")]
    [InlineData("Dropout", "rate", new[] { double.NaN }, "MC0250: Dropout: 'rate' must be from 0 to 1, but is NaN")]
    [InlineData("BatchNormalization", "epsilon", new[] { -1.0 }, "MC0250: BatchNormalization: 'epsilon' must be at least 0, but is -1")]
    [InlineData("BatchNormalization", "epsilon", new[] { 1e39 },
        "MC0250: BatchNormalization: 'epsilon' must be at most 3.4028234663852886E+38, but is 1E+39")]
    [InlineData("ELU", "alpha", new[] { double.NegativeInfinity }, "MC0250: ELU: 'alpha' must be a number in the range of float, but is -Infinity")]
    [InlineData("Input", "mean", new double[0], "MC0251: Input: 'mean' takes at least 1 element, but has 0")]
    public void Numbers(string kind, string property, double[] values, string message) =>
        Assert.Equal(message, Check(kind, property, new PropertyValue.Numbers(values.ToEquatableArray())));

    [Theory]
    [InlineData("tanh", "MC0252: Dense: 'activation' has no value 'tanh'; did you mean 'Tanh'?")]
    [InlineData("LeakyRelu", "MC0252: Dense: 'activation' has no value 'LeakyRelu'; did you mean 'LeakyReLU'?")]
    [InlineData("Swish", "MC0252: Dense: 'activation' has no value 'Swish'; there is None, ReLU, ReLU6, LeakyReLU, ELU, Sigmoid, "
        + "Tanh, SiLU, HardSwish, HardSigmoid")]
    [InlineData("99", "MC0252: Dense: 'activation' has no value '99'; there is None, ReLU, ReLU6, LeakyReLU, ELU, Sigmoid, "
        + "Tanh, SiLU, HardSwish, HardSigmoid")]
    public void Members(string member, string message) =>
        Assert.Equal(message, Check("Dense", "activation", new PropertyValue.Text(member)));

    [Fact]
    public void Null() => Assert.Equal(
        "MC0253: Conv2D: 'pads' is null; give it a value or leave it out", Check("Conv2D", "pads", null));

    [Theory]
    [InlineData("Conv2D", "kernel", new long[] { 1 })]
    [InlineData("Conv2D", "pads", new long[] { 0, 0, 0, int.MaxValue })]
    [InlineData("Reshape", "shape", new long[] { -1 })]
    [InlineData("Softmax", "axis", new long[] { -8 })]
    public void Accepts_the_ends_of_ranges(string kind, string property, long[] values) =>
        Assert.Null(Check(kind, property, new PropertyValue.Integers(values.ToEquatableArray())));

    private static string? Check(string kind, string property, PropertyValue? value)
    {
        var layer = LayerCatalog.Find(kind)!;
        var diagnostics = new DiagnosticBag();
        var target = new DiagnosticTarget(3, property);
        var isValid = PropertyValidator.Check(layer, layer.Find(property)!, value, target, diagnostics);
        Assert.Equal(isValid, diagnostics.Diagnostics.Count == 0);
        Assert.All(diagnostics.Diagnostics, diagnostic => Assert.Equal(target, diagnostic.Target));
        return diagnostics.Diagnostics.SingleOrDefault()?.ToString();
    }
}
