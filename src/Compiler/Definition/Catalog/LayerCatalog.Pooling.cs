namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that reduce windows or all positions, and those that undo it.</summary>
internal static partial class LayerCatalog
{
    private static IEnumerable<LayerSchema> Pooling() =>
    [
        .. Enumerable.Range(1, 3).Select(MaxPool),
        .. Enumerable.Range(1, 3).Select(AveragePool),
        .. Enumerable.Range(1, 3).Select(LpPool),
        Global("GlobalAveragePool", "Mean over each channel") with { Keras = "GlobalAveragePooling1D, 2D, 3D" },
        Global("GlobalMaxPool", "Maximum over each channel") with { Keras = "GlobalMaxPooling1D, 2D, 3D" },
        Global("GlobalLpPool", "(Σ |x|^p)^(1/p) over each channel", PoolExponent()) with { Kernel = "generic" },
        AdaptivePool("AdaptiveAveragePool", "Mean"),
        AdaptivePool("AdaptiveMaxPool", "Maximum"),
        new("KMaxPool1D", "kmaxpool", 1, 1,
            "The k greatest elements of each channel in the order in which they come (Kalchbrenner 2014): [C, L] → [C, k].",
            [Count("k", "How many elements are kept.") with { IsRequired = true }])
        {
            Onnx = "TopK, GatherElements", Kernel = "generic",
        },
        new("Subsampling", "subsampling", 1, 1,
            "y_j = f(β_j·Σ x_j + b_j), the sum over windows, with a β and a b per map (LeCun 1998; Bouvrie 2006, 3.2): "
            + "[C, H, W] → [C, H′, W′].",
            [Kernel(2), Strides(2, "kernel"), Pads(2), AutoPad(), Bias(), .. FusedActivation()])
        {
            Parameters = "2·C", Macs = "C·kernel·H′·W′", Onnx = "Conv", Kernel = "fast",
        },
        new("MaxUnpool2D", "unpool", 2, 2,
            "The elements of the first layer at the places of the maxima that the second one, a MaxPool2D whose windows do not overlap, "
            + "found; zeros elsewhere. The shape is that of the pool's input.", [])
        {
            Onnx = "MaxUnpool", Kernel = "generic",
        },
        new("Upsample", "upsample", 1, 1,
            "More elements along all spatial axes (ONNX Resize): [C, L…] → [C, scale·L…]. Linear and Cubic interpolate between the centres "
            + "of pixels as in PyTorch.",
            [
                new("scale", PropertyType.Integers, "How many times as large: one number, or one for each spatial axis.")
                {
                    IsRequired = true, Minimum = 1, Maximum = int.MaxValue, Counts = [1, 2, 3],
                },
                Choice("mode", "How elements are made: repeated, or interpolated linearly or by cubic polynomials (a = −0.75) along each axis.",
                    "Nearest", "Linear", "Cubic"),
                Flag("alignCorners", "Whether the first and last elements keep their places, and not the edges of their pixels.", false),
            ])
        {
            Macs = "Linear: 2 per axis, Cubic: 4 per axis, multiplied, for each element", Onnx = "Resize",
            Keras = "UpSampling1D, 2D, 3D", Kernel = "generic",
        },
        new("PixelShuffle", "pixelshuffle", 1, 1,
            "Groups of factor² channels become blocks of factor×factor pixels (ONNX DepthToSpace, CRD): "
            + "[C, H, W] → [C/factor², factor·H, factor·W].",
            [Count("factor", "Height and width of the blocks.") with { IsRequired = true }])
        {
            Onnx = "DepthToSpace", Kernel = "generic",
        },
    ];

    private static LayerSchema MaxPool(int rank) => new(
        $"MaxPool{rank}D", "maxpool", 1, 1,
        $"Maximum over windows (ONNX MaxPool); padding counts as −∞: {Input(rank)} → {Output(rank, "C")}.",
        [Kernel(rank), Strides(rank, "kernel"), Pads(rank), AutoPad(), Dilations(rank), CeilMode()])
    {
        Onnx = "MaxPool", Keras = $"MaxPooling{rank}D", Kernel = rank == 3 ? "generic" : "fast",
    };

    private static LayerSchema AveragePool(int rank) => new(
        $"AveragePool{rank}D", "averagepool", 1, 1, $"Mean over windows (ONNX AveragePool): {Input(rank)} → {Output(rank, "C")}.",
        [
            Kernel(rank), Strides(rank, "kernel"), Pads(rank), AutoPad(), CeilMode(),
            Flag("countIncludePad", "Whether padding counts as elements of the window.", false),
        ])
    {
        Onnx = "AveragePool", Keras = $"AveragePooling{rank}D", Kernel = rank == 3 ? "generic" : "fast",
    };

    private static LayerSchema LpPool(int rank) => new(
        $"LpPool{rank}D", "lppool", 1, 1, $"(Σ |x|^p)^(1/p) over windows (ONNX LpPool): {Input(rank)} → {Output(rank, "C")}.",
        [Kernel(rank), PoolExponent(), Strides(rank, "kernel"), Pads(rank), AutoPad(), Dilations(rank), CeilMode()])
    {
        Onnx = "LpPool", Kernel = "generic",
    };

    private static LayerSchema Global(string kind, string summary, params PropertySchema[] properties) => new(
        kind, kind.ToLowerInvariant(), 1, 1, $"{summary} (ONNX {kind}): [C, L…] → [C, 1…].", [.. properties])
    {
        Onnx = kind, Kernel = "fast; generic for volumes",
    };

    private static LayerSchema AdaptivePool(string kind, string what) => new(
        kind, kind.ToLowerInvariant(), 1, 1,
        $"{what} over bins: bin i of size along an axis begins at ⌊i·L/size⌋ and ends before ⌈(i + 1)·L/size⌉, as in PyTorch: [C, L…] → [C, size…].",
        [
            new("size", PropertyType.Integers, "Size of the result: one number, or one for each spatial axis.")
            {
                IsRequired = true, Minimum = 1, Maximum = int.MaxValue, Counts = [1, 2, 3],
            },
        ])
    {
        Onnx = kind.Substring("Adaptive".Length) + " where size divides L", Kernel = "fast where size divides L",
    };

    private static PropertySchema PoolExponent() => Count("p", "The exponent.") with { Default = "2" };
}
