using ModelCompiler.Compiler.Building.Layers;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;

namespace ModelCompiler.Compiler.Building;

/// <summary>How every kind of the layer catalogue enters the graph.</summary>
internal static class LayerKinds
{
    public const string Input = "Input";

    /// <summary>An input of any shape and type, batch included.</summary>
    public const string OperatorInput = LayerSchema.OperatorPrefix + "Input";

    /// <summary>Functions that add a layer's nodes and return its output; null if a mistake was reported.</summary>
    private static readonly Dictionary<string, Func<LayerContext, Value?>> Builders = new()
    {
        [Input] = InputLayer.Build,
        ["Conv1D"] = ConvolutionLayers.Conv1D,
        ["Conv2D"] = ConvolutionLayers.Conv2D,
        ["Conv3D"] = ConvolutionLayers.Conv3D,
        ["DepthwiseConv1D"] = ConvolutionLayers.DepthwiseConv1D,
        ["DepthwiseConv2D"] = ConvolutionLayers.DepthwiseConv2D,
        ["SeparableConv1D"] = ConvolutionLayers.SeparableConv1D,
        ["SeparableConv2D"] = ConvolutionLayers.SeparableConv2D,
        ["SpatiallySeparableConv2D"] = ConvolutionLayers.SpatiallySeparableConv2D,
        ["ConvTranspose1D"] = TransposedLayers.ConvTranspose1D,
        ["ConvTranspose2D"] = TransposedLayers.ConvTranspose2D,
        ["ConvTranspose3D"] = TransposedLayers.ConvTranspose3D,
        ["CombineMaps"] = MapLayers.CombineMaps,
        ["Dense"] = DenseLayer.Build,
        ["Rbf"] = UnitLayers.Rbf,
        ["Bilinear"] = FeatureLayers.Bilinear,
        ["Embedding"] = FeatureLayers.Embedding,
        ["MaxPool1D"] = PoolingLayers.MaxPool1D,
        ["MaxPool2D"] = PoolingLayers.MaxPool2D,
        ["MaxPool3D"] = PoolingLayers.MaxPool3D,
        ["AveragePool1D"] = PoolingLayers.AveragePool1D,
        ["AveragePool2D"] = PoolingLayers.AveragePool2D,
        ["AveragePool3D"] = PoolingLayers.AveragePool3D,
        ["LpPool1D"] = PoolingLayers.LpPool1D,
        ["LpPool2D"] = PoolingLayers.LpPool2D,
        ["LpPool3D"] = PoolingLayers.LpPool3D,
        ["GlobalAveragePool"] = PoolingLayers.GlobalAveragePool,
        ["GlobalMaxPool"] = PoolingLayers.GlobalMaxPool,
        ["GlobalLpPool"] = PoolingLayers.GlobalLpPool,
        ["AdaptiveAveragePool"] = AdaptivePooling.Average,
        ["AdaptiveMaxPool"] = AdaptivePooling.Max,
        ["KMaxPool1D"] = PoolingLayers.KMaxPool1D,
        ["Subsampling"] = MapLayers.Subsampling,
        ["MaxUnpool2D"] = UnpoolingLayer.Build,
        ["Upsample"] = ResizingLayers.Upsample,
        ["PixelShuffle"] = ResizingLayers.PixelShuffle,
        ["BatchNormalization"] = NormalizationLayers.Batch,
        ["LocalResponseNormalization"] = NormalizationLayers.LocalResponse,
        ["InstanceNormalization"] = NormalizationLayers.Instance,
        ["GroupNormalization"] = NormalizationLayers.Group,
        ["LayerNormalization"] = NormalizationLayers.Layer,
        ["RmsNormalization"] = NormalizationLayers.RootMeanSquare,
        ["Flatten"] = MovementLayers.Flatten,
        ["Reshape"] = MovementLayers.Reshape,
        ["ZeroPad2D"] = MovementLayers.ZeroPad2D,
        ["Pad"] = MovementLayers.Pad,
        ["Crop"] = MovementLayers.Crop,
        ["Slice"] = AxisLayers.Slice,
        ["Permute"] = AxisLayers.Permute,
        ["Squeeze"] = AxisLayers.Squeeze,
        ["Unsqueeze"] = AxisLayers.Unsqueeze,
        ["Maxout"] = UnitLayers.Maxout,
        ["SqueezeExcite"] = UnitLayers.SqueezeExcite,
        ["Dropout"] = ActivationLayers.Dropout,
        ["Add"] = JoinLayers.Add,
        ["Multiply"] = JoinLayers.Multiply,
        ["Concat"] = JoinLayers.Concat,
        ["ReLU"] = ActivationLayers.Activation,
        ["ReLU6"] = ActivationLayers.Activation,
        ["LeakyReLU"] = ActivationLayers.Activation,
        ["ELU"] = ActivationLayers.Activation,
        ["Sigmoid"] = ActivationLayers.Activation,
        ["Tanh"] = ActivationLayers.Activation,
        ["SiLU"] = ActivationLayers.Activation,
        ["HardSwish"] = ActivationLayers.Activation,
        ["HardSigmoid"] = ActivationLayers.Activation,
        ["PReLU"] = ActivationLayers.ParametricRelu,
        ["SELU"] = ActivationLayers.Selu,
        ["CELU"] = ActivationLayers.Celu,
        ["GELU"] = ActivationLayers.Gelu,
        ["Mish"] = ActivationLayers.Mish,
        ["Softplus"] = ActivationLayers.Softplus,
        ["Softsign"] = ActivationLayers.Softsign,
        ["ThresholdedReLU"] = ActivationLayers.ThresholdedRelu,
        ["HardTanh"] = ActivationLayers.HardTanh,
        ["ScaledTanh"] = ActivationLayers.ScaledTanh,
        ["Shrink"] = ActivationLayers.Shrink,
        ["Softmax"] = ActivationLayers.Softmax,
        ["LogSoftmax"] = ActivationLayers.LogSoftmax,
        ["Hardmax"] = ActivationLayers.Hardmax,
        ["PositionalEncoding"] = FeatureLayers.PositionalEncoding,
        ["SelfAttention2D"] = AttentionLayers.OverImage,
        ["MultiHeadAttention"] = AttentionLayers.MultiHead,
        ["RNN"] = RecurrentLayers.Rnn,
        ["GRU"] = RecurrentLayers.Gru,
        ["LSTM"] = RecurrentLayers.Lstm,
        ["Residual"] = BlockLayers.Residual,
        ["Bottleneck"] = BlockLayers.Bottleneck,
        ["InvertedResidual"] = BlockLayers.InvertedResidual,
        ["Inception"] = BlockLayers.Inception,
        ["DenseBlock"] = BlockLayers.Dense,
    };

    static LayerKinds()
    {
        foreach (var (name, build) in Operators.OperatorKinds.All)
            Builders.Add(LayerSchema.OperatorPrefix + name, build);
    }

    /// <summary>Whether a layer is an input of the model.</summary>
    public static bool IsInput(LayerDefinition layer) => layer.Kind is Input or OperatorInput;

    /// <exception cref="InvalidOperationException">The front end let a kind pass that the catalogue does not have.</exception>
    public static LayerSchema SchemaOf(string kind) =>
        LayerCatalog.Find(kind) ?? throw new InvalidOperationException($"The layer catalogue has no kind '{kind}'.");

    /// <exception cref="InvalidOperationException">The kind is in the catalogue, but not here.</exception>
    public static Func<LayerContext, Value?> BuilderOf(string kind) =>
        Builders.TryGetValue(kind, out var build)
            ? build
            : throw new InvalidOperationException($"The graph builder does not know the kind '{kind}'.");
}
