using ModelCompiler.Compiler.Building.Layers;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building;

/// <summary>How one kind of layer enters the graph.</summary>
/// <param name="DefaultName">Prefix of default names.</param>
/// <param name="Build">Adds the layer's nodes and returns its output; null if a mistake was reported.</param>
internal sealed record LayerKind(
    string Name, string DefaultName, int MinimumInputs, int MaximumInputs, Func<LayerContext, Value?> Build);

/// <summary>All kinds of layers. A new kind is a line here and a function in <c>Building/Layers</c>.</summary>
internal static class LayerKinds
{
    public const string Input = "Input";

    private const int Any = int.MaxValue;

    public static IReadOnlyList<LayerKind> All { get; } =
    [
        new(Input, "input", 0, 0, InputLayer.Build),
        new("Conv2D", "conv", 1, 1, ConvolutionLayers.Conv2D),
        new("DepthwiseConv2D", "depthwise", 1, 1, ConvolutionLayers.DepthwiseConv2D),
        new("SeparableConv2D", "separable", 1, 1, ConvolutionLayers.SeparableConv2D),
        new("Dense", "dense", 1, 1, DenseLayer.Build),
        new("MaxPool2D", "maxpool", 1, 1, PoolingLayers.MaxPool2D),
        new("AveragePool2D", "averagepool", 1, 1, PoolingLayers.AveragePool2D),
        new("GlobalAveragePool", "globalaveragepool", 1, 1, PoolingLayers.GlobalAveragePool),
        new("GlobalMaxPool", "globalmaxpool", 1, 1, PoolingLayers.GlobalMaxPool),
        new("BatchNormalization", "bn", 1, 1, NormalizationLayer.Build),
        new("Flatten", "flatten", 1, 1, MovementLayers.Flatten),
        new("Reshape", "reshape", 1, 1, MovementLayers.Reshape),
        new("ZeroPad2D", "pad", 1, 1, MovementLayers.ZeroPad2D),
        new("Dropout", "dropout", 1, 1, ActivationLayers.Dropout),
        new("Add", "add", 2, Any, JoinLayers.Add),
        new("Multiply", "multiply", 2, 2, JoinLayers.Multiply),
        new("Concat", "concat", 2, Any, JoinLayers.Concat),
        new("ReLU", "relu", 1, 1, ActivationLayers.Activation),
        new("ReLU6", "relu6", 1, 1, ActivationLayers.Activation),
        new("LeakyReLU", "leakyrelu", 1, 1, ActivationLayers.Activation),
        new("ELU", "elu", 1, 1, ActivationLayers.Activation),
        new("Sigmoid", "sigmoid", 1, 1, ActivationLayers.Activation),
        new("Tanh", "tanh", 1, 1, ActivationLayers.Activation),
        new("SiLU", "silu", 1, 1, ActivationLayers.Activation),
        new("HardSwish", "hardswish", 1, 1, ActivationLayers.Activation),
        new("HardSigmoid", "hardsigmoid", 1, 1, ActivationLayers.Activation),
        new("Softmax", "softmax", 1, 1, ActivationLayers.Softmax),
    ];

    private static readonly Dictionary<string, LayerKind> ByName = All.ToDictionary(kind => kind.Name);

    public static LayerKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;
}
