using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Lowering;

public class OutputSizesTests
{
    [Fact]
    public void Windows_have_the_formula_of_each_axis()
    {
        Assert.Equal("⌊(28 + 4 − 5)/1⌋ + 1 = 28", Formula(Layer.Input(1, 28, 28), Layer.Conv2D(6, 5).With("pads", 2)));
        Assert.Equal(
            "⌊(9 + 1 − (2·2 + 1))/2⌋ + 1 = 3; ⌊(12 − 2)/3⌋ + 1 = 4",
            Formula(Layer.Input(1, 9, 12), Layer.Conv2D(6, 5).With("kernel", new[] { 3, 2 }).With("strides", new[] { 2, 3 })
                .With("pads", new[] { 1, 0, 0, 0 }).With("dilations", new[] { 2, 1 })));
        Assert.Equal("⌊(7 − 2)/2⌋ + 1 = 3", Formula(Layer.Input(1, 7, 7), Layer.MaxPool2D(2)));
        Assert.Equal("⌈(7 − 2)/2⌉ + 1 = 4", Formula(Layer.Input(1, 7, 7), Layer.MaxPool2D(2).With("ceilMode", true)));
    }

    /// <summary>Four windows of 2 at steps of 3 would begin at 0, 3, 6 and 9: the last one behind the input of 7 and its pad.</summary>
    [Fact]
    public void A_window_that_would_begin_in_the_padding_is_left_out() => Assert.Equal(
        "⌈(7 + 2 − 2)/3⌉ + 1 − 1 = 3", Formula(Layer.Input(1, 7, 7), Layer.MaxPool2D(2, strides: 3).With("pads", 1).With("ceilMode", true)));

    [Fact]
    public void Other_layers_say_what_they_join_or_multiply()
    {
        Assert.Equal("12 → 5", Formula(Layer.Input(12), Layer.Dense(5)));
        Assert.Equal("2·3·4 elements", Formula(Layer.Input(2, 3, 4), Layer.Flatten()));
        Assert.Equal("1 per channel", Formula(Layer.Input(2, 3, 4), Layer.GlobalAveragePool()));
        Assert.Equal("2 + 6 = 8", Formula(Layer.Input(2, 3, 4).Named("x"), Layer.Conv2D(6, 1).Named("a"), Layer.Concat("x", "a")));
        Assert.Equal("", Formula(Layer.Input(2, 3, 4), Layer.Of("Sigmoid")));
    }

    [Fact]
    public void A_transposed_convolution_has_the_inverse_formula() => Assert.Equal(
        "(3 − 1)·2 + 4 − 2 + 1 = 7; (4 − 1)·3 + 3 = 12",
        Formula(
            Layer.Input(5, 3, 4).Named("x"), Layer.Of("onnx.Constant").With("shape", new[] { 5, 6, 4, 3 }).Named("w"),
            Layer.Of("onnx.ConvTranspose").From("x", "w").With("strides", new[] { 2, 3 }).With("pads", new[] { 1, 0, 1, 0 })
                .With("output_padding", new[] { 1, 0 })));

    /// <summary>A multiply-add is two operations; the elements of an output take four bytes each, borders and empty lanes left out.</summary>
    [Fact]
    public void Operations_and_bytes_are_counted()
    {
        var layer = Plan(Layer.Input(3, 8, 8), Layer.Conv2D(6, 3).With("pads", 1)).Layers[0];
        Assert.Equal(2 * 8 * 8 * 6 * 3 * 9, layer.Flops);
        Assert.Equal(6 * 8 * 8 * 4, layer.OutputBytes);
        Assert.Equal("1×1", layer.ReceptiveField.DescribeStride());
    }

    private static string Formula(params LayerDefinition[] layers) => Plan(layers).Layers[^1].SizeFormula;

    private static ExecutionPlan Plan(params LayerDefinition[] layers) =>
        ModelCompilation.Plan(Model.Of("net", layers), null, CompilerOptions.Default).Plan!;
}
