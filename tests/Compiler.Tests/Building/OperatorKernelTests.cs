using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Which operators of ONNX get the kernels for images and which become loop nests, by what they read.</summary>
public class OperatorKernelTests
{
    [Fact]
    public void Conv_HasAKernel_IfFiltersAreConstantAndThereAreAtMostThreeAxes()
    {
        Assert.Equal("Conv", NodesOf(Input(2, 3, 8, 8), Stored("w", 4, 3, 3, 3), Stored("b", 4), Of("Conv", "x", "w", "b")));
        Assert.Equal("Reshape, Conv, Reshape", NodesOf(Input(2, 3, 8), Stored("w", 4, 3, 3), Of("Conv", "x", "w")));
        Assert.Equal("Conv (nest)", NodesOf(Input(2, 3, 8), Input("w", 4, 3, 3), Of("Conv", "x", "w")));
        Assert.Equal("Frames (nest), Conv, Volume (nest)", NodesOf(Input(2, 3, 4, 4, 4), Stored("w", 4, 3, 3, 3, 3), Of("Conv", "x", "w")));
        Assert.Equal("Frames (nest), Conv, Reshape", NodesOf(Input(2, 3, 3, 4, 4), Stored("w", 4, 3, 3, 3, 3), Of("Conv", "x", "w")));
        Assert.Equal(
            "Frames (nest), Conv, Volume (nest)",
            NodesOf(Input(2, 3, 4, 4, 4), Stored("w", 3, 1, 3, 3, 3), Of("Conv", "x", "w").With("group", 3)));
        Assert.Equal("Conv (nest)", NodesOf(Input(1, 3, 8, 8), Input("w", 4, 3, 3, 3), Of("Conv", "x", "w")));
    }

    [Fact]
    public void ConvTranspose_HasAKernel_IfItHasOneGroupAndConstantFiltersOnOneOrTwoAxes()
    {
        var conv = Of("ConvTranspose", "x", "w");
        Assert.Equal("ConvTranspose", NodesOf(Input(2, 4, 8, 8), Stored("w", 4, 3, 3, 3), Stored("b", 3), Of("ConvTranspose", "x", "w", "b")));
        Assert.Equal("Reshape, ConvTranspose, Reshape", NodesOf(Input(2, 4, 8), Stored("w", 4, 3, 3), conv));
        Assert.Equal("ConvTranspose (nest)", NodesOf(Input(2, 4, 8, 8), Input("w", 4, 3, 3, 3), conv));
        Assert.Equal("ConvTranspose (nest)", NodesOf(Input(2, 4, 8, 8), Stored("w", 4, 3, 3, 3), conv.With("group", 2)));
        Assert.Equal("ConvTranspose (nest)", NodesOf(Input(2, 4, 8, 8), Stored("w", 4, 3, 3, 3), conv.With("dilations", new[] { 2, 2 })));
    }

    [Fact]
    public void Pools_HaveKernelsForOneAndTwoAxes()
    {
        Assert.Equal("MaxPool", NodesOf(Input(2, 3, 8, 8), Of("MaxPool", "x").With("kernel_shape", new[] { 2, 2 })));
        Assert.Equal("Reshape, MaxPool, Reshape", NodesOf(Input(2, 3, 8), Of("MaxPool", "x").With("kernel_shape", new[] { 2 })));
        Assert.Equal("MaxPool (nest)", NodesOf(Input(2, 3, 4, 4, 4), Of("MaxPool", "x").With("kernel_shape", new[] { 2, 2, 2 })));
        Assert.Equal("AveragePool", NodesOf(Input(2, 3, 8, 8), Of("AveragePool", "x").With("kernel_shape", new[] { 2, 2 })));
        Assert.Equal("GlobalAveragePool", NodesOf(Input(2, 3, 8, 8), Of("GlobalAveragePool", "x")));
        Assert.Equal("Reshape, GlobalMaxPool, Reshape", NodesOf(Input(2, 3, 8), Of("GlobalMaxPool", "x")));
    }

    [Fact]
    public void AveragePool_WithDilations_OrAWindowOfPadding_IsANest()
    {
        var pool = Of("AveragePool", "x").With("kernel_shape", new[] { 2, 2 });
        Assert.Equal("AveragePool (nest)", NodesOf(Input(1, 3, 8, 8), pool.With("dilations", new[] { 2, 2 })));
        Assert.Equal("AveragePool (nest)", NodesOf(Input(1, 3, 8, 8), pool.With("pads", new[] { 2, 2, 2, 2 })));
        Assert.Equal("AveragePool", NodesOf(Input(1, 3, 8, 8), pool.With("pads", new[] { 2, 2, 2, 2 }).With("count_include_pad", true)));
    }

    [Fact]
    public void Gemm_HasAKernel_IfWeightsAreConstantAndOutByIn()
    {
        var gemm = Of("Gemm", "x", "w", "b");
        Assert.Equal("Gemm", NodesOf(Input(2, 3), Stored("w", 4, 3), Stored("b", 4), gemm.With("transB", true)));
        Assert.Equal("Gemm, Gemm (nest)", NodesOf(Input(2, 3), Stored("w", 4, 3), Stored("b", 2, 4), gemm.With("transB", true)));
        Assert.Equal("Gemm (nest)", NodesOf(Input(2, 3), Stored("w", 3, 4), Stored("b", 4), gemm));
    }

    [Fact]
    public void BatchNormalization_HasAKernel_IfItsStatisticsAreConstant()
    {
        LayerDefinition[] statistics = [Stored("s", 3), Stored("b", 3), Stored("m", 3), Stored("v", 3)];
        var layer = Of("BatchNormalization", "x", "s", "b", "m", "v");
        Assert.Equal("BatchNormalization", NodesOf([Input(1, 3, 4, 4), .. statistics, layer]));
        Assert.Equal("BatchNormalization (nest), BatchNormalization (nest)", NodesOf([Input(1, 3, 4, 4, 4), .. statistics, layer]));
        Assert.Equal(
            "BatchNormalization (nest), BatchNormalization (nest)",
            NodesOf([Input(1, 3, 4, 4), .. statistics.Take(3), Input("v", 3), layer]));
    }

    [Fact]
    public void Softmax_HasAKernel_BehindTheFirstAxis()
    {
        Assert.Equal("Softmax", NodesOf(Input(2, 3), Of("Softmax", "x")));
        Assert.Equal("Softmax (nest), Softmax (nest), Softmax (nest)", NodesOf(Input(2, 3), Of("Softmax", "x").With("axis", 0)));
        Assert.Equal("Softmax (nest), Softmax (nest), Softmax (nest)", NodesOf(Input(2, 3, 4, 5, 6), Of("Softmax", "x")));
    }

    /// <summary>The names of the nodes, those of loop nests marked.</summary>
    private static string NodesOf(params LayerDefinition[] layers) => string.Join(", ", Model.Of("net", layers).ToGraph().Nodes.Select(
        node => node.Op is Compiler.IR.Ops.Compute ? node.Op.Name + " (nest)" : node.Op.Name));

    private static LayerDefinition Input(params int[] shape) => Input("x", shape);

    private static LayerDefinition Input(string name, params int[] shape) => Layer.Of("onnx.Input").With("shape", shape).Named(name);

    private static LayerDefinition Stored(string name, params int[] shape) => Layer.Of("onnx.Constant").With("shape", shape).Named(name);

    private static LayerDefinition Of(string kind, params string[] from) => Layer.Of("onnx." + kind).From(from);
}
