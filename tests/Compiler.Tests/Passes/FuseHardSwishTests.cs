using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FuseHardSwishTests
{
    private static readonly FuseHardSwish Pass = new();

    private static readonly LayerDefinition X = Layer.Of("onnx.Input").With("shape", new[] { 1, 3, 4, 4 }).Named("x");

    [Fact]
    public void ProductBeforeTheDivision_IsFound() => IsFound(
        Sum("x", 3), Clip(6), Mul("x", "clip"), Scale("Div", "mul", 6));

    [Fact]
    public void DivisionBeforeTheProduct_IsFound() => IsFound(
        Sum("x", 3), Clip(6), Scale("Mul", "clip", 0.166667), Mul("mul", "x"));

    [Fact]
    public void ProductWithHardSigmoid_IsFound() => IsFound(
        HardSigmoid(0.16666667, 0.5), Mul("x", "hardsigmoid"));

    [Fact]
    public void OtherNumbers_AreLeftAlone()
    {
        PassAssert.LeavesAlone(Pass, Of(Sum("x", 2), Clip(6), Mul("x", "clip"), Scale("Div", "mul", 6)));
        PassAssert.LeavesAlone(Pass, Of(Sum("x", 3), Clip(5), Mul("x", "clip"), Scale("Div", "mul", 6)));
        PassAssert.LeavesAlone(Pass, Of(Sum("x", 3), Clip(6), Mul("x", "clip"), Scale("Div", "mul", 5)));
        PassAssert.LeavesAlone(Pass, Of(HardSigmoid(0.2, 0.5), Mul("x", "hardsigmoid")));
        PassAssert.LeavesAlone(Pass, Of(HardSigmoid(0.16666667, 0.4), Mul("x", "hardsigmoid")));
        PassAssert.LeavesAlone(Pass, Of(Sum("x", 3), Clip(6), Mul("x", "clip")));
    }

    [Fact]
    public void ProductsWithAnotherValue_AreLeftAlone() => PassAssert.LeavesAlone(
        Pass, Of(Layer.Of("onnx.Relu").From("x").Named("other"), HardSigmoid(0.16666667, 0.5), Mul("other", "hardsigmoid")));

    [Theory]
    [InlineData("sum")]
    [InlineData("clip")]
    [InlineData("mul")]
    public void StepsThatSomethingElseReads_AreLeftAlone(string step)
    {
        var model = Of(Sum("x", 3), Clip(6), Mul("x", "clip"), Scale("Div", "mul", 6));
        PassAssert.LeavesAlone(Pass, model.WithOutputs("div", step));
    }

    private static void IsFound(params LayerDefinition[] steps)
    {
        var graph = Of(steps).ToGraph();
        var expected = GraphAssert.Run(graph).Single();
        Assert.True(Pass.Run(graph));
        GraphVerifier.Verify(graph, Pass.Name);
        Assert.Equal("HardSwish", Assert.Single(graph.Nodes).Op.Name);
        // 1/6 is rounded in the steps.
        Assert.All(
            expected.Value.Zip(GraphAssert.Run(graph)[expected.Key]),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5 * Math.Max(1, Math.Abs(pair.First))));
    }

    /// <summary>The steps with the constants that they read; the last is the model's output.</summary>
    private static ModelDefinition Of(params LayerDefinition[] steps) => Model.Of(
        "net",
        [
            X,
            .. new[] { 0, 2, 3, 5, 6, 0.166667 }.Where(value => steps.Any(step => step.From.Contains(NameOf(value)))).Select(
                value => Layer.Of("onnx.Constant").With("shape", Array.Empty<int>()).With("values", new[] { value }).Named(NameOf(value))),
            .. steps,
        ]);

    private static string NameOf(double value) => FormattableString.Invariant($"c{value}");

    private static LayerDefinition Sum(string from, double value) => Layer.Of("onnx.Add").From(from, NameOf(value)).Named("sum");

    private static LayerDefinition Clip(double high) => Layer.Of("onnx.Clip").From("sum", NameOf(0), NameOf(high)).Named("clip");

    private static LayerDefinition Mul(string left, string right) => Layer.Of("onnx.Mul").From(left, right)
        .Named(left == "mul" ? "product" : "mul");

    private static LayerDefinition Scale(string @operator, string from, double value) =>
        Layer.Of("onnx." + @operator).From(from, NameOf(value)).Named(@operator.ToLowerInvariant());

    private static LayerDefinition HardSigmoid(double alpha, double beta) =>
        Layer.Of("onnx.HardSigmoid").With("alpha", alpha).With("beta", beta).From("x").Named("hardsigmoid");
}
