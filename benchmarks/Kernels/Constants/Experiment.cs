using ModelCompiler.Benchmarks.Hardware;
using ModelCompiler.Benchmarks.Kernels.Layers;
using ModelCompiler.Compiler.Algorithms;

namespace ModelCompiler.Benchmarks.Kernels.Constants;

/// <summary>A kernel in a form that shows some constants of the cost model.</summary>
internal enum Family
{
    Direct,
    Winograd2,
    Winograd4,
    Winograd6,
    Depthwise,
    StridedDepthwise,
    Fourier,
    Planar,
    StridedPlanar,
    Pool,
    Function,
    Copy,
    Loop,
    ScalarLoop,
    Step,
    ColdFilters,
}

/// <summary>A layer that is measured to find constants.</summary>
/// <param name="Shape">The numbers of a convolution; null for other layers.</param>
/// <param name="Input">Channels, rows and columns of the model's input.</param>
/// <param name="Layers">The model behind its input, as JSON.</param>
internal sealed record Experiment(Family Family, ConvShape? Shape, string Input, string Layers)
{
    private const string Dense = "\"type\": \"Dense\", \"units\"";

    // What a network of this many layers reads lies beyond all caches.
    private const int ColdLayers = 4;

    /// <summary>Small enough that data comes from L2: what is measured is arithmetic.</summary>
    public static IReadOnlyList<Experiment> All { get; } =
    [
        Conv(Family.Direct, 64, 64, 28, 3), Conv(Family.Direct, 128, 128, 14, 3), Conv(Family.Direct, 256, 256, 14, 1),
        Conv(Family.Direct, 64, 64, 28, 1), Conv(Family.Direct, 32, 32, 10, 3), Conv(Family.Direct, 16, 64, 14, 5),
        Conv(Family.Direct, 128, 64, 7, 1), Conv(Family.Direct, 16, 32, 12, 1),
        .. Winograd(Family.Winograd2, 2), .. Winograd(Family.Winograd4, 4), .. Winograd(Family.Winograd6, 6),
        Conv(Family.Depthwise, 64, 64, 56, 3, group: 64), Conv(Family.Depthwise, 96, 96, 28, 3, group: 96),
        Conv(Family.Depthwise, 384, 384, 14, 3, group: 384),
        Conv(Family.StridedDepthwise, 64, 64, 56, 3, 2, group: 64), Conv(Family.StridedDepthwise, 192, 192, 28, 3, 2, group: 192),
        Fourier(64, 28, 5), Fourier(64, 28, 11), Fourier(64, 56, 21), Fourier(64, 56, 7), Fourier(128, 40, 15),
        Conv(Family.Planar, 32, 32, 28, 3, group: 8), Conv(Family.Planar, 24, 24, 14, 3, group: 3),
        Conv(Family.Planar, 64, 64, 28, 3, group: 16), Conv(Family.Planar, 120, 120, 14, 3, group: 5),
        Conv(Family.StridedPlanar, 32, 32, 28, 3, 2, group: 8), Conv(Family.StridedPlanar, 120, 120, 28, 3, 2, group: 5),
        Of(Family.Pool, "64, 28, 28", "{ \"type\": \"MaxPool2D\", \"kernel\": 2 }"),
        Of(Family.Pool, "64, 28, 28", "{ \"type\": \"MaxPool2D\", \"kernel\": 3, \"strides\": 2, \"pads\": 1 }"),
        Of(Family.Pool, "64, 28, 28", "{ \"type\": \"MaxPool2D\", \"kernel\": 3, \"strides\": 1, \"pads\": 1 }"),
        Of(Family.Pool, "256, 14, 14", "{ \"type\": \"GlobalAveragePool\" }"),
        Of(Family.Function, "64, 28, 28", "{ \"type\": \"Tanh\" }"), Of(Family.Function, "64, 28, 28", "{ \"type\": \"Sigmoid\" }"),
        // A convolution in blocks behind one on planar rows: the copy between them.
        Of(Family.Copy, "32, 28, 28", "{ " + LayerShape.ConvText(32, 1) + " }, { " + LayerShape.ConvText(32, 1) + ", \"group\": 8 }"),
        Of(Family.Loop, "64, 28, 28", "{ \"type\": \"onnx.Floor\" }"),
        // A condition on the index, which vectors do not have.
        Of(Family.ScalarLoop, "64, 28, 28", "{ \"type\": \"onnx.Trilu\" }"),
        Of(Family.Step, "16", $"{{ {Dense}: 16 }}, {{ {Dense}: 16 }}, {{ {Dense}: 16 }}, {{ {Dense}: 16 }}"),
        Cold(512, 512, 7, 3, "Winograd4x4", 4), Cold(512, 512, 14, 3, "Winograd4x4", 4), Cold(512, 512, 7, 3, "Winograd2x2", 2),
        Cold(1024, 1024, 7, 3, "Direct", 0),
    ];

    /// <summary>Output rows and columns of a Winograd tile; 0 for other algorithms.</summary>
    public int Tile { get; private init; }

    /// <summary>Layers that run one after the other.</summary>
    public int Count { get; private init; } = 1;

    /// <summary>What is measured of the compiled model.</summary>
    public Probe ProbeOf(LayerModel model) => new(
        $"{Family} {Input}", model.RunOf(Family == Family.Copy ? model.Copies : model.Steps));

    /// <summary>Several layers of one kind, whose filters together no cache holds.</summary>
    private static Experiment Cold(int inputs, int outputs, int size, int kernel, string algorithm, int tile)
    {
        var layer = $"{{ {LayerShape.ConvText(outputs, kernel, 1, kernel / 2)}, \"algorithm\": \"{algorithm}\" }}";
        return new(
            Family.ColdFilters, ShapeOf(inputs, outputs, size, kernel, 1, 1), $"{inputs}, {size}, {size}",
            string.Join(", ", Enumerable.Repeat(layer, ColdLayers)))
        {
            Tile = tile,
            Count = ColdLayers,
        };
    }

    private static IEnumerable<Experiment> Winograd(Family family, int tile) =>
        new[] { (16, 64, 28), (64, 16, 28), (32, 32, 28), (64, 64, 24), (16, 16, 36), (48, 96, 24) }.Select(layer => new Experiment(
            family, ShapeOf(layer.Item1, layer.Item2, layer.Item3, 3, 1, 1), $"{layer.Item1}, {layer.Item3}, {layer.Item3}",
            $"{{ {LayerShape.ConvText(layer.Item2, 3, 1, 1)}, \"algorithm\": \"Winograd{tile}x{tile}\" }}")
        {
            Tile = tile,
        });

    private static Experiment Conv(Family family, int inputs, int outputs, int size, int kernel, int strides = 1, int group = 1) => new(
        family, ShapeOf(inputs, outputs, size, kernel, strides, group), $"{inputs}, {size}, {size}",
        $"{{ {LayerShape.ConvText(outputs, kernel, strides, kernel / 2)}, \"group\": {group}, \"algorithm\": \"{(group == 1 ? "Direct" : "Auto")}\" }}");

    /// <summary>A depthwise one, which is nothing but transforms.</summary>
    private static Experiment Fourier(int channels, int size, int kernel) => new(
        Family.Fourier, ShapeOf(channels, channels, size, kernel, 1, channels), $"{channels}, {size}, {size}",
        $"{{ {LayerShape.ConvText(channels, kernel, 1, kernel / 2)}, \"group\": {channels}, \"algorithm\": \"Fft\" }}");

    private static Experiment Of(Family family, string input, string layers) => new(family, null, input, layers)
    {
        Count = family == Family.Step ? ColdLayers : 1,
    };

    private static ConvShape ShapeOf(int inputs, int outputs, int size, int kernel, int strides, int group)
    {
        var output = (size + strides - 1) / strides;
        return new(1, inputs, outputs, group, size, size, output, output, kernel, kernel, strides, strides, 1, 1, kernel / 2, kernel / 2);
    }
}
