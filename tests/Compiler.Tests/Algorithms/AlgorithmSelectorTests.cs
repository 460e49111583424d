using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Algorithms;

public class AlgorithmSelectorTests
{
    [Fact]
    public void Many_tiles_of_many_channels_take_Winograd_4x4()
    {
        var choice = Choose(Layer.Input(64, 56, 56), Layer.Conv2D(64, 3).With("pads", 1));
        Assert.Equal("Winograd F(4×4,3×3)", choice.Chosen.Description);
        Assert.NotNull(choice.RunnerUp);
    }

    [Fact]
    public void Dilations_are_computed_directly() => Assert.Equal(
        ConvMethod.Direct, Choose(Layer.Input(64, 56, 56), Layer.Conv2D(64, 3).With("dilations", 2)).Chosen.Method);

    [Theory]
    [InlineData(64, 64, 3, 2, "Winograd F(2×2,2×2) by phases")]
    [InlineData(3, 64, 7, 2, "Winograd F(4×4,4×4) by phases")]
    [InlineData(3, 64, 11, 4, "Winograd F(4×4,3×3) by phases")]
    [InlineData(3, 32, 3, 2, "direct")]
    [InlineData(64, 128, 1, 2, "implicit GEMM")]
    public void Strides_are_computed_by_phases_where_that_multiplies_less(int inputs, int outputs, int kernel, int stride, string expected) => Assert.Equal(
        expected, Choose(Layer.Input(inputs, 112, 112), Layer.Conv2D(outputs, kernel).With("strides", stride)).Chosen.Description);

    [Fact]
    public void Few_channels_are_computed_directly() =>
        Assert.Equal(ConvMethod.Direct, Choose(Layer.Input(3, 56, 56), Layer.Conv2D(64, 3)).Chosen.Method);

    [Fact]
    public void One_filter_per_channel_is_depthwise() => Assert.Equal(
        ConvMethod.Depthwise, Choose(Layer.Input(24, 14, 14), Layer.Of("DepthwiseConv2D").With("kernel", 3)).Chosen.Method);

    [Theory]
    [InlineData(32, 32, 2, ConvMethod.Direct)]
    [InlineData(32, 32, 4, ConvMethod.Planar)]
    [InlineData(6, 12, 3, ConvMethod.Planar)]
    public void Groups_are_blocked_where_they_are_whole_blocks(int inputs, int outputs, int group, object method) => Assert.Equal(
        (ConvMethod)method, Choose(Layer.Input(inputs, 9, 9), Layer.Conv2D(outputs, 3).With("group", group)).Chosen.Method);

    [Theory]
    [InlineData(6, 16, 5, 14, "Winograd F(2,5) along columns")]
    [InlineData(8, 16, 3, 10, "Winograd F(4,3) along columns")]
    public void Few_channels_are_transformed_along_columns(int inputs, int outputs, int kernel, int size, string expected) => Assert.Equal(
        expected, Choose(Layer.Input(inputs, size, size), Layer.Conv2D(outputs, kernel)).Chosen.Description);

    [Fact]
    public void A_sum_behind_is_left_to_other_algorithms() => Assert.Equal(
        ConvMethod.Direct, ChooseAdded(Layer.Input(8, 14, 14).Named("x"), Layer.Conv2D(8, 3, pads: 1), Layer.Add("x", "conv1")).Chosen.Method);

    [Theory]
    [InlineData(1, 4)]
    [InlineData(3, 6)]
    public void Few_outputs_of_a_plain_image_are_computed_on_planar_rows(int inputs, int outputs)
    {
        var choice = Choose(Layer.Input(inputs, 28, 28), Layer.Conv2D(outputs, 5));
        Assert.Equal(ConvMethod.Planar, choice.Chosen.Method);
        Assert.Equal(ConvMethod.Direct, choice.RunnerUp!.Method);
    }

    [Fact]
    public void Few_outputs_of_many_channels_do_not_pay_for_a_copy() => Assert.Equal(
        ConvMethod.Direct, ChooseLast(Layer.Input(3, 28, 28), Layer.Conv2D(64, 1), Layer.Conv2D(6, 1)).Chosen.Method);

    [Fact]
    public void Between_convolutions_on_planar_rows_nothing_is_copied() => Assert.Equal(
        ConvMethod.Planar, ChooseLast(Layer.Input(1, 28, 28), Layer.Conv2D(4, 5), Layer.MaxPool2D(2), Layer.Conv2D(4, 3)).Chosen.Method);

    [Theory]
    [InlineData("Direct", "direct")]
    [InlineData("Winograd2x2", "Winograd F(2×2,3×3)")]
    [InlineData("Winograd4x4", "Winograd F(4×4,3×3)")]
    [InlineData("Winograd6x6", "Winograd F(6×6,3×3)")]
    public void The_user_has_the_last_word(string algorithm, string expected) => Assert.Equal(
        expected, Choose(Layer.Input(3, 9, 9), Layer.Conv2D(7, 3).With("algorithm", algorithm)).Chosen.Description);

    [Theory]
    [InlineData("generic")]
    [InlineData("avx512")]
    public void Few_tiles_of_many_channels_do_not_take_the_larger_filters(string target) =>
        Assert.NotEqual(4, Choose(MachineOf(target), LastStage).Chosen.TileHeight);

    [Theory]
    [InlineData("Winograd2x2", "Winograd F(2×2,5×5)")]
    [InlineData("Winograd4x4", "Winograd F(4×4,5×5)")]
    public void Filters_of_five_taps_have_their_own_transforms(string algorithm, string expected) => Assert.Equal(
        expected, Choose(Layer.Input(3, 9, 9), Layer.Conv2D(5, 5).With("algorithm", algorithm)).Chosen.Description);

    [Fact]
    public void Transforms_of_eight_samples_are_never_chosen_unasked_for_five_taps() => Assert.All(
        [8, 14, 28, 56, 112],
        size => Assert.Equal(2, Choose(Layer.Input(64, size, size), Layer.Conv2D(64, 5)).Chosen.TileHeight));

    /// <summary>38 MB of transformed filters are read from memory once; those of 64 channels, 0.6 MB, may be read block by block.</summary>
    [Theory]
    [InlineData(512, 28, 49)]
    [InlineData(64, 112, 112)]
    public void Blocks_of_tiles_suit_the_caches(int channels, int size, int expected)
    {
        var graph = Model.Of("net", Layer.Input(channels, size, size), Layer.Conv2D(channels, 3).With("pads", 1)).ToGraph();
        var shape = ConvShape.Of(graph.Nodes.Single(node => node.Op is Conv));
        Assert.Equal(expected, CostModel.For(graph, MachineModel.Generic).TileBlock(shape, 4, 4));
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Small_filters_of_many_channels_are_transformed_on_every_machine(string target)
    {
        Assert.Equal(4, Choose(MachineOf(target), Layer.Input(64, 56, 56), Layer.Conv2D(64, 3).With("pads", 1)).Chosen.TileHeight);
        Assert.Equal(ConvMethod.Direct, Choose(MachineOf(target), Layer.Input(64, 56, 56), Layer.Conv2D(256, 1)).Chosen.Method);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void What_is_chosen_is_faster_than_the_runner_up(string target)
    {
        var choice = Choose(MachineOf(target), LastStage);
        Assert.InRange(choice.Chosen.Nanoseconds, 1, choice.RunnerUp!.Nanoseconds);
    }

    [Fact]
    public void An_activation_beyond_the_kernel_takes_time()
    {
        var plain = Choose(Layer.Input(64, 56, 56), Layer.Conv2D(64, 1));
        var tanh = Choose(Layer.Input(64, 56, 56), Layer.Conv2D(64, 1, activation: "Tanh"));
        Assert.True(tanh.Chosen.Nanoseconds > plain.Chosen.Nanoseconds);
    }

    [Fact]
    public void The_largest_tiles_are_never_chosen_unasked() => Assert.All(
        [8, 14, 28, 56, 112, 224],
        size => Assert.NotEqual(6, Choose(Layer.Input(64, size, size), Layer.Conv2D(64, 3)).Chosen.TileHeight));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Large_kernels_are_transformed_by_Fourier(string target)
    {
        var sequence = Choose(MachineOf(target), Layer.Input(64, 4096), Layer.Of("Conv1D").With("filters", 64).With("kernel", 255));
        Assert.Equal(ConvMethod.Fourier, sequence.Chosen.Method);
        Assert.Equal(1, sequence.Chosen.Samples.Rows);
        Assert.Equal("direct", sequence.RunnerUp!.Description);
        var depthwise = Choose(MachineOf(target), Layer.Input(64, 56, 56), Layer.DepthwiseConv2D(31, autoPad: "Same"));
        Assert.Matches("^FFT of [0-9]+×[0-9]+ samples$", depthwise.Chosen.Description);
    }

    [Fact]
    public void Small_kernels_are_not() => Assert.All(
        [2, 3, 4, 5],
        kernel => Assert.NotEqual(ConvMethod.Fourier, Choose(Layer.Input(64, 56, 56), Layer.Conv2D(64, kernel)).Chosen.Method));

    [Fact]
    public void Narrow_images_are_computed_by_im2col()
    {
        Assert.Equal(ConvMethod.Im2col, Choose(Layer.Input(64, 200, 1), Layer.Conv2D(64, 3).With("kernel", new[] { 7, 1 })).Chosen.Method);
        Assert.Equal(ConvMethod.Direct, Choose(Layer.Input(64, 20, 14), Layer.Conv2D(64, 5).With("dilations", 2)).Chosen.Method);
    }

    [Theory]
    [InlineData("Im2col", "im2col and GEMM")]
    [InlineData("ImplicitGemm", "implicit GEMM")]
    public void Every_algorithm_can_be_asked_for(string algorithm, string expected) => Assert.Equal(
        expected, Choose(Layer.Input(3, 4, 4), Layer.Conv2D(5, 1).With("algorithm", algorithm)).Chosen.Description);

    public static TheoryData<string> Targets => [.. Machines.Keys];

    private static readonly Dictionary<string, MachineModel> Machines = new()
    {
        ["generic"] = MachineModel.Generic,
        ["avx512"] = MachineModel.Avx512,
        ["avx2"] = MachineModel.Avx2,
        ["arm64"] = MachineModel.Arm64,
    };

    /// <summary>The last stage of ResNet-50: its 16 or 4 tiles leave nothing to hide the reading of transformed filters behind.</summary>
    private static readonly LayerDefinition[] LastStage = [Layer.Input(512, 7, 7), Layer.Conv2D(512, 3).With("pads", 1)];

    private static MachineModel MachineOf(string target) => Machines[target];

    private static AlgorithmChoice Choose(params LayerDefinition[] layers) => Choose(MachineModel.Generic, layers);

    private static AlgorithmChoice Choose(MachineModel machine, params LayerDefinition[] layers)
    {
        var graph = Model.Of("net", layers).ToGraph();
        var choices = new AlgorithmSelector(CostModel.For(graph, machine)).Select(graph);
        return choices[graph.Nodes.Single(node => node.Op is Conv)];
    }

    private static AlgorithmChoice ChooseAdded(params LayerDefinition[] layers)
    {
        var graph = Model.Of("net", layers).ToGraph();
        PassPipeline.Run(graph);
        return new AlgorithmSelector(CostModel.For(graph, MachineModel.Generic)).Select(graph).Values.Single();
    }

    private static AlgorithmChoice ChooseLast(params LayerDefinition[] layers)
    {
        var graph = Model.Of("net", layers).ToGraph();
        var choices = new AlgorithmSelector(CostModel.For(graph, MachineModel.Generic)).Select(graph);
        return choices[graph.Nodes.Last(node => node.Op is Conv)];
    }
}
