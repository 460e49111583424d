namespace ModelCompiler.Compiler.Definition;

/// <summary>Layers that multiply by filters.</summary>
internal static partial class LayerCatalog
{
    private const string ResultSize = " with L′ = ⌊(L + pads − dilation·(kernel − 1) − 1) / stride⌋ + 1 along each axis.";

    private static IEnumerable<LayerSchema> Convolutions() =>
    [
        .. Enumerable.Range(1, 3).Select(Conv),
        DepthwiseConv(1), DepthwiseConv(2), SeparableConv(1), SeparableConv(2), SpatiallySeparableConv(),
        .. Enumerable.Range(1, 3).Select(ConvTranspose),
        CombineMaps(), Dense(), Rbf(),
    ];

    private static LayerSchema Conv(int rank) => new(
        $"Conv{rank}D", "conv", 1, 1, $"Convolution (ONNX Conv): {Input(rank)} → {Output(rank, "filters")}" + ResultSize,
        [
            Filters(), Kernel(rank), Strides(rank), Pads(rank), AutoPad(), PaddingMode(), Dilations(rank), Groups(),
            Bias(), .. FusedActivation(),
            Algorithm(),
            .. rank == 2 ? [Connections()] : Array.Empty<PropertySchema>(),
        ])
    {
        Parameters = "filters·C/group·kernel + filters", Macs = $"filters·C/group·kernel·{Positions(rank)}",
        Onnx = "Conv", Keras = $"Conv{rank}D", Kernel = "fast",
    };

    private static LayerSchema DepthwiseConv(int rank) => new(
        $"DepthwiseConv{rank}D", "depthwise", 1, 1,
        $"Convolution of every channel by itself (ONNX Conv with group = C): {Input(rank)} → {Output(rank, "C·multiplier")}.",
        [
            Kernel(rank), Multiplier(), Strides(rank), Pads(rank), AutoPad(), PaddingMode(), Dilations(rank), Bias(), .. FusedActivation(),
            Algorithm(),
        ])
    {
        Parameters = "C·multiplier·(kernel + 1)", Macs = $"C·multiplier·kernel·{Positions(rank)}",
        Onnx = "Conv", Keras = $"DepthwiseConv{rank}D", Kernel = "fast",
    };

    private static LayerSchema SeparableConv(int rank) => new(
        $"SeparableConv{rank}D", "separable", 1, 1,
        $"A depthwise convolution without bias, then a pointwise convolution over channels with bias and activation: "
        + $"{Input(rank)} → {Output(rank, "filters")}.",
        [
            Filters(), Kernel(rank), Multiplier(), Strides(rank), Pads(rank), AutoPad(), PaddingMode(), Dilations(rank), Bias(),
            .. FusedActivation(),
        ])
    {
        Parameters = "C·multiplier·kernel + filters·(C·multiplier + 1)",
        Macs = $"C·multiplier·(kernel + filters)·{Positions(rank)}",
        Onnx = "Conv, Conv", Keras = $"SeparableConv{rank}D", Kernel = "fast",
    };

    private static LayerSchema SpatiallySeparableConv() => new(
        "SpatiallySeparableConv2D", "spatial", 1, 1,
        "A convolution along columns (kernel height × 1) without bias, then one along rows (1 × kernel width) with bias and activation: "
        + "[C, H, W] → [filters, H′, W′].",
        [
            Filters(), Kernel(2), Count("between", "Number of channels between the two.") with { Default = "filters" }, Strides(2), Pads(2),
            AutoPad(), PaddingMode(), Dilations(2), Bias(), .. FusedActivation(),
        ])
    {
        Parameters = "between·C·kH + filters·between·kW + filters", Macs = "between·C·kH·H′·W + filters·between·kW·H′·W′",
        Onnx = "Conv, Conv", Kernel = "fast",
    };

    private static LayerSchema ConvTranspose(int rank) => new(
        $"ConvTranspose{rank}D", "convtranspose", 1, 1,
        $"Transposed convolution (ONNX ConvTranspose): {Input(rank)} → {Output(rank, "filters")} with "
        + "L′ = stride·(L − 1) + dilation·(kernel − 1) + 1 + output padding − pads along each axis.",
        [
            Filters(), Kernel(rank), Strides(rank), Pads(rank),
            AutoPad() with { Summary = "Padding that follows from the stride. Same: stride·input elements, an odd one cut off at the end. "
                + "SameLower: the same, but at the beginning. Valid: nothing is cut off. NotSet: as pads says. Others are an error." },
            new("outputPadding", PropertyType.Integers, "Elements behind the last window of each axis; less than the stride or the dilation.")
            {
                Minimum = 0, Maximum = int.MaxValue, Counts = rank == 1 ? [1] : [1, rank], Default = "0",
            },
            Dilations(rank), Groups(), Bias(), .. FusedActivation(),
        ])
    {
        Parameters = "C·filters/group·kernel + filters", Macs = "C·filters/group·kernel·" + (rank == 1 ? "L" : rank == 2 ? "H·W" : "D·H·W"),
        Onnx = "ConvTranspose", Keras = $"Conv{rank}DTranspose",
        Kernel = rank == 3 ? "generic" : "fast; generic with groups or dilations",
    };

    private static LayerSchema CombineMaps() => new(
        "CombineMaps", "combine", 1, 1,
        "Learned combination of maps, y_j = f(Σ_i α_ij·(x_i ∗ k_i) + b_j) with α_j = softmax(c_j) (Bouvrie 2006, 3.3): "
        + "[C, H, W] → [filters, H′, W′].",
        [
            Filters(), Kernel(2), Strides(2), Pads(2), AutoPad(), PaddingMode(), Dilations(2), Bias(), .. FusedActivation(),
        ])
    {
        Parameters = "C·kernel + filters·(C + 1)", Macs = "C·(kernel + filters)·H′·W′", Onnx = "Conv, Conv", Kernel = "fast",
    };

    private static LayerSchema Dense() => new(
        "Dense", "dense", 1, 1, "Fully connected layer y = W·x + b (ONNX Gemm): [F] → [units].",
        [Count("units", "Number of outputs.") with { IsRequired = true }, Bias(), .. FusedActivation()])
    {
        Parameters = "units·(F + 1)", Macs = "units·F", Onnx = "Gemm", Keras = "Dense", Kernel = "fast",
    };

    private static LayerSchema Rbf() => new(
        "Rbf", "rbf", 1, 1, "Euclidean radial basis functions y_i = Σ_j (x_j − w_ij)², the output of LeNet-5 (LeCun 1998): [F] → [units].",
        [Count("units", "Number of outputs.") with { IsRequired = true }])
    {
        Parameters = "units·F", Macs = "units·F", Onnx = "Sub, ReduceSumSquare", Kernel = "generic",
    };

    private static PropertySchema Algorithm() => Choice(
        "algorithm", "How it is computed; one that cannot apply is an error.",
        "Auto", "Direct", "Winograd2x2", "Winograd4x4", "Winograd6x6", "Depthwise", "ImplicitGemm", "Im2col", "Fft");

    private static PropertySchema Groups() =>
        Count("group", "Number of groups into which input and output channels are divided; divides both.") with { Default = "1" };

    private static PropertySchema Connections() => new(
        "connections", PropertyType.Text,
        "Which input maps each output map sees, as numbers from 0: \"0 1 2, 1 2 3\" for two output maps. There is a filter for each "
        + "connection. Not together with group or algorithm.")
    {
        Default = "all",
    };

    private static string Positions(int rank) => rank switch { 1 => "L′", 2 => "H′·W′", _ => "D′·H′·W′" };
}
