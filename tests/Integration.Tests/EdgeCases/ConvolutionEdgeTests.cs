using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.EdgeCases;

/// <summary>Corners of the windowed operators, each named rather than left to chance.</summary>
public class ConvolutionEdgeTests
{
    [Fact]
    public void OnePixelImagesWithEveryChannelCount() => ModelAssert.MatchReference(
    [
        .. from channels in (int[])[1, 3, 15, 16, 17, 33]
           from filters in (int[])[1, 16, 33]
           select Model.Of("pixel", Layer.Input(channels, 1, 1), Layer.Conv2D(filters, 3, autoPad: "Same", activation: "Sigmoid")),
    ]);

    [Fact]
    public void StridesBeyondKernels() => ModelAssert.MatchReference(
    [
        Model.Of("conv", Layer.Input(3, 9, 10), Layer.Conv2D(17, 2, strides: 4)),
        Model.Of("one", Layer.Input(16, 7, 7), Layer.Conv2D(16, 1, strides: 3)),
        Model.Of("depthwise", Layer.Input(17, 9, 10), Layer.DepthwiseConv2D(2, strides: 5)),
        Model.Of("max", Layer.Input(3, 9, 10), Layer.MaxPool2D(2, strides: 4)),
        Model.Of("average", Layer.Input(17, 9, 10), Layer.AveragePool2D(1, strides: 3)),
        Model.Of("single", Layer.Input(3, 5, 5), Layer.Conv2D(4, 2, strides: 100)),
    ]);

    [Fact]
    public void PadsBeyondKernels() => ModelAssert.MatchReference(
    [
        Model.Of("conv", Layer.Input(3, 2, 3), Layer.Conv2D(5, 2, pads: 6, activation: "Tanh")),
        Model.Of("pixel", Layer.Input(16, 1, 1), Layer.Conv2D(16, 1, pads: 3)),
        Model.Of("depthwise", Layer.Input(15, 2, 3), Layer.DepthwiseConv2D(2, pads: 4)),
        Model.Of("winograd", Layer.Input(16, 3, 2), Layer.Conv2D(16, 3, pads: 7, algorithm: "Winograd4x4")),
        Model.Of("one side", Layer.Input(3, 4, 4), Layer.Of("Conv2D").With("filters", 7).With("kernel", 3).With("pads", new[] { 0, 5, 4, 0 })),
        Model.Of("planar", Layer.Input(6, 3, 3), Layer.Conv2D(4, 3, pads: 5, group: 2)),
    ]);

    [Fact]
    public void Dilations() => ModelAssert.MatchReference(
    [
        Model.Of("conv", Layer.Input(3, 13, 11), Layer.Conv2D(16, 3, dilations: 4, pads: 4)),
        Model.Of("strided", Layer.Input(17, 13, 11), Layer.Conv2D(9, 3, strides: 2, dilations: 3)),
        Model.Of("depthwise", Layer.Input(33, 9, 9), Layer.DepthwiseConv2D(3, dilations: 2, autoPad: "Same")),
        Model.Of("planar", Layer.Input(4, 9, 9), Layer.Conv2D(6, 3, dilations: 2, group: 2)),
        Model.Of("max", Layer.Input(5, 9, 9), Layer.MaxPool2D(3, strides: 1, dilations: 3, autoPad: "Same")),
        Model.Of("separable", Layer.Input(5, 9, 9), Layer.SeparableConv2D(7, 3, dilations: 2)),
    ]);

    /// <summary>Whole blocks, parts of blocks, one channel per group with one and with more filters.</summary>
    [Fact]
    public void Groups() => ModelAssert.MatchReference(
    [
        .. from shape in (int[][])[[32, 32, 2], [64, 32, 2], [12, 8, 4], [6, 9, 3], [34, 34, 2], [48, 32, 2], [17, 17, 17], [16, 32, 16], [3, 9, 3], [5, 5, 5]]
           from strides in (int[])[1, 2]
           select Model.Of($"groups{shape[2]}", Layer.Input(shape[0], 6, 5),
               Layer.Conv2D(shape[1], 3, strides: strides, autoPad: "Same", @group: shape[2], activation: "SiLU")),
    ]);

    [Fact]
    public void DepthwiseMultipliers() => ModelAssert.MatchReference(
    [
        .. from channels in (int[])[1, 3, 16, 17]
           from multiplier in (int[])[1, 2, 3, 16]
           select Model.Of("multiplier", Layer.Input(channels, 5, 4), Layer.DepthwiseConv2D(3, multiplier, autoPad: "Same")),
    ]);

    [Fact]
    public void CeilModeAndPaddingInMeans() => ModelAssert.MatchReference(
    [
        .. from size in (int[])[5, 6, 7, 8]
           from pads in (int[])[0, 1]
           from countIncludePad in (bool[])[false, true]
           from pool in (LayerDefinition[])[
               Layer.AveragePool2D(3, strides: 2, pads: pads, ceilMode: true, countIncludePad: countIncludePad),
               Layer.MaxPool2D(2, strides: 3, pads: pads, ceilMode: true)]
           select Model.Of("ceil", Layer.Input(17, size, size + 1), pool),
    ]);

    [Fact]
    public void NegativeImagesUnderPaddedMaximum() => ModelAssert.MatchReference(
    [
        // A max-pool whose padding counted as zero would be wrong for the negative result of −ReLU.
        Model.Of("negative", Layer.Input(3, 5, 5), Layer.Of("ReLU"), Layer.BatchNormalization(),
            Layer.MaxPool2D(3, strides: 2, pads: 1)),
    ]);
}
