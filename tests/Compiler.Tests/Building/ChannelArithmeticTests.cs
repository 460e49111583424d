using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Compiler.Weights;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Building;

/// <summary>Arithmetic of an image and a constant becomes a batch normalisation, and only where it is one.</summary>
public class ChannelArithmeticTests
{
    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    public void NumbersPerChannel_AreABatchNormalization(string @operator)
    {
        Computes<BatchNormalization>(@operator, [1, 3, 2, 2], [3, 1, 1]);
        Computes<BatchNormalization>(@operator, [2, 3, 4], [1, 3, 1]);
        Computes<BatchNormalization>(@operator, [2, 3], [3]);
        Computes<BatchNormalization>(@operator, [1, 3, 2, 2], [3, 1, 1], isConstantFirst: true);
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    public void OneNumber_IsABatchNormalization(string @operator) =>
        Computes<BatchNormalization>(@operator, [1, 3, 2, 2], [], values: [2.5]);

    [Fact]
    public void OtherArithmetic_IsALoopNest()
    {
        Computes<Compute>("Div", [1, 3, 2, 2], [3, 1, 1]);
        Computes<Compute>("Div", [1, 3, 2, 2], [], isConstantFirst: true, values: [2]);
        Computes<Compute>("Div", [1, 3, 2, 2], [], values: [0]);
        Computes<Compute>("Add", [1, 3, 2, 2], [3, 1, 2]);
        Computes<Compute>("Add", [1, 3, 2, 3], [3]);
        Computes<Compute>("Add", [3], [3]);
        Computes<Compute>("Add", [1, 2, 3, 2, 2], [2, 1, 1, 1]);
        Computes<Compute>("Add", [1, 1, 2, 2], [3, 1, 1]);
    }

    [Fact]
    public void ASumBehindAConvolution_IsItsBias()
    {
        var graph = Model.Of(
            "net", Layer.Input(3, 6, 6), Layer.Conv2D(4, 3, bias: false), Constant([4, 1, 1]),
            Layer.Of("onnx.Add").From("conv1", "c")).ToGraph();
        var expected = GraphAssert.Run(graph);
        PassPipeline.Run(graph);
        Assert.Equal(["Conv"], graph.Nodes.Select(node => node.Op.Name));
        GraphAssert.SameOutputs(expected, GraphAssert.Run(graph));
    }

    /// <summary>The operator becomes one node, which computes what a plain loop does.</summary>
    private static void Computes<T>(
        string @operator, int[] shape, int[] constant, bool isConstantFirst = false, double[]? values = null)
        where T : Op
    {
        var graph = Model.Of(
            "net", Layer.Of("onnx.Input").With("shape", shape).Named("x"), Constant(constant, values),
            Layer.Of("onnx." + @operator).From(isConstantFirst ? ["c", "x"] : ["x", "c"])).ToGraph();
        Assert.IsType<T>(Assert.Single(graph.Nodes).Op);
        if (typeof(T) != typeof(BatchNormalization))
            return;
        var x = TestWeights.Input("x", shape.Aggregate(1, (product, size) => product * size));
        var inner = shape.Skip(2).Aggregate(1, (product, size) => product * size);
        var result = GraphAssert.Run(graph).Single().Value;
        for (var i = 0; i < x.Length; i++)
        {
            var c = values?[0] ?? Stored(constant)[i / inner % 3];
            var (a, b) = isConstantFirst ? (c, x[i]) : (x[i], c);
            Assert.Equal(@operator switch { "Add" => a + b, "Sub" => a - b, "Mul" => a * b, _ => a / b }, result[i], 1e-6);
        }
    }

    /// <summary>A constant of the weight file, or with the given elements.</summary>
    private static LayerDefinition Constant(int[] shape, double[]? values = null) =>
        Layer.Of("onnx.Constant").With("shape", shape).With("values", values).Named("c");

    private static double[] Stored(int[] shape) => TestWeights.For(new StoredTensor("c", TensorShape.Of(shape), WeightRole.Filters));
}
