using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Mistakes in layers that work along spatial axes or on axes as such.</summary>
public class SpatialMistakesTests
{
    private static void HasMistake(int[] input, LayerDefinition layer, string mistake) =>
        GraphAssert.HasMistakes(Model.Of("net", Layer.Input(input), layer), mistake);

    [Theory]
    [InlineData("Conv1D", "conv1", "a sequence of shape [N, C, L]")]
    [InlineData("DepthwiseConv1D", "depthwise1", "a sequence of shape [N, C, L]")]
    [InlineData("SeparableConv1D", "separable1", "a sequence of shape [N, C, L]")]
    [InlineData("ConvTranspose1D", "convtranspose1", "a sequence of shape [N, C, L]")]
    [InlineData("MaxPool1D", "maxpool1", "a sequence of shape [N, C, L]")]
    [InlineData("KMaxPool1D", "kmaxpool1", "a sequence of shape [N, C, L]")]
    [InlineData("SpatiallySeparableConv2D", "spatial1", "an image of shape [N, C, H, W]")]
    [InlineData("ConvTranspose2D", "convtranspose1", "an image of shape [N, C, H, W]")]
    [InlineData("CombineMaps", "combine1", "an image of shape [N, C, H, W]")]
    [InlineData("Subsampling", "subsampling1", "an image of shape [N, C, H, W]")]
    [InlineData("PixelShuffle", "pixelshuffle1", "an image of shape [N, C, H, W]")]
    [InlineData("Conv3D", "conv1", "a volume of shape [N, C, D, H, W]")]
    [InlineData("ConvTranspose3D", "convtranspose1", "a volume of shape [N, C, D, H, W]")]
    [InlineData("AveragePool3D", "averagepool1", "a volume of shape [N, C, D, H, W]")]
    [InlineData("LpPool3D", "lppool1", "a volume of shape [N, C, D, H, W]")]
    [InlineData("GlobalMaxPool", "globalmaxpool1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    [InlineData("AdaptiveMaxPool", "adaptivemaxpool1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    [InlineData("Upsample", "upsample1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    [InlineData("Pad", "padding1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    [InlineData("Crop", "crop1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    [InlineData("SqueezeExcite", "squeezeexcite1", "a sequence [N, C, L], an image [N, C, H, W] or a volume [N, C, D, H, W]")]
    public void AnotherNumberOfAxes(string kind, string name, string expected)
    {
        var layer = LayerCatalog.Find(kind)!.Properties.Where(property => property.IsRequired)
            .Aggregate(Layer.Of(kind), (layer, property) => layer.With(property.Name, 1));
        var correction = expected == "a sequence of shape [N, C, L]" ? "; say how many channels the Input has, such as 1, 6 for one" : "";
        HasMistake([6], layer, $"MC0126: {kind} '{name}' reads {expected}, but 'input' has the shape [1, 6]{correction}");
    }

    [Fact]
    public void KernelLargerThanASequence() => HasMistake(
        [2, 5], Conv(1).With("kernel", 4).With("dilations", 2),
        "MC0122: Conv1D 'conv1': the kernel covers 7 (with dilations), but its input is only 5 with pads; use a smaller kernel or larger pads");

    [Fact]
    public void KernelLargerThanAVolume() => HasMistake(
        [2, 2, 5, 5], Conv(3).With("kernel", 3).With("pads", new[] { 0, 1, 1 }),
        "MC0122: Conv3D 'conv1': the kernel covers 3×3×3 (with dilations), but its input is only 2×7×7 with pads; "
        + "use a smaller kernel or larger pads");

    [Fact]
    public void PoolWindowOutsideAVolume() => HasMistake(
        [2, 4, 4, 4], Layer.Of("MaxPool3D").With("kernel", 2).With("pads", 2),
        "MC0125: MaxPool3D 'maxpool1': with kernel 2×2×2 and pads [2, 2, 2, 2, 2, 2] (begins, then ends) a window lies entirely in the "
        + "padding of the 4×4×4 input; use smaller pads");

    [Fact]
    public void WrongNumberOfSizes() => HasMistake(
        [2, 4, 4], Layer.Of("AdaptiveMaxPool").With("size", new[] { 1, 2, 3 }),
        "MC0540: AdaptiveMaxPool 'adaptivemaxpool1': 'size' takes 1 or 2 numbers for an input of 2 spatial axes, but has 3");

    [Fact]
    public void WrongNumberOfPads() => HasMistake(
        [2, 4, 4], Layer.Of("Pad").With("pads", new[] { 1, 2, 3 }),
        "MC0540: Pad 'padding1': 'pads' takes 1, 2 or 4 numbers for an input of 2 spatial axes, but has 3");

    [Fact]
    public void WrongNumberOfCrops() => HasMistake(
        [2, 9], Layer.Of("Crop").With("crops", new[] { 1, 2, 3 }),
        "MC0540: Crop 'crop1': 'crops' takes 1 or 2 numbers for an input of 1 spatial axes, but has 3");

    [Fact]
    public void WrongNumberOfScales() => HasMistake(
        [2, 4, 4, 4], Layer.Of("Upsample").With("scale", new[] { 2, 2 }),
        "MC0540: Upsample 'upsample1': 'scale' takes 1 or 3 numbers for an input of 3 spatial axes, but has 2");

    [Fact]
    public void FullPaddingWithStride() => HasMistake(
        [2, 9], Conv(1).With("autoPad", "Full").With("strides", 2),
        "MC0541: Conv1D 'conv1': 'autoPad' is Full, which means every position at which the window meets the input, but 'strides' are [2]; "
        + "use stride 1, or pads");

    [Fact]
    public void FullPaddingWithPads() => HasMistake(
        [2, 9], Conv(1).With("autoPad", "Full").With("pads", 2),
        "MC0123: Conv1D 'conv1': 'autoPad' is Full and 'pads' are [2, 2], but only one of them can decide the padding; remove one");

    [Fact]
    public void CausalPaddingOfAnImage() => HasMistake(
        [2, 9, 9], Layer.Conv2D(2, 3, autoPad: "Causal"),
        "MC0542: Conv2D 'conv1': 'autoPad' is Causal, which means the past of a sequence [N, C, L], but 'input' has the shape [1, 2, 9, 9]; "
        + "use pads, or a layer for sequences");

    [Theory]
    [InlineData("Reflect", 3, 2)]
    [InlineData("Circular", 4, 3)]
    public void PaddingWiderThanTheInput(string mode, int pads, int most)
    {
        HasMistake(
            [2, 5, 3], Layer.Of("Pad").With("pads", pads).With("mode", mode),
            $"MC0543: Pad 'padding1': padding of mode {mode} is made of the 3 elements along an axis of 'input', so that it can be {most} wide "
            + $"at most, but 'pads' are [{pads}, {pads}, {pads}, {pads}]");
        HasMistake(
            [2, 3], Conv(1).With("pads", pads).With("paddingMode", mode),
            $"MC0543: Conv1D 'conv1': padding of mode {mode} is made of the 3 elements along an axis of 'input', so that it can be {most} wide "
            + $"at most, but 'pads' are [{pads}, {pads}]");
    }

    [Fact]
    public void TransposedConvolutionWithoutResult() => HasMistake(
        [4, 1, 1], Transposed(2).With("pads", 1),
        "MC0544: ConvTranspose2D 'convtranspose1': the result would have 0×0 elements along its axes; the pads [1, 1, 1, 1] (begins, then "
        + "ends) cut off more than there is, use smaller ones");

    [Fact]
    public void OutputPaddingTooLarge() => HasMistake(
        [4, 3], Transposed(1).With("strides", 2).With("outputPadding", 2),
        "MC0545: ConvTranspose1D 'convtranspose1': 'outputPadding' is [2], but along each axis it must be smaller than the stride or the "
        + "dilation, which are [2] and [1]");

    [Theory]
    [InlineData("Full")]
    [InlineData("Causal")]
    public void AutoPadOfTransposed(string autoPad) => HasMistake(
        [4, 3], Transposed(1).With("autoPad", autoPad),
        $"MC0546: ConvTranspose1D 'convtranspose1': 'autoPad' is {autoPad}, which a transposed convolution does not have; "
        + "use Same, SameLower, Valid or pads");

    [Fact]
    public void GroupsOfTransposedConvolutions() => HasMistake(
        [4, 3], Transposed(1).With("group", 3),
        "MC0120: ConvTranspose1D 'convtranspose1': 'group' must divide the number of input channels, but 4 channels come from 'input' and the "
        + "group is 3");

    [Fact]
    public void KLargerThanTheSequence() => HasMistake(
        [4, 3], Layer.Of("KMaxPool1D").With("k", 4),
        "MC0547: KMaxPool1D 'kmaxpool1': 'k' is 4, but 'input' has only 3 positions; use a smaller k");

    [Fact]
    public void UnpoolingOfNoPool() => GraphAssert.HasMistakes(
        Model.Of("net", Layer.Input(4, 8, 8), Layer.AveragePool2D(2).Named("pool"), Layer.Of("ReLU").Named("code"), Unpool()),
        "MC0548: MaxUnpool2D 'unpool1' puts elements to where the maxima of 'pool' were, but 'pool' is no MaxPool2D; name the MaxPool2D second");

    [Fact]
    public void UnpoolingOfAnotherShape() => GraphAssert.HasMistakes(
        Model.Of("net", Layer.Input(4, 8, 8), Layer.MaxPool2D(2).Named("pool"), Layer.Conv2D(3, 1).Named("code"), Unpool()),
        "MC0549: MaxUnpool2D 'unpool1': 'code' has the shape [1, 3, 4, 4], but 'pool', whose maxima tell where its elements belong, has "
        + "[1, 4, 4, 4]; both must be equal");

    [Fact]
    public void UnpoolingOfWindowsThatOverlap() => GraphAssert.HasMistakes(
        Model.Of("net", Layer.Input(4, 9, 9), Layer.MaxPool2D(3, 2).Named("pool"), Layer.Of("ReLU").Named("code"), Unpool()),
        "MC0550: MaxUnpool2D 'unpool1': the windows of 'pool' (kernel [3, 3], strides [2, 2], dilations [1, 1]) overlap, so that one place may "
        + "be the maximum of several; use strides that are at least the kernel");

    [Theory]
    [InlineData("0 1, x", "MC0551: Conv2D 'conv1': 'connections' lists the input maps of each output map, each once, as in \"0 1 2, 1 2 3\", "
        + "but its entry 1 has 'x'")]
    [InlineData("0 1, 2 2", "MC0551: Conv2D 'conv1': 'connections' lists the input maps of each output map, each once, as in \"0 1 2, 1 2 3\", "
        + "but its entry 1 has '2'")]
    [InlineData(", 1", "MC0551: Conv2D 'conv1': 'connections' lists the input maps of each output map, each once, as in \"0 1 2, 1 2 3\", "
        + "but its entry 0 has ''")]
    [InlineData("0 1, -1", "MC0551: Conv2D 'conv1': 'connections' lists the input maps of each output map, each once, as in \"0 1 2, 1 2 3\", "
        + "but its entry 1 has '-1'")]
    [InlineData("0 1, 3", "MC0552: Conv2D 'conv1': entry 1 of 'connections' names map 3, but 'input' has 3 maps, 0 to 2")]
    [InlineData("0 1", "MC0553: Conv2D 'conv1': 'connections' has 1 entries, but there are 2 filters; write one entry for each filter")]
    public void Connections(string connections, string mistake) =>
        HasMistake([3, 5, 5], Layer.Conv2D(2, 3).With("connections", connections), mistake);

    [Fact]
    public void ConnectionsWithGroups() => HasMistake(
        [4, 5, 5], Layer.Conv2D(2, 3, group: 2).With("connections", "0 1, 2 3"),
        "MC0554: Conv2D 'conv1': 'connections' cannot be combined with groups; remove 'connections' or 'group'");

    [Fact]
    public void ConnectionsWithAnAlgorithm() => HasMistake(
        [4, 5, 5], Layer.Conv2D(2, 3, algorithm: "Direct").With("connections", "0 1, 2 3"),
        "MC0554: Conv2D 'conv1': 'connections' cannot be combined with an algorithm; remove 'connections' or 'algorithm'");

    [Fact]
    public void CropOfEverything() => HasMistake(
        [4, 5, 5], Layer.Of("Crop").With("crops", new[] { 1, 2, 3, 3 }),
        "MC0555: Crop 'crop1': the crops [1, 2, 3, 3] (begins, then ends) leave nothing of 'input' of shape [1, 4, 5, 5]; use smaller ones");

    [Theory]
    [InlineData(4, 9)]
    [InlineData(4, 4)]
    [InlineData(-9, 4)]
    [InlineData(5, -3)]
    public void SliceOutsideTheTensor(int start, int end) => HasMistake(
        [4, 8], Layer.Of("Slice").With("axis", 2).With("start", start).With("end", end),
        $"MC0556: Slice 'slice1': elements {start} to {end} along axis 2 are none of those that 'input' has, 0 to 8; 'end' is the element "
        + "behind the last, and negative numbers count from the end");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 2, 3)]
    public void AxesAreNoPermutation(params int[] axes) => HasMistake(
        [4, 8], Layer.Of("Permute").With("axes", axes),
        $"MC0557: Permute 'permute1': 'axes' must be the axes 1 to 2 of 'input' of shape [1, 4, 8] in some order, but are [{string.Join(", ", axes)}]");

    [Fact]
    public void SqueezedAxisHasElements() => HasMistake(
        [4, 8], Layer.Of("Squeeze").With("axis", -1),
        "MC0558: Squeeze 'squeeze1': axis 2 of 'input' has 8 elements, so that it cannot be removed; only one of 1 element can");

    [Fact]
    public void AxisOfUnsqueeze() => HasMistake(
        [4, 8], Layer.Of("Unsqueeze").With("axis", 4),
        "MC0128: Unsqueeze 'unsqueeze1': 'axis' is 4, but 'input' has the shape [1, 4, 8], so it must lie between 1 and 3, or between -3 and "
        + "-1 counted from the end (axis 0 is the batch)");

    [Fact]
    public void TooManyAxes() => GraphAssert.HasMistakes(
        Model.Of("net", [Layer.Input(4, 1, 1, 1), .. Enumerable.Repeat(Layer.Of("Unsqueeze").With("axis", 1), 4)]),
        "MC0559: Unsqueeze 'unsqueeze4': 'unsqueeze3' of shape [1, 1, 1, 1, 4, 1, 1, 1] has 8 axes already, which are as many as a tensor may have");

    [Fact]
    public void ChannelsThatDoNotDivide()
    {
        HasMistake(
            [6, 2, 2], Layer.Of("PixelShuffle").With("factor", 2),
            "MC0560: PixelShuffle 'pixelshuffle1': 4 channels become one, but 'input' has 6, which that does not divide");
        HasMistake(
            [6, 2, 2], Layer.Of("Maxout").With("pieces", 4),
            "MC0560: Maxout 'maxout1': 4 channels become one, but 'input' has 6, which that does not divide");
    }

    [Fact]
    public void AlignedCornersOfNearest() => HasMistake(
        [6, 2, 2], Layer.Of("Upsample").With("scale", 2).With("alignCorners", true),
        "MC0561: Upsample 'upsample1': 'alignCorners' says where elements are interpolated, but the mode is Nearest; remove it, or choose "
        + "Linear or Cubic");

    [Fact]
    public void ValueOfPaddingThatHasNone() => HasMistake(
        [6, 2, 2], Layer.Of("Pad").With("pads", 1).With("mode", "Reflect").With("value", 2.0),
        "MC0562: Pad 'padding1': 'value' is what constant padding consists of, but the mode is Reflect; remove one of the two");

    [Fact]
    public void ExcitationWithoutSqueeze() => HasMistake(
        [6, 2, 2], Layer.Of("InvertedResidual").With("filters", 6).With("gate", "Sigmoid"),
        "MC0563: InvertedResidual 'inverted1': 'gate' is a part of the squeeze-and-excitation, but the block has none; give 'squeeze', its "
        + "width, or remove 'gate'");

    [Fact]
    public void RbfOfAnImage() => HasMistake(
        [6, 2, 2], Layer.Of("Rbf").With("units", 2),
        "MC0127: Rbf 'rbf1' reads a vector of shape [N, features], but 'input' has the shape [1, 6, 2, 2]; put a Flatten before it");

    [Fact]
    public void UpsampleBeyondAllSizes() => HasMistake(
        [64, 64, 64], Layer.Of("Upsample").With("scale", 1000),
        "MC0134: Upsample 'upsample1': the tensor 'upsample1' of shape [1, 64, 64000, 64000] is larger than the 268435456 elements that a "
        + "tensor may have");

    private static LayerDefinition Conv(int rank) => Layer.Of($"Conv{rank}D").With("filters", 2).With("kernel", 3);

    private static LayerDefinition Transposed(int rank) => Layer.Of($"ConvTranspose{rank}D").With("filters", 2).With("kernel", 2);

    private static LayerDefinition Unpool() => Layer.Of("MaxUnpool2D").From("code", "pool");
}
