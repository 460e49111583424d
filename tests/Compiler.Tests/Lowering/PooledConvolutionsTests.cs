using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

/// <summary>Which max-pools a Winograd convolution computes with its output transform, and what the plan says of them.</summary>
public class PooledConvolutionsTests
{
    [Fact]
    public void PoolBehindAConvolution_HasNoStepAndNoImageBeforeIt()
    {
        var plan = Plan(Convolution("ReLU"), Layer.MaxPool2D(2));
        var call = Assert.IsType<WinogradConv>(Assert.Single(plan.Calls, call => call is not (LoadInput or StoreOutput)));
        Assert.True(call.IsPooled);
        Assert.Equal((6, 7), (call.Destination.Geometry.Height, call.Destination.Geometry.Width));
        Assert.Equal((3, 4), (call.TileRows, call.TileColumns));
        Assert.Equal(ActivationKind.Relu, call.Activation.Kind);
        Assert.Equal(3, plan.Buffers.Count);    // the input, the maxima and the scratch
        Assert.Equal([("conv", "Winograd F(4×4,3×3) with max-pool 2×2"), ("maxpool1", "in conv")], Algorithms(plan));
        Assert.Null(plan.Layers[0].Output);
        Assert.Equal(call.Destination, plan.Layers[1].Output);
    }

    [Theory]
    [InlineData("ReLU", "Relu")]
    [InlineData("Tanh", "Tanh")]
    [InlineData("SiLU", "Silu")]
    public void ActivationBehindThePool_IsAppliedToTheMaxima(string name, string kind)
    {
        var plan = Plan(Convolution("None"), Layer.MaxPool2D(2), Layer.Of(name).Named("f"));
        var call = Assert.IsType<WinogradConv>(Assert.Single(plan.Calls, call => call is not (LoadInput or StoreOutput)));
        Assert.Equal((true, kind), (call.IsPooled, call.Activation.Kind.ToString()));
        Assert.Equal(("f", "in conv"), Algorithms(plan).Last());
    }

    [Fact]
    public void SecondActivation_IsAStep() => Assert.Equal(
        ["LoadInput", "WinogradConv", "ApplyActivation", "StoreOutput"],
        Plan(Convolution("ReLU"), Layer.MaxPool2D(2), Layer.Of("Tanh")).Calls.Select(call => call.GetType().Name));

    /// <summary>A last row and column that no window covers; a window that the image's end clips is the pool's.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void OddImages(bool ceilMode, bool isPooled) => Assert.Equal(
        isPooled, Assert.Single(Plan(13, Convolution("ReLU"), Layer.MaxPool2D(2, ceilMode: ceilMode)).Calls.OfType<WinogradConv>()).IsPooled);

    [Fact]
    public void OtherWindows_AreSteps()
    {
        AssertSteps(Convolution("ReLU"), Layer.MaxPool2D(3, strides: 2));
        AssertSteps(Convolution("ReLU"), Layer.MaxPool2D(2, strides: 1));
        AssertSteps(Convolution("ReLU"), Layer.MaxPool2D(2, pads: 1));
        AssertSteps(Convolution("ReLU"), Layer.MaxPool2D(2, dilations: 2));
        AssertSteps(Convolution("ReLU"), Layer.AveragePool2D(2));
    }

    [Fact]
    public void SecondReader_Forbids() => AssertSteps(
        Convolution("ReLU"), Layer.MaxPool2D(2).Named("maxima"), Layer.Conv2D(16, 1).From("conv").Named("other"));

    [Fact]
    public void Residual_Forbids() => AssertSteps(Convolution("None"), Layer.Add("conv", "x"), Layer.MaxPool2D(2));

    [Fact]
    public void ActivationThatMayFall_Forbids() => AssertSteps(Convolution("SiLU"), Layer.MaxPool2D(2));

    [Fact]
    public void TilesOfOneRow_Forbid() => AssertSteps(
        Layer.Of("Conv2D").With("filters", 16).With("kernel", (int[])[1, 3]).With("algorithm", "Winograd4x4"), Layer.MaxPool2D(2));

    private static LayerDefinition Convolution(string activation) =>
        Layer.Conv2D(16, 3, autoPad: "Same", activation: activation, algorithm: "Winograd4x4").Named("conv");

    private static ExecutionPlan Plan(params LayerDefinition[] layers) => Plan(14, layers);

    private static ExecutionPlan Plan(int width, params LayerDefinition[] layers)
    {
        var definition = Model.Of("net", [Layer.Input(16, 12, width).Named("x"), .. layers]);
        var leaves = layers.Where(layer => layer.Name is "maxima" or "other").Select(layer => layer.Name!).ToList();
        var result = ModelCompilation.Plan(leaves.Count > 0 ? definition.WithOutputs(leaves) : definition, null, CompilerOptions.Default);
        Assert.Empty(result.Diagnostics);
        return result.Plan!;
    }

    private static IEnumerable<(string Name, string Algorithm)> Algorithms(ExecutionPlan plan) =>
        plan.Layers.Select(layer => (layer.Name, layer.Algorithm));

    private static void AssertSteps(params LayerDefinition[] layers)
    {
        var plan = Plan(layers);
        Assert.Contains(plan.Calls, call => call is Pool);
        Assert.DoesNotContain(plan.Calls, call => call is WinogradConv { IsPooled: true });
    }
}
