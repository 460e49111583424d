using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Models;
using ModelCompiler.Testing.Reference;

namespace ModelCompiler.Tests.Reference;

/// <summary>The interpreter that all else is compared with, against results computed by hand.</summary>
public class ReferenceInterpreterTests
{
    private static readonly double[] OneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void Conv2D_CorrelatesAndAddsTheBias() =>
        Computes(Layer.Input(1, 3, 3), Layer.Conv2D(1, 2), OneToNine, [37.5, 47.5, 67.5, 77.5], Ramp);

    [Fact]
    public void Conv2D_PadsWithZeros() =>
        Computes(
            Layer.Input(1, 3, 3), Layer.Conv2D(1, 2, strides: 3, bias: false).With("pads", new[] { 1, 1, 0, 0 }),
            OneToNine, [4 * 1], Ramp);

    [Fact]
    public void Conv2D_Dilates() =>
        Computes(Layer.Input(1, 3, 3), Layer.Conv2D(1, 2, dilations: 2, bias: false), OneToNine, [1 + 6 + 21 + 36], Ramp);

    [Fact]
    public void DepthwiseConv2D_KeepsChannelsApart() =>
        Computes(Layer.Input(2, 1, 1), Layer.DepthwiseConv2D(1, multiplier: 2, bias: false), [10, 100], [10, 20, 300, 400], Ramp);

    [Fact]
    public void Dense_MultipliesRows() =>
        Computes(Layer.Input(2), Layer.Dense(2), [10, 1], [12.5, 34.5], Ramp);

    [Fact]
    public void MaxPool2D_IgnoresPadding() =>
        Computes(Layer.Input(1, 1, 2), Layer.MaxPool2D(2, strides: 1, pads: 1), [-3, -2], [-3, -2, -2, -3, -2, -2], Ramp);

    [Fact]
    public void AveragePool2D_CountsPaddingIfAsked()
    {
        var pool = Layer.AveragePool2D(2, pads: 1);
        Computes(Layer.Input(1, 2, 2), pool, [4, 8, 12, 16], [4, 8, 12, 16], Ramp);
        Computes(Layer.Input(1, 2, 2), pool.With("countIncludePad", true), [4, 8, 12, 16], [1, 2, 3, 4], Ramp);
    }

    [Fact]
    public void AveragePool2D_InCeilMode_DividesByWhatLiesInside() =>
        Computes(Layer.Input(1, 3, 3), Layer.AveragePool2D(2, ceilMode: true, countIncludePad: true), OneToNine, [3, 4.5, 7.5, 9], Ramp);

    [Fact]
    public void GlobalPools_ReducePlanes()
    {
        Computes(Layer.Input(2, 1, 3), Layer.GlobalAveragePool(), [1, 2, 6, 4, 5, 6], [3, 5], Ramp);
        Computes(Layer.Input(2, 1, 3), Layer.GlobalMaxPool(), [1, 2, 6, 4, 5, 6], [6, 6], Ramp);
    }

    [Fact]
    public void BatchNormalization_UsesStoredStatistics() =>
        Computes(Layer.Input(1), Layer.BatchNormalization(epsilon: 1), [7], [(2 * (7 - 4) / 3.0) + 5], stored => stored.Role switch
        {
            WeightRole.Scale => [2],
            WeightRole.Shift => [5],
            WeightRole.Mean => [4],
            _ => [8],
        });

    [Fact]
    public void LocalResponseNormalization_LooksFurtherAheadThanBack() =>
        Computes(
            Layer.Input(4, 1, 1), Layer.LocalResponseNormalization(4, alpha: 4, beta: 1),
            [1, 2, 3, 4], [1 / 15.0, 2 / 31.0, 3 / 30.0, 4 / 26.0], Ramp);

    [Fact]
    public void ZeroPad2D_PutsZerosAround() =>
        Computes(Layer.Input(1, 1, 2), Layer.ZeroPad2D(1, 0, 0, 1), [5, 6], [0, 0, 0, 5, 6, 0], Ramp);

    [Fact]
    public void Softmax_SumsToOneAlongItsAxis() =>
        Computes(Layer.Input(2), Layer.Softmax(), [0, Math.Log(3)], [0.25, 0.75], Ramp);

    [Theory]
    [InlineData("ReLU", -2, 0)]
    [InlineData("ReLU6", 7, 6)]
    [InlineData("LeakyReLU", -2, -0.02)]
    [InlineData("ELU", -1, -0.6321205588285577)]
    [InlineData("Sigmoid", 1, 0.7310585786300049)]
    [InlineData("Tanh", 1, 0.7615941559557649)]
    [InlineData("SiLU", -1, -0.2689414213699951)]
    [InlineData("HardSwish", 1, 0.6666666666666667)]
    [InlineData("HardSwish", -4, 0)]
    [InlineData("HardSigmoid", 1, 0.7)]
    [InlineData("HardSigmoid", 4, 1)]
    public void Activations(string kind, double x, double expected) =>
        Computes(Layer.Input(1), Layer.Of(kind), [x], [expected], Ramp);

    [Fact]
    public void Joins_Broadcast()
    {
        Joins(Layer.Add("a", "b"), [11, 21, 12, 22]);
        Joins(Layer.Multiply("a", "b"), [10, 20, 20, 40]);
        Joins(Layer.Concat("a", "c"), [10, 20, 1, 2, 3, 4]);
        Joins(Layer.Concat("a", "d").With("axis", 3), [10, 20, 7]);

        static void Joins(LayerDefinition join, double[] expected)
        {
            var inputs = new Dictionary<string, LayerDefinition>
            {
                ["a"] = Layer.Input(1, 1, 2).Named("a"),
                ["b"] = Layer.Input(2, 1, 1).Named("b"),
                ["c"] = Layer.Input(2, 1, 2).Named("c"),
                ["d"] = Layer.Input(1, 1, 1).Named("d"),
            };
            var values = new Dictionary<string, double[]> { ["a"] = [10, 20], ["b"] = [1, 2], ["c"] = [1, 2, 3, 4], ["d"] = [7] };
            var graph = Model.Of("net", [.. join.From.Select(name => inputs[name]), join]).ToGraph();
            Assert.Equal(expected, ReferenceInterpreter.Run(graph, values, Ramp)[graph.Outputs[0]]);
        }
    }

    [Fact]
    public void Input_AppliesLayoutAndNormalization()
    {
        var input = Layer.Input(2, 1, 2).With("layout", "ChannelsLast").With("mean", new[] { 1.0, 10.0 }).With("scale", 0.5);

        Computes(input, Layer.Flatten(), [3, 12, 5, 14], [1, 2, 1, 2], Ramp);
    }

    [Fact]
    public void SameSeed_SameModel()
    {
        foreach (var kind in RandomModels.Operators)
            Assert.Equal(RandomModels.ForOperator(kind, 5), RandomModels.ForOperator(kind, 5));
        Assert.Equal(RandomNetworks.Create(5), RandomNetworks.Create(5));
        Assert.NotEqual(RandomNetworks.Create(5), RandomNetworks.Create(6) with { Name = "Network5" });
    }

    /// <summary>Filters 1, 2, 3 …; every bias is a half.</summary>
    private static double[] Ramp(StoredTensor tensor) =>
        [.. Enumerable.Range(1, (int)tensor.Shape.ElementCount).Select(i => tensor.Role == WeightRole.Bias ? 0.5 : i)];

    private static void Computes(
        LayerDefinition input, LayerDefinition layer, double[] x, double[] expected, Func<StoredTensor, double[]> weights)
    {
        var graph = Model.Of("net", input, layer).ToGraph();
        var values = ReferenceInterpreter.Run(graph, new Dictionary<string, double[]> { ["input"] = x }, weights);
        var actual = values[graph.Outputs[0]];
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }
}
