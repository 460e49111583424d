namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that normalise, or move elements without computing.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Shaping() =>
    [
        new("BatchNormalization", "bn", 1, 1,
            "γ·(x − μ)/√(σ² + ε) + β for each channel, with stored statistics (ONNX BatchNormalization). Shape unchanged.",
            [
                Number("epsilon", PropertyType.Number, "ε, added to the variance.", "0.00001") with { Minimum = 0 },
                .. FusedActivation(),
            ])
        {
            Parameters = "4·C", Onnx = "BatchNormalization", Keras = "BatchNormalization", Kernel = "fast, or folded into a convolution",
        },
        new("LocalResponseNormalization", "lrn", 1, 1,
            "x·(bias + alpha/size·Σ x²)^−beta with the sum over size neighbouring channels, c − ⌊(size − 1)/2⌋ to "
            + "c + ⌈(size − 1)/2⌉, at the same position (ONNX LRN). Shape unchanged.",
            [
                Count("size", "Number of channels in the sum.") with { IsRequired = true },
                Number("alpha", PropertyType.Number, "Factor of the mean of the squares.", "0.0001"),
                Number("beta", PropertyType.Number, "Exponent.", "0.75"),
                Number("bias", PropertyType.Number, "Added to the mean of the squares.", "1"),
            ])
        {
            Onnx = "LRN", Kernel = "fast",
        },
        new("Flatten", "flatten", 1, 1, "All elements of a sample in one row (ONNX Flatten): [C, H, W] → [C·H·W].", [])
        {
            Onnx = "Flatten", Keras = "Flatten", Kernel = "a view, or a copy",
        },
        new("Reshape", "reshape", 1, 1, "The same elements in row-major order under another shape (ONNX Reshape).",
            [
                new("shape", PropertyType.Integers,
                    "The new shape of one sample. One dimension may be −1 and follows from the others.")
                {
                    IsRequired = true, Minimum = -1, Maximum = int.MaxValue,
                    Counts = [1, 2, 3, 4],
                },
            ])
        {
            Onnx = "Reshape", Keras = "Reshape", Kernel = "a view, or a copy",
        },
        new("ZeroPad2D", "pad", 1, 1, "Zeros around the image (ONNX Pad): [C, H, W] → [C, top + H + bottom, left + W + right].",
            [
                new("pads", PropertyType.Integers, "One number, or height and width, or top, left, bottom and right.")
                {
                    IsRequired = true, Minimum = 0, Maximum = int.MaxValue, Counts = [1, 2, 4],
                },
            ])
        {
            Onnx = "Pad", Keras = "ZeroPadding2D", Kernel = "fast, or part of a convolution",
        },
        new("Dropout", "dropout", 1, 1, "Nothing at inference (ONNX Dropout); accepted so that a training script's layers fit.",
            [
                Number("rate", PropertyType.Number, "Share of elements dropped in training.", "0.5") with
                {
                    Minimum = 0, Maximum = 1,
                },
            ])
        {
            Onnx = "Dropout", Keras = "Dropout", Kernel = "none",
        },
    ];
}
