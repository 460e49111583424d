using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>Networks on sequences and volumes, and of layers that became several nodes.</summary>
public class SpatialNetworkTests
{
    [Fact]
    public void MatchReference() => ModelAssert.MatchReference(
    [
        TemporalConvolutions(), TextClassifier(), Volumes(), Volumes() with { Batch = 3 }, LeNet1998(), Segmentation(),
        SeparableVolumes(), Waveform(),
    ]);

    /// <summary>Dilated causal convolutions with residual sums.</summary>
    private static ModelDefinition TemporalConvolutions() => Model.Of(
        "Temporal", Layer.Input(3, 40),
        Causal(16, 1).Named("a"), Layer.BatchNormalization(activation: "ReLU"), Causal(16, 2).Named("b"), Layer.Add("a", "b"),
        Layer.Of("ReLU").Named("c"), Causal(16, 4).Named("d"), Layer.BatchNormalization().Named("e"), Layer.Add("c", "e"),
        Layer.GlobalAveragePool(), Layer.Flatten(), Layer.Dense(5), Layer.Softmax());

    /// <summary>Filters of three lengths over time, the maximum of each, side by side.</summary>
    private static ModelDefinition TextClassifier() => Model.Of(
        "Text",
        [
            Layer.Input(12, 30),
            .. ((int[])[3, 4, 5]).SelectMany(kernel => (LayerDefinition[])
            [
                Layer.Of("Conv1D").With("filters", 10).With("kernel", kernel).With("activation", "ReLU").From("input"),
                Layer.GlobalMaxPool().Named($"max{kernel}"),
            ]),
            Layer.Concat("max3", "max4", "max5"), Layer.Flatten(), Layer.Dense(2),
        ]);

    /// <summary>Everything that stands between convolutions, on volumes.</summary>
    private static ModelDefinition Volumes() => Model.Of(
        "Volumes", Layer.Input(3, 6, 9, 8),
        Volume(8, 3).Named("a"), Layer.BatchNormalization(activation: "ReLU").Named("b"), Volume(8, 3).Named("c"), Layer.Add("b", "c"),
        Layer.Of("SiLU").Named("d"), Layer.Of("MaxPool3D").With("kernel", 2).With("ceilMode", true), Volume(5, 1).Named("e"),
        Layer.Of("AveragePool3D").With("kernel", 2).From("d").With("ceilMode", true).Named("f"), Layer.Concat("e", "f"),
        Layer.LocalResponseNormalization(3), Layer.Softmax().Named("s"), Layer.Of("Dropout"), Layer.GlobalAveragePool(), Layer.Flatten(),
        Layer.Dense(4));

    private static ModelDefinition SeparableVolumes() => Model.Of(
        "SeparableVolumes", Layer.Input(8, 5, 6, 7),
        Layer.Of("Conv3D").With("filters", 8).With("kernel", 3).With("group", 8).With("activation", "ReLU"),
        Volume(6, 1), Layer.Of("ConvTranspose3D").With("filters", 3).With("kernel", 2).With("strides", 2), Layer.Of("Tanh"));

    /// <summary>The layers of LeNet-5 as published: sums over windows with factors, partial connections, distances.</summary>
    private static ModelDefinition LeNet1998() => Model.Of(
        "LeNet1998", Layer.Input(1, 16, 16),
        Layer.Conv2D(6, 5, activation: "Tanh"), Layer.Of("Subsampling").With("kernel", 2).With("activation", "Tanh"),
        Layer.Conv2D(4, 3, activation: "Tanh").With("connections", "0 1 2, 1 2 3, 2 3 4 5, 0 1 2 3 4 5"),
        Layer.Of("Subsampling").With("kernel", 2).With("activation", "Tanh"), Layer.Flatten(), Layer.Dense(12, activation: "Tanh"),
        Layer.Of("Rbf").With("units", 10));

    /// <summary>Down with pools, up with unpooling, transposed convolutions and interpolation.</summary>
    private static ModelDefinition Segmentation() => Model.Of(
        "Segmentation", Layer.Input(3, 16, 12).Named("image"),
        Layer.Conv2D(8, 3, pads: 1, activation: "ReLU").Named("left"), Layer.MaxPool2D(2).Named("pool"),
        Layer.Of("SqueezeExcite").With("squeeze", 3), Layer.Conv2D(8, 3, pads: 1).With("paddingMode", "Reflect").Named("bottom"),
        Layer.Of("MaxUnpool2D").From("bottom", "pool").Named("up1"),
        Layer.Of("ConvTranspose2D").With("filters", 8).With("kernel", 2).With("strides", 2).From("bottom").Named("up2"),
        Layer.Of("Upsample").With("scale", 2).With("mode", "Linear").From("bottom").Named("up3"),
        Layer.Concat("left", "up1", "up2", "up3"), Layer.Of("Maxout").With("pieces", 2), Layer.Conv2D(2, 1), Layer.Of("Crop").With("crops", 1));

    /// <summary>Sequences of one channel, as sound is, with the output a sequence.</summary>
    private static ModelDefinition Waveform() => Model.Of(
        "Waveform", Layer.Input(1, 100),
        Layer.Of("Conv1D").With("filters", 16).With("kernel", 11).With("strides", 4).With("activation", "ReLU"),
        Layer.Of("DepthwiseConv1D").With("kernel", 5).With("autoPad", "Same"), Layer.BatchNormalization(activation: "ReLU"),
        Layer.Of("ConvTranspose1D").With("filters", 4).With("kernel", 4).With("strides", 4).With("activation", "Tanh"),
        Layer.Of("Slice").With("axis", 2).With("end", 80), Layer.Of("KMaxPool1D").With("k", 7), Layer.Of("Permute").With("axes", new[] { 2, 1 }));

    private static LayerDefinition Causal(int filters, int dilation) => Layer.Of("Conv1D").With("filters", filters).With("kernel", 3)
        .With("dilations", dilation).With("autoPad", "Causal");

    private static LayerDefinition Volume(int filters, int kernel) =>
        Layer.Of("Conv3D").With("filters", filters).With("kernel", kernel).With("autoPad", "Same");
}
