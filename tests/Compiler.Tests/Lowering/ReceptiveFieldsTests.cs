using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

/// <summary>Against values that were computed by hand, and those known of VGG-16 and ResNet-18.</summary>
public class ReceptiveFieldsTests
{
    [Fact]
    public void VGG_16()
    {
        int[] convolutions = [2, 2, 3, 3, 3];
        var layers = new List<LayerDefinition> { Layer.Input(1, 32, 32) };
        foreach (var count in convolutions)
        {
            layers.AddRange(Enumerable.Repeat(Layer.Conv2D(1, 3, pads: 1), count));
            layers.Add(Layer.MaxPool2D(2));
        }

        Assert.Equal(
            [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212],
            Fields([.. layers]).Select(field => int.Parse(field.Split('×')[0])));
    }

    [Fact]
    public void ResNet_18()
    {
        var layers = new List<LayerDefinition>
        {
            Layer.Input(1, 64, 64), Layer.Conv2D(1, 7, strides: 2, pads: 3), Layer.MaxPool2D(3, strides: 2, pads: 1).Named("in1"),
        };
        for (var block = 1; block <= 8; block++)
        {
            var stride = block is 3 or 5 or 7 ? 2 : 1;
            layers.Add(Layer.Conv2D(1, 3, strides: stride, pads: 1).From($"in{block}"));
            layers.Add(Layer.Conv2D(1, 3, pads: 1).Named($"main{block}"));
            if (stride == 2)
                layers.Add(Layer.Conv2D(1, 1, strides: 2).From($"in{block}").Named($"short{block}"));
            layers.Add(Layer.Add($"main{block}", stride == 2 ? $"short{block}" : $"in{block}").Named($"in{block + 1}"));
        }

        Assert.Equal("435×435", Fields([.. layers])[^1]);
    }

    [Fact]
    public void Dilation_spreads_a_window() => Assert.Equal(
        ["3×3", "7×7", "15×15"],
        Fields(Layer.Input(1, 32, 32), Layer.Conv2D(1, 3), Layer.Conv2D(1, 3, dilations: 2), Layer.Conv2D(1, 3, dilations: 4)));

    [Fact]
    public void A_window_over_channels_sees_no_other_pixels() =>
        Assert.Equal("3×3", Fields(Layer.Input(4, 9, 9), Layer.Conv2D(4, 3), Layer.LocalResponseNormalization(3))[^1]);

    [Fact]
    public void The_axes_are_independent() => Assert.Equal(
        ["1×3", "5×3", "6×5"],
        Fields(
            Layer.Input(1, 32, 32), Layer.Of("Conv2D").With("filters", 1).With("kernel", new[] { 1, 3 }).With("strides", new[] { 1, 2 }),
            Layer.Of("Conv2D").With("filters", 1).With("kernel", new[] { 5, 1 }),
            Layer.MaxPool2D(2)));

    [Fact]
    public void A_join_sees_what_any_of_its_operands_sees() => Assert.Equal(
        "5×5",
        Fields(
            Layer.Input(1, 9, 9).Named("in"), Layer.Conv2D(1, 1).Named("a"), Layer.Conv2D(1, 5, pads: 2).From("in").Named("b"),
            Layer.Concat("a", "b"))[^1]);

    [Fact]
    public void Windows_that_are_shifted_against_each_other_add_up() => Assert.Equal(
        // Rows −2…0 and 0…2.
        "5×5",
        Fields(
            Layer.Input(1, 9, 9).Named("in"),
            Layer.Of("Conv2D").With("filters", 1).With("kernel", 3).With("pads", new[] { 2, 2, 0, 0 }).Named("a"),
            Layer.Of("Conv2D").With("filters", 1).With("kernel", 3).With("pads", new[] { 0, 0, 2, 2 }).From("in").Named("b"),
            Layer.Add("a", "b"))[^1]);

    [Fact]
    public void What_reads_all_positions_sees_everything()
    {
        var fields = Fields(
            Layer.Input(1, 9, 9), Layer.Conv2D(2, 3), Layer.AveragePool2D(2), Layer.Flatten(), Layer.Dense(3), Layer.Softmax());
        Assert.Equal(["3×3", "4×4", "4×4", "all", "all"], fields);
        Assert.Equal(["3×3", "all"], Fields(Layer.Input(1, 9, 9), Layer.Conv2D(2, 3), Layer.GlobalAveragePool()));
    }

    [Fact]
    public void Rows_that_became_columns_are_no_window() => Assert.Equal(
        ["1×1", "all", "all"], Fields(Layer.Input(1, 4, 9), Layer.ZeroPad2D(0, 0, 2, 0), Layer.Reshape(1, 9, 6), Layer.Conv2D(1, 3)));

    [Fact]
    public void Fields_beyond_all_sizes_are_everything() => Assert.Equal(
        ["1×1", "1×1", "all"],
        Fields(
            Layer.Input(1, 1, 1), Layer.MaxPool2D(1, strides: 1 << 20), Layer.MaxPool2D(1, strides: 1),
            Layer.MaxPool2D(1, strides: 1 << 20)));

    [Fact]
    public void A_report_knows_where_its_output_lies()
    {
        var plan = Plan(Layer.Input(1, 12, 12), Layer.Conv2D(20, 3), Layer.MaxPool2D(2), Layer.Flatten(), Layer.Dense(3));
        Assert.All(plan.Layers, layer => Assert.InRange(plan.ByteOffsetOf(layer.Output!), 0, plan.ArenaBytes - 1));
        // Flatten moves nothing.
        Assert.Equal(plan.ByteOffsetOf(plan.Layers[1].Output!), plan.ByteOffsetOf(plan.Layers[2].Output!));
        Assert.NotEqual(plan.ByteOffsetOf(plan.Layers[0].Output!), plan.ByteOffsetOf(plan.Layers[1].Output!));
    }

    private static string[] Fields(params LayerDefinition[] layers) =>
        [.. Plan(layers).Layers.Select(layer => layer.ReceptiveField.Describe())];

    private static Compiler.Plan.ExecutionPlan Plan(params LayerDefinition[] layers)
    {
        var result = ModelCompilation.Plan(Model.Of("net", layers), null, CompilerOptions.Default);
        return result.Plan ?? throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }
}
