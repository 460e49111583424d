namespace ModelCompiler.Compiler.Definition;

/// <summary>Blocks of layers that are named after their pattern.</summary>
internal static partial class LayerCatalog
{
    /// <summary>More layers than DenseNet-264 has in any block.</summary>
    private const int MaximumDenseLayers = 256;

    private static IEnumerable<LayerSchema> Blocks() =>
    [
        new("Residual", "residual", 1, 1,
            "max(0, bn2(conv2(max(0, bn1(conv1(x))))) + x) with 3×3 convolutions; x becomes bn(conv(x)), 1×1, where the shape changes "
            + "(He 2015): [C, H, W] → [filters, ⌈H/stride⌉, ⌈W/stride⌉].",
            [Filters(), Stride("conv1"), BlockEpsilon("0.00001")])
        {
            Parameters = "9·filters·(C + filters) + 8·filters, and filters·(C + 4) where the shape changes",
            Macs = "9·filters·(C + filters)·H′·W′, and filters·C·H′·W′", Onnx = "Conv, Add, Relu", Kernel = "fast",
        },
        new("Bottleneck", "bottleneck", 1, 1,
            "max(0, bn3(conv3(max(0, bn2(conv2(max(0, bn1(conv1(x)))))))) + x) with 1×1, 3×3 and 1×1 convolutions; x becomes bn(conv(x)), "
            + "1×1, where the shape changes (He 2015; with groups Xie 2016): [C, H, W] → [filters·expansion, ⌈H/stride⌉, ⌈W/stride⌉].",
            [
                Filters() with { Summary = "Number of channels of the first two convolutions." }, Stride("conv2"),
                Count("expansion", "Output channels per channel of the first two convolutions.") with { Default = "4" },
                Groups() with { Summary = "Number of groups of the 3×3 convolution." }, BlockEpsilon("0.00001"),
            ])
        {
            Parameters = "filters·(C + 9·filters/group + filters·expansion) + 8·filters + 4·filters·expansion, "
                + "and filters·expansion·(C + 4) where the shape changes",
            Macs = "filters·(C·H·W + (9·filters/group + filters·expansion)·H′·W′), and filters·expansion·C·H′·W′",
            Onnx = "Conv, Add, Relu", Kernel = "fast",
        },
        new("InvertedResidual", "inverted", 1, 1,
            "conv to C·expansion channels (1×1), depthwise conv, conv to filters channels (1×1), each normalised, the first two with an "
            + "activation, + x where the shape stays (MobileNetV2, Sandler 2018); with a squeeze-and-excitation before the last conv as in "
            + "MobileNetV3 (Howard 2019) and EfficientNet (Tan 2019): [C, H, W] → [filters, ⌈H/stride⌉, ⌈W/stride⌉].",
            [
                Filters(), Stride("depthwise convolution"),
                Number("expansion", PropertyType.Number, "Channels between per input channel; with 1 the first convolution is left out.", "6") with
                {
                    Minimum = 1e-3,
                },
                Count("kernel", "Size of the depthwise convolution; odd.") with { Default = "3" },
                Choice("activation", "The activation of the first two.", "ReLU6", "ReLU", "SiLU", "HardSwish"),
                Count("squeeze", "Number of values between the matrices of a squeeze-and-excitation; 0 for none.") with { Minimum = 0, Default = "0" },
                .. SqueezeFunctions(), BlockEpsilon("0.00001"),
            ])
        {
            Parameters = "C·expansion·(C + kernel² + filters + 8) + 4·filters, and 2·C·expansion·squeeze + C·expansion + squeeze",
            Macs = "C·expansion·(C·H·W + (kernel² + filters)·H′·W′ + 2·squeeze)", Onnx = "Conv, Conv, Conv, Add", Kernel = "fast",
        },
        new("Inception", "inception", 1, 1,
            "Four branches one behind the other: 1×1; 1×1 and 3×3; 1×1 and kernel×kernel; maximum of 3×3 and 1×1, each convolution with "
            + "ReLU (GoogLeNet, Szegedy 2014): [C, H, W] → [sum of the four, H, W].",
            [
                new("filters", PropertyType.Integers,
                    "Channels of 1×1, 3×3 reduce, 3×3, 5×5 reduce, 5×5 and pool projection, as in the paper's table 1.")
                {
                    IsRequired = true, Minimum = 1, Maximum = int.MaxValue, Counts = [6],
                },
                Count("kernel", "Size of the largest convolution; odd. torchvision's has 3.") with { Default = "5" },
                Flag("batchNormalization", "Whether convolutions have a batch normalisation, and not a bias as in the paper.", true),
                BlockEpsilon("0.001"),
            ])
        {
            Parameters = "the sum of its convolutions", Macs = "the sum of its convolutions", Onnx = "Conv, MaxPool, Concat", Kernel = "fast",
        },
        new("DenseBlock", "denseblock", 1, 1,
            "Layers conv2(max(0, bn2(conv1(max(0, bn1(·)))))), 1×1 and 3×3, each of which reads x and the results of all before it; the "
            + "result is x and all of theirs (DenseNet, Huang 2017): [C, H, W] → [C + layers·growth, H, W].",
            [
                Count("layers", "Number of layers.") with { IsRequired = true, Maximum = MaximumDenseLayers },
                Count("growth", "Channels that each layer adds.") with { IsRequired = true },
                Count("width", "Channels of the 1×1 convolution per channel that is added; 0 for none.") with { Minimum = 0, Default = "4" },
                BlockEpsilon("0.00001"),
            ])
        {
            Parameters = "the sum of its convolutions", Macs = "the sum of its convolutions", Onnx = "Conv, Concat", Kernel = "fast",
        },
    ];

    private static PropertySchema Stride(string layer) => Count("stride", $"Step of {layer}.") with { Default = "1" };

    private static PropertySchema BlockEpsilon(string defaultValue) =>
        Number("epsilon", PropertyType.Number, "ε of the batch normalisations.", defaultValue) with { Minimum = 0 };
}
