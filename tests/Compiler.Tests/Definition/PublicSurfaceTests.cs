using System.Reflection;

namespace ModelCompiler.Tests.Definition;

/// <summary>
/// The attributes as users write them, beside types of their own that have the same names. That it compiles is half
/// of the test.
/// </summary>
public class PublicSurfaceTests
{
    [Fact]
    public void A_class_can_carry_a_whole_model()
    {
        var layers = typeof(Everything).GetCustomAttributes<LayerAttribute>().ToList();
        Assert.Equal(19, layers.Count);
        Assert.Equal([3, 3], Assert.Single(layers.OfType<DepthwiseConv2DAttribute>()).Kernel);
        Assert.Equal([1, 0, 1, 0], layers.OfType<Conv2DAttribute>().Single(conv => conv.Name == "stem").Pads!);
        Assert.Equal(["a", "b"], Assert.Single(layers.OfType<AddAttribute>()).Inputs);
        Assert.Equal(["policy", "value"], typeof(Everything).GetCustomAttribute<OutputAttribute>()!.Layers);
        Assert.Equal(42, typeof(Everything).GetCustomAttribute<RandomWeightsAttribute>()!.Seed);
        Assert.Equal("lenet5.safetensors", typeof(FromFile).GetCustomAttribute<WeightsAttribute>()!.File);
        Assert.Equal("lenet5.json", typeof(FromFile).GetCustomAttribute<CompiledModelAttribute>()!.File);
        Assert.Null(typeof(Everything).GetCustomAttribute<CompiledModelAttribute>()!.File);
    }

    [CompiledModel]
    [Input(3, 28, 28, Layout = Layout.ChannelsLast, Element = Element.UInt8, Mean = new[] { 0.5, 0.4, 0.3 }, Scale = new[] { 1 / 255.0 })]
    [Conv2D(6, 5, AutoPad = AutoPad.Same, Activation = Activation.Tanh, Algorithm = ConvAlgorithm.Direct)]
    [Conv2D(6, 5, 3, Name = "stem", Strides = new[] { 2, 1 }, Pads = new[] { 1, 0, 1, 0 }, Dilation = 1, Group = 2, Bias = false)]
    [DepthwiseConv2D(3, 3, Multiplier = 2, Pad = 1, Activation = Activation.LeakyReLU, Alpha = 0.2)]
    [SeparableConv2D(8, 3, Stride = 2)]
    [BatchNormalization(Name = "a", Epsilon = 1e-3), ReLU(Name = "b", From = "stem")]
    [Add("a", "b", Activation = Activation.ReLU)]
    [Multiply("a", "b")]
    [Concat("a", "b", Axis = 1)]
    [ZeroPad2D(1, 1, 0, 0), MaxPool2D(2, CeilMode = true), AveragePool2D(2, 1, CountIncludePad = true), GlobalAveragePool]
    [Reshape(-1), Dropout(Rate = 0.1), Dense(84, Name = "policy")]
    [Dense(10, Name = "value", From = "policy"), Softmax]
    [RandomWeights(42)]
    [Output("policy", "value")]
    private sealed partial class Everything;

    [CompiledModel("lenet5.json")]
    [Weights("lenet5.safetensors")]
    private sealed partial class FromFile;

    // They only have to be in scope.
    private sealed class Add;

    private sealed class Input;

    private sealed class Dense;
}
