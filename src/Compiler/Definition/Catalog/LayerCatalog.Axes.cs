namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that put elements elsewhere, and those that work on whole channels.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Axes() =>
    [
        new("Pad", "padding", 1, 1, "Elements around all spatial axes (ONNX Pad): [C, L…] → [C, begin + L + end…].",
            [
                Borders("pads", "How many are put there"),
                PaddingMode() with { Name = "mode" },
                Number("value", PropertyType.Number, "The number that constant padding consists of.", "0"),
            ])
        {
            Onnx = "Pad", Keras = "ZeroPadding1D, 2D, 3D", Kernel = "fast for zeros around images, else generic",
        },
        new("Crop", "crop", 1, 1, "Fewer elements along all spatial axes: [C, L…] → [C, L − begin − end…].",
            [Borders("crops", "How many are taken away")])
        {
            Onnx = "Slice", Keras = "Cropping1D, 2D, 3D", Kernel = "generic",
        },
        new("Slice", "slice", 1, 1, "Elements at regular positions of one axis (ONNX Slice).",
            [
                Axis("The axis, the batch being axis 0."),
                Position("start", "The first element; negative to count from the end.", "0"),
                Position("end", "The element behind the last; negative to count from the end.", "the end"),
                Count("step", "Distance between elements.") with { Default = "1" },
            ])
        {
            Onnx = "Slice", Kernel = "generic",
        },
        new("Permute", "permute", 1, 1, "Axes in another order (ONNX Transpose).",
            [
                new("axes", PropertyType.Integers, "Which axis each axis of the result is, the batch being axis 0, which is not listed.")
                {
                    IsRequired = true, Minimum = 1, Maximum = 7,
                },
            ])
        {
            Onnx = "Transpose", Keras = "Permute", Kernel = "generic",
        },
        new("Squeeze", "squeeze", 1, 1, "Without an axis of one element (ONNX Squeeze).",
            [Axis("The axis, the batch being axis 0.") with { IsRequired = true, Default = null }])
        {
            Onnx = "Squeeze", Kernel = "a view, or a copy",
        },
        new("Unsqueeze", "unsqueeze", 1, 1, "With a new axis of one element (ONNX Unsqueeze).",
            [Axis("The new axis as a position in the result, the batch being axis 0.") with { IsRequired = true, Default = null }])
        {
            Onnx = "Unsqueeze", Kernel = "a view, or a copy",
        },
        new("Maxout", "maxout", 1, 1, "Maximum over each run of channels (Goodfellow 2013): [C, …] → [C/pieces, …].",
            [Count("pieces", "Number of channels that become one.") with { IsRequired = true }])
        {
            Onnx = "Reshape, ReduceMax", Kernel = "generic",
        },
        new("SqueezeExcite", "squeezeexcite", 1, 1,
            "Each channel times gate(W₂·f(W₁·mean(x) + b₁) + b₂) (Hu 2018): [C, L…] → [C, L…].",
            [
                Count("squeeze", "Number of values between the two matrices.") with { IsRequired = true },
                .. SqueezeFunctions(),
            ])
        {
            Parameters = "2·C·squeeze + C + squeeze", Macs = "2·C·squeeze",
            Onnx = "GlobalAveragePool, Conv, Conv, Mul", Kernel = "fast; generic for volumes",
        },
    ];

    private static IEnumerable<PropertySchema> SqueezeFunctions() =>
    [
        Choice("inner", "The function between the two matrices.", "ReLU", "SiLU", "HardSwish"),
        Choice("gate", "The function that gives the factors; HardSigmoid has α = 1/6, β = 1/2, as in PyTorch.", "Sigmoid", "HardSigmoid"),
    ];

    private static PropertySchema Position(string name, string summary, string defaultValue) => new(name, PropertyType.Integer, summary)
    {
        Minimum = -int.MaxValue, Maximum = int.MaxValue, Default = defaultValue,
    };

    private static PropertySchema Borders(string name, string summary) => new(
        name, PropertyType.Integers, summary + ": one number, one for each spatial axis, or begins of all axes, then ends.")
    {
        IsRequired = true, Minimum = 0, Maximum = int.MaxValue, Counts = [1, 2, 3, 4, 6],
    };
}
