using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Operators;

/// <summary>Constants per channel that are read from weights and reshaped, folded into a convolution and by themselves.</summary>
public class ChannelArithmeticTests
{
    [Fact]
    public void MatchesReference() => ModelAssert.MatchReference(
        [.. from kind in new[] { "onnx.Add", "onnx.Sub", "onnx.Mul" }
            from behindConvolution in new[] { true, false }
            from constantFirst in new[] { true, false }
            select Net(kind, behindConvolution, constantFirst)]);

    private static ModelDefinition Net(string kind, bool behindConvolution, bool constantFirst)
    {
        LayerDefinition[] before = behindConvolution ? [Layer.Input(3, 7, 5), Layer.Conv2D(19, 3)] : [Layer.Input(19, 7, 5)];
        var x = behindConvolution ? "conv1" : "input";
        return Model.Of(
            "net",
            [
                .. before,
                Layer.Of("onnx.Constant").With("shape", new[] { 19, 1, 1 }).Named("c"),
                Layer.Of(kind).From(constantFirst ? ["c", x] : [x, "c"]),
            ]);
    }
}
