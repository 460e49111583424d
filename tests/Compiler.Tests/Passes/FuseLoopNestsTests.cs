using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class FuseLoopNestsTests
{
    private static readonly FuseLoopNests Pass = new();

    [Fact]
    public void ChainOfElementwiseOperators_IsOneNest() =>
        Assert.Equal("Exp+Neg+Sqrt", Fused(Input(2, 3), Layer.Of("onnx.Exp"), Layer.Of("onnx.Neg"), Layer.Of("onnx.Sqrt")));

    [Fact]
    public void Transpose_BecomesIndexArithmetic() => Assert.Equal("Exp", Fused(Input(2, 3), Transpose(1, 0), Layer.Of("onnx.Exp")));

    [Fact]
    public void Transpose_GoesIntoReductions() =>
        Assert.Equal("ReduceSum", Fused(Input(2, 3), Transpose(1, 0), Layer.Of("onnx.ReduceSum").With("axes", new[] { 1 })));

    [Fact]
    public void Transpose_GoesIntoEveryReader()
    {
        var graph = Apply(
            [Input(2, 3), Transpose(1, 0).Named("moved"), Layer.Of("onnx.Exp").From("moved"), Layer.Of("onnx.Sqrt").From("moved")],
            "exp1", "sqrt1");

        Assert.Equal(["Exp", "Sqrt"], graph.Nodes.Select(node => node.Op.Name));
    }

    [Fact]
    public void Arithmetic_StaysInFrontOfReductions() => LeavesAlone(
        [Input(2, 3), Layer.Of("onnx.Exp"), Layer.Of("onnx.ReduceSum").With("axes", new[] { 1 })]);

    [Fact]
    public void Reduction_StaysInFrontOfWhatReadsItSeveralTimes() => LeavesAlone(
        [Input(2, 3), Layer.Of("onnx.ReduceSum").With("axes", new[] { 1 }), Layer.Of("onnx.Exp")]);

    [Fact]
    public void Arithmetic_StaysInFrontOfALargerResult() => LeavesAlone(
        [Input(2, 1), Layer.Of("onnx.Exp"), Layer.Of("onnx.Expand").With("shape", new[] { 2, 50 })]);

    [Fact]
    public void SecondReader_Forbids() => LeavesAlone(
        [Input(2, 3), Layer.Of("onnx.Exp"), Layer.Of("onnx.Sqrt"), Layer.Of("onnx.Sin").From("exp1")], "sqrt1", "sin1");

    [Fact]
    public void Output_Forbids() => LeavesAlone([Input(2, 3), Layer.Of("onnx.Exp"), Layer.Of("onnx.Sqrt")], "exp1", "sqrt1");

    private static string Fused(params LayerDefinition[] layers) =>
        Assert.IsType<Compute>(Assert.Single(Apply(layers).Nodes).Op).Operator;

    private static Graph Apply(LayerDefinition[] layers, params string[] outputs) =>
        PassAssert.Apply(Pass, Model.Of("net", layers).WithOutputs(outputs).ToGraph());

    private static void LeavesAlone(LayerDefinition[] layers, params string[] outputs) =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", layers).WithOutputs(outputs));

    private static LayerDefinition Input(params int[] shape) => Layer.Of("onnx.Input").With("shape", shape).Named("input");

    private static LayerDefinition Transpose(params int[] perm) => Layer.Of("onnx.Transpose").With("perm", perm);
}
