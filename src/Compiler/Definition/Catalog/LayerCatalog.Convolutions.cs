namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that multiply by filters.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Convolutions() => [Conv2D(), DepthwiseConv2D(), SeparableConv2D(), Dense()];

    private static LayerSchema Conv2D() => new(
        "Conv2D", "conv", 1, 1,
        "Convolution (ONNX Conv): [C, H, W] → [filters, H′, W′] with H′ = ⌊(H + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1.",
        [
            Filters(), Kernel(), Strides(), Pads(), AutoPad(), Dilations(),
            Count("group", "Number of groups into which input and output channels are divided; divides both.") with
            {
                Default = "1",
            },
            Bias(), .. FusedActivation(),
            Choice("algorithm", "How it is computed; one that cannot apply is an error.",
                "Auto", "Direct", "Winograd2x2", "Winograd4x4", "Winograd6x6"),
        ]);

    private static LayerSchema DepthwiseConv2D() => new(
        "DepthwiseConv2D", "depthwise", 1, 1,
        "Convolution of every channel by itself (ONNX Conv with group = C): [C, H, W] → [C·multiplier, H′, W′].",
        [Kernel(), Multiplier(), Strides(), Pads(), AutoPad(), Dilations(), Bias(), .. FusedActivation()]);

    private static LayerSchema SeparableConv2D() => new(
        "SeparableConv2D", "separable", 1, 1,
        "A depthwise convolution without bias, then a 1×1 convolution over channels with bias and activation: "
        + "[C, H, W] → [filters, H′, W′].",
        [Filters(), Kernel(), Multiplier(), Strides(), Pads(), AutoPad(), Dilations(), Bias(), .. FusedActivation()]);

    private static LayerSchema Dense() => new(
        "Dense", "dense", 1, 1, "Fully connected layer y = W·x + b (ONNX Gemm): [F] → [units].",
        [Count("units", "Number of outputs.") with { IsRequired = true }, Bias(), .. FusedActivation()]);
}
