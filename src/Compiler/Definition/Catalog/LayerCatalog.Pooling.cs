namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that reduce windows or whole planes.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Pooling() =>
    [
        new("MaxPool2D", "maxpool", 1, 1,
            "Maximum over windows (ONNX MaxPool); padding counts as −∞: [C, H, W] → [C, H′, W′].",
            [Kernel(), Strides("kernel"), Pads(), AutoPad(), Dilations(), CeilMode()]),
        new("AveragePool2D", "averagepool", 1, 1, "Mean over windows (ONNX AveragePool): [C, H, W] → [C, H′, W′].",
            [
                Kernel(), Strides("kernel"), Pads(), AutoPad(), CeilMode(),
                Flag("countIncludePad", "Whether padding counts as elements of the window.", false),
            ]),
        new("GlobalAveragePool", "globalaveragepool", 1, 1,
            "Mean over each channel (ONNX GlobalAveragePool): [C, H, W] → [C, 1, 1].", []),
        new("GlobalMaxPool", "globalmaxpool", 1, 1,
            "Maximum over each channel (ONNX GlobalMaxPool): [C, H, W] → [C, 1, 1].", []),
    ];
}
