using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;
using ModelCompiler.Tests.Operators;
using ModelCompiler.Tests.Zoo;

namespace ModelCompiler.Tests.Widths;

/// <summary>The models that run at every width.</summary>
internal static class WidthModels
{
    private static readonly string[] WinogradAlgorithms = ["Winograd2x2", "Winograd4x4", "Winograd6x6"];

    public static IReadOnlyList<ModelDefinition> Operators { get; } =
    [
        .. from kind in RandomModels.Operators
           from seed in Enumerable.Range(1000, RandomFeatureModels.Kinds.Contains(kind) || RandomSpatialModels.Kinds.Contains(kind) ? 1 : 2)
           select RandomModels.ForOperator(kind, seed),
    ];

    public static IReadOnlyList<ModelDefinition> Winograd { get; } =
    [
        .. from algorithm in WinogradAlgorithms
           from channels in (int[])[17, 32]
           select Model.Of("winograd", Layer.Input(channels, 9, 14),
               Layer.Conv2D(channels, 3, autoPad: "Same", algorithm: algorithm, activation: "ReLU")),
        // By phases, on the image as it lies and beside each other.
        .. from channels in (int[])[3, 32]
           select Model.Of("phases", Layer.Input(channels, 13, 14),
               Layer.Conv2D(33, channels == 3 ? 7 : 3, strides: 2, pads: 1, algorithm: "Winograd4x4", activation: "ReLU")),
    ];

    /// <summary>Fourier transforms of both kinds along one axis and two, with every radix, and im2col.</summary>
    public static IReadOnlyList<ModelDefinition> OtherAlgorithms { get; } =
    [
        Model.Of("fft", Layer.Input(17, 9, 14), Layer.Conv2D(33, 5, autoPad: "Same", algorithm: "Fft", activation: "ReLU")),
        Model.Of("fftRow", Layer.Input(3, 1, 300), Layer.Conv2D(5, 1, algorithm: "Fft").With("kernel", new[] { 1, 90 })),
        Model.Of("fftDepthwise", Layer.Input(17, 20, 9), Layer.DepthwiseConv2D(7, autoPad: "Same").With("algorithm", "Fft"), Layer.Of("Sigmoid")),
        Model.Of("im2col", Layer.Input(17, 9, 3), Layer.Conv2D(33, 3, strides: 2, pads: 1, algorithm: "Im2col", activation: "Sigmoid")),
    ];

    /// <summary>
    /// Transforms along columns alone: planar images and blocks of 4 and 8, one block of outputs, two and a part of one, rows that the last tile
    /// does not fill, activations that move the lanes beyond the last channel, a border for the layer behind, samples.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> WinogradColumns { get; } =
    [
        .. from channels in (int[])[4, 6, 8]
           from kernel in (int[])[3, 5]
           from outputs in (int[])[8, 10, 32]
           select Model.Of($"columns{channels}x{kernel}x{outputs}", Layer.Input(1, 23, 19), Layer.Conv2D(channels, 3, activation: "Tanh"),
               Layer.Conv2D(outputs, kernel, autoPad: outputs == 8 ? "Same" : null, activation: outputs == 10 ? "Sigmoid" : "ReLU"), Layer.Conv2D(5, 3, pads: 1)),
        Model.Of("columnsOfSamples", Layer.Input(8, 14, 14), Layer.Conv2D(16, 3, activation: "ReLU")) with { Batch = 3 },
    ];

    public static IReadOnlyList<ModelDefinition> PooledWinograd { get; } =
    [
        .. from algorithm in WinogradAlgorithms
           from size in (int[])[8, 10]
           select Model.Of("pooled", Layer.Input(17, size, 14),
               Layer.Conv2D(33, 3, autoPad: "Same", algorithm: algorithm), Layer.MaxPool2D(2), Layer.Of(size == 8 ? "ReLU" : "Sigmoid")),
    ];

    public static IReadOnlyList<ModelDefinition> TransposedConvolutions { get; } = [.. Enumerable.Range(1000, 6).Select(RandomModels.Transposed)];

    /// <summary>
    /// Direct convolutions whose last block is half empty, alone or behind one or more others: written out and in loops, onto rows of one tile and of
    /// several, with a sum, and with an activation that moves zeros. Then filters that are fetched ahead, for one sample and for several.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> DirectTiles { get; } =
    [
        .. from filters in (int[])[24, 33, 40, 56]
           from width in (int[])[7, 10, 29]
           select Model.Of($"half{filters}x{width}", Layer.Input(3, 5, width), Layer.Conv2D(filters, 3, pads: 1, activation: "ReLU6", algorithm: "Direct"),
               Layer.Conv2D(filters, 1).Named("a"), Layer.Conv2D(filters, 3, pads: 1, algorithm: "Direct").Named("b"), Layer.Add("a", "b"), Layer.Of("ReLU"),
               Layer.Conv2D(filters, 2, strides: 2, activation: "Sigmoid"), Layer.Of("GlobalAveragePool")),
        .. from batch in (int[])[1, 3]
           select Model.Of("fetched", Layer.Input(72, 7, 7), Layer.Conv2D(960, 1, activation: "ReLU6"), Layer.Conv2D(200, 1).Named("a"),
               Layer.Conv2D(200, 1).Named("b"), Layer.Add("a", "b")) with { Batch = batch },
    ];

    /// <summary>
    /// Groups that are no whole blocks, on rows of less than a vector, of whole vectors and of several tiles; a sum onto the layer before, where
    /// the last vector of a row laps over pixels that were there already, and a stride.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> PlanarRows { get; } =
    [
        .. from width in (int[])[3, 6, 16, 29, 131]
           from groups in (int[])[2, 4]
           select Model.Of($"planar{width}", Layer.Input(4, 3, width), Layer.Conv2D(12, 3, autoPad: "Same", @group: groups, activation: "ReLU").Named("a"),
               Layer.Conv2D(12, 3, autoPad: "Same", @group: groups, dilations: 2).Named("b"), Layer.Add("a", "b"), Layer.Of("ReLU"),
               Layer.Conv2D(20, 2, strides: 2, @group: groups, activation: "Tanh")),
        .. FewOutputs,
    ];

    /// <summary>
    /// Few outputs of one group: rows that two share a vector of, at every width and with a sum onto what lies there, odd numbers of rows, and what
    /// reads planar images behind: pools of 2×2 of every width, and the direct kernel, with its taps written out and in loops.
    /// </summary>
    private static IEnumerable<ModelDefinition> FewOutputs =>
    [
        .. from width in (int[])[5, 8, 11, 24, 28, 40, 100]
           from height in (int[])[5, 6]
           select Model.Of($"few{width}x{height}", Layer.Input(1, height, width), Layer.Conv2D(4, 5, autoPad: "Same", activation: "Tanh").Named("a"),
               Layer.Conv2D(4, 3, autoPad: "Same", dilations: 2).Named("b"), Layer.Add("a", "b"), Layer.Of("ReLU"),
               Layer.Conv2D(6, 3, autoPad: "Same", activation: "LeakyReLU"), Layer.Conv2D(9, 3, activation: "ReLU")),
        .. from width in (int[])[8, 17, 28, 71]
           from pool in (string[])["MaxPool2D", "AveragePool2D"]
           select Model.Of($"few{pool}{width}", Layer.Input(3, 13, width), Layer.Conv2D(6, 3, autoPad: "Same", activation: "Sigmoid"),
               Layer.Of(pool).With("kernel", 2), Layer.Conv2D(16, 3), Layer.Flatten(), Layer.Dense(5)),
        Model.Of("fewOfSamples", Layer.Input(2, 9, 28), Layer.Conv2D(5, 3, activation: "ReLU"), Layer.Flatten(), Layer.Dense(3)) with { Batch = 3 },
    ];

    /// <summary>
    /// Products of two computed matrices: columns that fill no panel, rows that are packed, several pairs, a factor, and rows enough for
    /// several items. Below them, a product so small that it stays a loop nest.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> MatrixProducts { get; } =
    [
        .. from sizes in (int[][])[[17, 23, 37], [64, 16, 16], [5, 100, 9], [130, 12, 6], [40, 33, 4], [192, 9, 96], [3, 4, 5]]
           from equation in (string[])["bij,bjk->bik", "bji,bkj->bik", "bji,bjk->bki"]
           select Product(equation, sizes),
        Model.Of("heads", Layer.Input(3, 2, 21, 20).Named("a"), Layer.Input(3, 2, 19, 20).Named("b"),
            Layer.Of("onnx.Einsum").With("equation", "nhqid,nhqjd->nqhij").From("a", "b")),
        Model.Of("attention", Layer.Input(33, 24), Layer.Of("MultiHeadAttention").With("heads", 3)),
    ];

    private static ModelDefinition Product(string equation, int[] sizes)
    {
        int SizeOf(char axis) => sizes[axis - 'i'];

        var operands = equation.Split("->")[0].Split(',');
        return Model.Of(
            $"{equation} {string.Join('×', sizes)}", Layer.Input([.. operands[0].Skip(1).Select(SizeOf)]).Named("a"),
            Layer.Input([.. operands[1].Skip(1).Select(SizeOf)]).Named("b"), Layer.Of("onnx.Einsum").With("equation", equation).From("a", "b"));
    }

    /// <summary>
    /// Dense layers of one sample, one to five blocks of outputs wide, and of batches, in tiles of every size: images and vectors, sums and
    /// activations behind.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> DenseLayers { get; } =
    [
        .. ((int[])[10, 32, 48, 64, 75]).Select(units => Dense(units, batch: 1)),
        .. from batch in (int[])[2, 5, 8, 17]
           from units in (int[])[10, 32, 48]
           select Dense(units, batch),
    ];

    private static ModelDefinition Dense(int units, int batch) => Model.Of(
        $"dense{batch}x{units}", Layer.Input(5, 3, 2).Named("image"), Layer.Flatten(), Layer.Dense(units, activation: "ReLU").Named("a"),
        Layer.Dense(units).Named("b"), Layer.Add("a", "b"), Layer.Dense(7, activation: "Sigmoid")) with { Batch = batch };

    public static IReadOnlyList<ModelDefinition> ShortDense { get; } = ShortDenseTests.Models;

    public static IReadOnlyList<ModelDefinition> LargeDense { get; } = [LargeDenseTests.Flattened, LargeDenseTests.Added];

    /// <summary>
    /// Results that are rounded to the numbers of a byte, behind every kernel that does so in its registers and every algorithm that does so
    /// in memory, some of them pooled. Numbers below zero are among them, and such that saturate.
    /// </summary>
    public static IReadOnlyList<ModelDefinition> Quantized { get; } =
    [
        Quantize("quantizedDirect", Layer.Input(17, 5, 9), Layer.Conv2D(40, 3, algorithm: "Direct")),
        Quantize("quantizedTaps", Layer.Input(3, 6, 30), Layer.Conv2D(24, 3, pads: 1, algorithm: "Direct"), Layer.Conv2D(32, 1)),
        Quantize("quantizedDepthwise", Layer.Input(17, 9, 14), Layer.DepthwiseConv2D(3, autoPad: "Same"), Layer.DepthwiseConv2D(9, autoPad: "Same")),
        Quantize("quantizedPlanar", Layer.Input(4, 3, 29), Layer.Conv2D(12, 3, autoPad: "Same", @group: 2), Layer.Conv2D(12, 2, @group: 4, strides: 2)),
        Quantize("quantizedFew", Layer.Input(1, 6, 24), Layer.Conv2D(4, 5)),
        Quantize("quantizedShort", Layer.Input(4, 3, 3), Layer.Conv2D(12, 3, autoPad: "Same", @group: 2)),
        Quantize("quantizedWinograd", Layer.Input(17, 9, 14), Layer.Conv2D(33, 3, autoPad: "Same", algorithm: "Winograd4x4"), Layer.MaxPool2D(2)),
        Quantize("quantizedColumns", Layer.Input(1, 23, 19), Layer.Conv2D(6, 3), Layer.Conv2D(10, 5)),
        Quantize("quantizedFft", Layer.Input(17, 9, 14), Layer.Conv2D(33, 5, algorithm: "Fft")),
        Quantize("quantizedIm2col", Layer.Input(17, 9, 3), Layer.Conv2D(33, 3, strides: 2, pads: 1, algorithm: "Im2col")),
        .. from batch in (int[])[1, 5]
           select Quantize($"quantizedDense{batch}", Layer.Input(5, 3, 2), Layer.Flatten(), Layer.Dense(40), Layer.Dense(7)) with { Batch = batch },
    ];

    private static ModelDefinition Quantize(string name, params LayerDefinition[] layers) => Model.Of(
        name,
        [
            layers[0].Named("input"), Layer.Of("onnx.Constant").With("shape", Array.Empty<int>()).With("values", new[] { 0.02 }).Named("scale"),
            Layer.Of("onnx.Constant").With("element", "UInt8").With("shape", Array.Empty<int>()).With("integers", new[] { 110 }).Named("zero"),
            .. layers.Skip(1).SelectMany((layer, i) => (LayerDefinition[])
            [
                layer.From(i == 0 ? "input" : $"real{i - 1}").Named($"layer{i}"),
                Layer.Of("onnx.QuantizeLinear").From($"layer{i}", "scale", "zero").Named($"bytes{i}"),
                Layer.Of("onnx.DequantizeLinear").From($"bytes{i}", "scale", "zero").Named($"real{i}"),
            ]),
        ]);

    public static IReadOnlyList<ModelDefinition> Networks { get; } =
        [.. Enumerable.Range(1000, 4).Select(seed => RandomNetworks.Create(seed) with { Batch = seed % 2 == 0 ? 1 : 5 })];

    public static IReadOnlyList<ModelDefinition> WholeModels { get; } = [.. new[] { "lenet-5", "autoencoder", "ds-cnn" }.Select(ZooModels.Definition)];

    public static IEnumerable<ModelDefinition> All =>
    [
        .. Operators, .. Winograd, .. WinogradColumns, .. OtherAlgorithms, .. PooledWinograd, .. TransposedConvolutions, .. DirectTiles, .. PlanarRows, .. MatrixProducts, .. DenseLayers, .. ShortDense, .. LargeDense, .. Quantized, .. Networks, .. WholeModels,
    ];
}
