using ModelCompiler.Compiler;

namespace ModelCompiler.Benchmarks.Kernels.Layers;

/// <summary>A layer of some network.</summary>
/// <param name="Network">Where it is from.</param>
/// <param name="Input">Channels, rows and columns.</param>
/// <param name="Layer">The layer as JSON, without the braces and without an algorithm.</param>
internal sealed record LayerShape(string Network, string Name, string Input, string Layer)
{
    /// <summary>The layers that are measured by default.</summary>
    public static IReadOnlyList<LayerShape> All { get; } =
    [
        Conv("ResNet-50", "7×7/2 3→64@112", "3, 224, 224", 64, 7, 2, 3),
        Conv("ResNet-50", "1×1 64→256@56", "64, 56, 56", 256, 1),
        Conv("ResNet-50", "3×3 64→64@56", "64, 56, 56", 64, 3, 1, 1),
        Conv("ResNet-50", "3×3/2 128→128@28", "128, 56, 56", 128, 3, 2, 1),
        Conv("ResNet-50", "3×3 128→128@28", "128, 28, 28", 128, 3, 1, 1),
        Conv("ResNet-50", "1×1 1024→256@14", "1024, 14, 14", 256, 1),
        Conv("ResNet-50", "3×3 256→256@14", "256, 14, 14", 256, 3, 1, 1),
        Conv("ResNet-50", "3×3 512→512@7", "512, 7, 7", 512, 3, 1, 1),
        Conv("ResNet-50", "1×1 2048→512@7", "2048, 7, 7", 512, 1),
        Conv("VGG-16", "3×3 3→64@224", "3, 224, 224", 64, 3, 1, 1),
        Conv("VGG-16", "3×3 64→64@224", "64, 224, 224", 64, 3, 1, 1),
        Conv("VGG-16", "3×3 256→256@56", "256, 56, 56", 256, 3, 1, 1),
        Conv("VGG-16", "3×3 512→512@14", "512, 14, 14", 512, 3, 1, 1),
        Conv("GoogLeNet", "5×5 32→96@14", "32, 14, 14", 96, 5, 1, 2),
        Conv("MobileNetV2", "1×1 96→24@56", "96, 56, 56", 24, 1),
        Depthwise("MobileNetV2", "depthwise 144@56", "144, 56, 56", 1),
        Depthwise("MobileNetV2", "depthwise/2 144@28", "144, 56, 56", 2),
        Depthwise("MobileNetV2", "depthwise 384@14", "384, 14, 14", 1),
        Conv("ResNet-8", "3×3 16→16@32", "16, 32, 32", 16, 3, 1, 1),
        Conv("ResNet-8", "3×3 64→64@8", "64, 8, 8", 64, 3, 1, 1),
        Conv("LeNet-5", "5×5 1→6@28", "1, 28, 28", 6, 5, 1, 2),
        Conv("LeNet-5", "5×5 6→16@10", "6, 14, 14", 16, 5),
        new("LeNet-5", "dense 400→120", "400", "\"type\": \"Dense\", \"units\": 120"),
        new("AlexNet", "dense 4096→4096", "4096", "\"type\": \"Dense\", \"units\": 4096"),
        new("VGG-16", "max pool 2×2 64@112", "64, 224, 224", "\"type\": \"MaxPool2D\", \"kernel\": 2"),
        new("ResNet-50", "max pool 3×3/2 64@56", "64, 112, 112", "\"type\": \"MaxPool2D\", \"kernel\": 3, \"strides\": 2, \"pads\": 1"),
        new("ResNet-50", "global average pool 2048@7", "2048, 7, 7", "\"type\": \"GlobalAveragePool\""),
    ];

    /// <summary>The algorithms that can compute it, as JSON spells them; only <c>Auto</c> where there is no choice.</summary>
    public IReadOnlyList<string> Algorithms =>
        Layer.Contains("\"Conv2D\"", StringComparison.Ordinal)
            ? Layer.Contains("\"kernel\": 3", StringComparison.Ordinal) && !Layer.Contains("\"strides\": 2", StringComparison.Ordinal)
                ? ["Direct", "Winograd2x2", "Winograd4x4", "Winograd6x6"] : ["Direct"]
            : ["Auto"];

    public static string ConvText(int filters, int kernel, int strides = 1, int pads = 0) =>
        $"\"type\": \"Conv2D\", \"filters\": {filters}, \"kernel\": {kernel}, \"strides\": {strides}, \"pads\": {pads}, \"activation\": \"ReLU\"";

    /// <summary>The model of this layer alone.</summary>
    public (string Input, string Layers) With(string algorithm) =>
        (Input, $"{{ {Layer}{(algorithm == "Auto" ? "" : $", \"algorithm\": \"{algorithm}\"")} }}");

    public static LayerModel Compile(LayerShape shape, string algorithm) =>
        LayerModel.Compile([shape.With(algorithm)], CompilationTarget.Avx512)[0];

    public override string ToString() => Name;

    private static LayerShape Conv(string network, string name, string input, int filters, int kernel, int strides = 1, int pads = 0) =>
        new(network, name, input, ConvText(filters, kernel, strides, pads));

    private static LayerShape Depthwise(string network, string name, string input, int strides) =>
        new(network, name, input, $"\"type\": \"DepthwiseConv2D\", \"kernel\": 3, \"strides\": {strides}, \"pads\": 1, \"activation\": \"ReLU6\"");
}
