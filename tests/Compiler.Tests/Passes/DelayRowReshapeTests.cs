using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

/// <summary>Sequences stay images of one row from one convolution to the next.</summary>
public class DelayRowReshapeTests
{
    [Fact]
    public void Normalization_and_activation_are_fused_with_the_convolution() => Becomes(
        "Reshape, Conv, Reshape", Layer.Input(3, 20), Conv(4), Layer.BatchNormalization(), Layer.Of("ReLU"));

    [Fact]
    public void Reshapes_between_convolutions_cancel() => Becomes(
        "Reshape, Conv, Conv, MaxPool, Conv, Reshape", Layer.Input(3, 20), Conv(4), Layer.Of("Tanh"), Conv(4),
        Layer.Of("MaxPool1D").With("kernel", 2), Conv(5));

    [Fact]
    public void A_sum_is_fused_with_the_convolution() => Becomes(
        "Reshape, Conv, Conv, Reshape", Layer.Input(4, 20), Conv(4).Named("a"), Conv(4).Named("b"), Layer.Add("a", "b"), Layer.Of("ReLU"));

    [Fact]
    public void The_other_operand_of_a_sum_becomes_a_row() => Becomes(
        "Reshape, Reshape, Conv, Reshape", Layer.Input(4, 20), Conv(4).Named("a"), Layer.Add("input", "a"));

    [Fact]
    public void Concatenations_are_of_rows()
    {
        Becomes(
            "Reshape, Conv, Reshape, Conv, Concat, Reshape", Layer.Input(4, 20), Conv(4).Named("a"), Conv(4).From("input").Named("b"),
            Layer.Concat("a", "b"));
        Becomes(
            "Reshape, Conv, Reshape, Conv, Concat, Reshape", Layer.Input(4, 20), Conv(4).Named("a"), Conv(4).From("input").Named("b"),
            Layer.Concat("a", "b").With("axis", 2));
    }

    [Fact]
    public void Without_rows_nothing_changes() => Becomes("Activate", Layer.Input(4, 20), Layer.Of("Sigmoid"));

    [Fact]
    public void A_value_that_is_an_output_too_is_kept()
    {
        var model = Model.Of("net", Layer.Input(3, 20), Conv(4).Named("a"), Layer.Of("ReLU").Named("b")).WithOutputs("a", "b");
        var graph = model.ToGraph();
        var expected = GraphAssert.Run(graph);
        PassPipeline.Run(graph);
        Assert.Equal("Reshape, Conv, Reshape, Activate, Reshape", string.Join(", ", graph.Nodes.Select(node => node.Op.GetType().Name)));
        GraphAssert.SameOutputs(expected, GraphAssert.Run(graph));
    }

    private static LayerDefinition Conv(int filters) =>
        Layer.Of("Conv1D").With("filters", filters).With("kernel", 3).With("autoPad", "Same");

    private static void Becomes(string nodes, params LayerDefinition[] layers)
    {
        var graph = Model.Of("net", layers).ToGraph();
        var expected = GraphAssert.Run(graph);
        PassPipeline.Run(graph);
        Assert.Equal(nodes, string.Join(", ", graph.Nodes.Select(node => node.Op.GetType().Name)));
        GraphAssert.SameOutputs(expected, GraphAssert.Run(graph));
    }
}
