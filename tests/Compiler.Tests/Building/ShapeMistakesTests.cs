using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Mistakes in values, shapes and sizes.</summary>
public class ShapeMistakesTests
{
    private static void HasMistake(LayerDefinition layer, string mistake) => HasMistake(Layer.Input(6, 8, 8), layer, mistake);

    private static void HasMistake(LayerDefinition input, LayerDefinition layer, string mistake) =>
        GraphAssert.HasMistakes(Model.Of("net", input, layer), mistake);

    [Fact]
    public void GroupDoesNotDivideChannels() => HasMistake(
        Layer.Conv2D(8, 3, group: 4),
        "MC0120: Conv2D 'conv1': 'group' must divide the number of input channels, but 6 channels come from 'input' and the group is 4");

    [Fact]
    public void GroupDoesNotDivideFilters() => HasMistake(
        Layer.Conv2D(8, 3, group: 3),
        "MC0121: Conv2D 'conv1': 'group' must divide the number of filters, but there are 8 filters and the group is 3");

    [Fact]
    public void KernelLargerThanPaddedInput() => HasMistake(
        Layer.Conv2D(8, 6, pads: 1, dilations: 2),
        "MC0122: Conv2D 'conv1': the kernel covers 11×11 (with dilations), but its input is only 10×10 with pads; "
        + "use a smaller kernel or larger pads");

    [Fact]
    public void PoolLargerThanInput() => HasMistake(
        Layer.MaxPool2D(9),
        "MC0122: MaxPool2D 'maxpool1': the kernel covers 9×9 (with dilations), but its input is only 8×8 with pads; "
        + "use a smaller kernel or larger pads");

    [Fact]
    public void AutoPadWithPads() => HasMistake(
        Layer.Conv2D(8, 3, pads: 1, autoPad: "Same"),
        "MC0123: Conv2D 'conv1': 'autoPad' is Same and 'pads' are [1, 1, 1, 1], but only one of them can decide the padding; remove one");

    [Theory]
    [InlineData("Winograd2x2", 7, 1, 1, 1, "a kernel of at most 5 taps along an axis", "a 7×7 kernel", "Auto, Direct, Im2col or Fft")]
    [InlineData("Winograd6x6", 5, 1, 1, 1, "a 3×3 kernel", "a 5×5 kernel", "Auto, Direct, Winograd2x2, Winograd4x4, Im2col or Fft")]
    [InlineData("Winograd2x2", 1, 1, 1, 1, "a kernel larger than 1×1", "a 1×1 kernel", "Auto, Direct, ImplicitGemm or Im2col")]
    [InlineData("Winograd4x4", 2, 2, 1, 1, "a kernel larger than the stride", "a 2×2 kernel with strides 2×2")]
    [InlineData("Winograd4x4", 6, 7, 1, 1, "a kernel larger than the stride", "a 6×6 kernel with strides 7×7")]
    [InlineData("Winograd4x4", 11, 2, 1, 1, "a kernel of at most 5 taps for each step of the stride along an axis", "a 11×11 kernel with strides 2×2")]
    [InlineData("Winograd6x6", 3, 2, 1, 1, "stride 1", "strides 2×2", "Auto, Direct, Winograd2x2, Winograd4x4 or Im2col")]
    [InlineData("Winograd4x4", 3, 1, 2, 1, "dilation 1", "dilations 2×2", "Auto, Direct, Im2col or Fft")]
    [InlineData("Winograd4x4", 3, 1, 1, 2, "group 1", "group 2", "Auto or Direct")]
    [InlineData("Depthwise", 3, 1, 1, 1, "one filter per channel", "group 1 of 6 to 8 channels", "Auto, Direct, Winograd2x2, Winograd4x4, Winograd6x6, Im2col or Fft")]
    [InlineData("ImplicitGemm", 3, 1, 1, 1, "a 1×1 kernel", "a 3×3 kernel", "Auto, Direct, Winograd2x2, Winograd4x4, Winograd6x6, Im2col or Fft")]
    [InlineData("Im2col", 7, 1, 1, 2, "group 1", "group 2", "Auto or Direct")]
    [InlineData("Fft", 3, 2, 1, 1, "stride 1", "strides 2×2", "Auto, Direct, Winograd2x2, Winograd4x4 or Im2col")]
    [InlineData("Fft", 3, 1, 1, 2, "group 1 or one filter per channel", "2 groups of 6 to 8 channels", "Auto or Direct")]
    public void AlgorithmCannotApply(
        string algorithm, int kernel, int strides, int dilations, int group, string needed, string found, string possible = "Auto, Direct or Im2col") => HasMistake(
        Layer.Conv2D(8, kernel, strides: strides, dilations: dilations, group: group, algorithm: algorithm),
        $"MC0124: Conv2D 'conv1': the algorithm {algorithm} needs {needed}, but this layer has {found}; choose {possible}");

    [Fact]
    public void LinesOfThree_AllowSmallWinograd()
    {
        var layer = Layer.Conv2D(8, 3, algorithm: "Winograd4x4").With("kernel", new[] { 1, 3 });

        Assert.NotNull(Model.Of("net", Layer.Input(6, 8, 8), layer).ToGraph());
        HasMistake(
            layer.With("algorithm", "Winograd6x6"),
            "MC0124: Conv2D 'conv1': the algorithm Winograd6x6 needs a 3×3 kernel, but this layer has a 1×3 kernel; "
            + "choose Auto, Direct, Winograd2x2, Winograd4x4, Im2col or Fft");
    }

    [Fact]
    public void PoolingWindowInThePadding() => HasMistake(
        Layer.MaxPool2D(2, pads: 2),
        "MC0125: MaxPool2D 'maxpool1': with kernel 2×2 and pads [2, 2, 2, 2] (begins, then ends) "
        + "a window lies entirely in the padding of the 8×8 input; use smaller pads");

    [Fact]
    public void DilatedPoolingWindowAroundTheInput() => HasMistake(
        Layer.Input(1, 2, 2), Layer.MaxPool2D(2, pads: 1, dilations: 3),
        "MC0125: MaxPool2D 'maxpool1': with kernel 2×2 and pads [1, 1, 1, 1] (begins, then ends) "
        + "a window lies entirely in the padding of the 2×2 input; use smaller pads");

    [Theory]
    [InlineData("Conv2D", "conv1")]
    [InlineData("DepthwiseConv2D", "depthwise1")]
    [InlineData("SeparableConv2D", "separable1")]
    [InlineData("MaxPool2D", "maxpool1")]
    [InlineData("AveragePool2D", "averagepool1")]
    [InlineData("ZeroPad2D", "pad1")]
    public void ImageExpected(string kind, string name) => HasMistake(
        Layer.Input(6), Layer.Of(kind).With("filters", 3).With("kernel", 3).With("pads", 1),
        $"MC0126: {kind} '{name}' reads an image of shape [N, C, H, W], but 'input' has the shape [1, 6]");

    [Fact]
    public void AnInputWithoutChannels() => GraphAssert.HasMistakes(
        Model.Of("net", Layer.Input(28, 30), Layer.Of("MaxPool2D").With("kernel", 3)),
        "MC0126: MaxPool2D 'maxpool1' reads an image of shape [N, C, H, W], but 'input' has the shape [1, 28, 30]; "
        + "say how many channels the Input has, such as 1, 28, 30 for one");

    [Fact]
    public void DenseOnImage() => HasMistake(
        Layer.Dense(3),
        "MC0127: Dense 'dense1' reads a vector of shape [N, features], but 'input' has the shape [1, 6, 8, 8]; put a Flatten before it");

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-4)]
    public void AxisOutOfRange(int axis) => HasMistake(
        Layer.Softmax(axis),
        $"MC0128: Softmax 'softmax1': 'axis' is {axis}, but 'input' has the shape [1, 6, 8, 8], "
        + "so it must lie between 1 and 3, or between -3 and -1 counted from the end (axis 0 is the batch)");

    [Fact]
    public void ReshapeCountDiffers() => HasMistake(
        Layer.Reshape(6, 8),
        "MC0129: Reshape 'reshape1': 'shape' is [6, 8], which holds 48 elements, "
        + "but 'input' has the shape [1, 6, 8, 8] with 384 elements");

    [Fact]
    public void ReshapeCannotInfer() => HasMistake(
        Layer.Reshape(-1, 5),
        "MC0130: Reshape 'reshape1': 'shape' is [-1, 5], but the 384 elements of 'input' cannot be divided by the other dimensions, "
        + "whose product is 5");

    [Fact]
    public void ReshapeSeveralUnknown() => HasMistake(
        Layer.Reshape(-1, -1, 2), "MC0131: Reshape 'reshape1': 'shape' is [-1, -1, 2], but at most one dimension can be -1");

    [Fact]
    public void ReshapeToZero() => HasMistake(
        Layer.Reshape(0, 2), "MC0112: Reshape 'reshape1': 'shape' must be positive numbers, or -1 once, but is 0");

    [Fact]
    public void ShapesDoNotJoin() => GraphAssert.HasMistakes(
        Model.Of(
            "net", Layer.Input(6, 8, 8).Named("a"), Layer.Input(6, 8, 7).Named("b"), Layer.Add("a", "b")),
        "MC0132: Add 'add1': 'a' of shape [1, 6, 8, 8] and 'b' of shape [1, 6, 8, 7] do not join; "
        + "every pair of dimensions, aligned at the end, must be equal or contain a 1");

    [Fact]
    public void ThirdShapeDoesNotJoin_NamesTheFirst() => GraphAssert.HasMistakes(
        Model.Of(
            "net", Layer.Input(6).Named("a"), Layer.Input(6).Named("b"), Layer.Input(5).Named("c"),
            Layer.Add("a", "b", "c")),
        "MC0132: Add 'add1': 'a' of shape [1, 6] and 'c' of shape [1, 5] do not join; "
        + "every pair of dimensions, aligned at the end, must be equal or contain a 1");

    [Fact]
    public void ConcatShapesDiffer() => GraphAssert.HasMistakes(
        Model.Of(
            "net", Layer.Input(6, 8, 8).Named("a"), Layer.Input(2, 8, 7).Named("b"), Layer.Concat("a", "b")),
        "MC0133: Concat 'concat1': 'a' of shape [1, 6, 8, 8] and 'b' of shape [1, 2, 8, 7] do not concatenate; "
        + "all dimensions except axis 1 must be equal");

    [Fact]
    public void InputTooLarge() => HasMistake(
        Layer.Input(1 << 14, 1 << 14, 2), Layer.Flatten(),
        "MC0134: Input 'input': the tensor 'input' of shape [16384, 16384, 2] is larger than the 268435456 elements that a tensor may have");

    [Fact]
    public void WeightTooLarge() => HasMistake(
        Layer.Input(1 << 15), Layer.Dense(1 << 15),
        "MC0134: Dense 'dense1': the tensor 'dense1.weight' of shape [32768, 32768] "
        + "is larger than the 268435456 elements that a tensor may have");

    [Fact]
    public void ResultTooLarge() => HasMistake(
        Layer.ZeroPad2D(1 << 14),
        "MC0134: ZeroPad2D 'pad1': the tensor 'pad1' of shape [1, 6, 32776, 32776] "
        + "is larger than the 268435456 elements that a tensor may have");

    [Fact]
    public void AttributeTooLarge() => HasMistake(
        Layer.Conv2D(1, 1, strides: int.MaxValue),
        "MC0112: Conv2D 'conv1': 'strides' must be at most 1048576, but is 2147483647");

    [Fact]
    public void HugeAttributes_DoNotOverflow() => HasMistake(
        Layer.DepthwiseConv2D(1 << 10, dilations: 1 << 20, autoPad: "Same"),
        "MC0122: DepthwiseConv2D 'depthwise1': the kernel covers 1072693249×1072693249 (with dilations), "
        + "but its input is only 268435464×268435464 with pads; use a smaller kernel or larger pads");

    [Theory]
    [InlineData("mean")]
    [InlineData("scale")]
    public void WrongNormalizationCount(string property) => HasMistake(
        Layer.Input(6, 8, 8).With(property, new[] { 1.0, 2.0, 3.0 }), Layer.Flatten(),
        $"MC0135: Input 'input': '{property}' takes one number or one for each of the 6 channels, but 3 are given");

    [Theory]
    [InlineData("ReLU", "alpha")]
    [InlineData("None", "alpha")]
    [InlineData("ELU", "beta")]
    public void ParameterOfAnotherActivation(string activation, string parameter) => HasMistake(
        Layer.Conv2D(1, 1, activation: activation).With(parameter, 0.5),
        $"MC0113: Conv2D 'conv1': '{parameter}' has no meaning for the activation {activation}; remove it");

    [Fact]
    public void Mistakes_PointAtTheProperty()
    {
        var diagnostics = new DiagnosticBag();
        GraphBuilder.Build(Model.Of("net", Layer.Input(6, 8, 8), Layer.Conv2D(8, 3, group: 4)), diagnostics);

        Assert.Equal(new DiagnosticTarget(1, "group"), Assert.Single(diagnostics.Diagnostics).Target);
    }

    [Fact]
    public void UncheckedDefinition_IsNoMistakeOfTheUser() =>
        Assert.Throws<InvalidOperationException>(() => Model.Of("net", Layer.Input(6), Layer.Of("Dense")).ToGraph());
}
