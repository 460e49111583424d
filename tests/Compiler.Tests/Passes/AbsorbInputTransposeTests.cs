using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class AbsorbInputTransposeTests
{
    private static readonly AbsorbInputTranspose Pass = new();

    [Fact]
    public void Input_IsTransposedWhileItIsLoaded() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Input(1, 5, 6, 3), Transpose(0, 3, 1, 2), Layer.Of("ReLU")),
        """
        graph net
        input %3 input [1, 3, 5, 6] as Float32 channels last mean [] scale []
        %2 relu1 [1, 3, 5, 6] = Relu(%3 input)
        output %2 relu1
        """);

    [Fact]
    public void WithOneChannel_TheTransposeIsAReshape() =>
        Assert.Single(PassAssert.Apply(Pass, Model.Of("net", Input(1, 5, 6, 1), Transpose(0, 3, 1, 2), Layer.Of("ReLU")).ToGraph()).Nodes);

    [Fact]
    public void ActivationBetween_FollowsTheTranspose() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Input(1, 5, 6, 3), Layer.Of("ReLU"), Transpose(0, 3, 1, 2), Layer.Of("Sigmoid")),
        """
        graph net
        input %4 input [1, 3, 5, 6] as Float32 channels last mean [] scale []
        %2 transpose1 [1, 3, 5, 6] = Relu(%4 input)
        %3 sigmoid1 [1, 3, 5, 6] = Sigmoid(%2 transpose1)
        output %3 sigmoid1
        """);

    [Fact]
    public void SecondReaderOfTheActivation_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of("net", Input(1, 5, 6, 3), Layer.Of("ReLU").Named("relu"), Transpose(0, 3, 1, 2), Layer.Of("Sigmoid").Named("last"))
            .WithOutputs("relu", "last"));

    [Fact]
    public void OtherOrder_Forbids() =>
        PassAssert.LeavesAlone(Pass, Model.Of("net", Input(1, 5, 6, 3), Transpose(0, 1, 3, 2), Layer.Of("ReLU")));

    [Fact]
    public void SecondReader_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of("net", Input(1, 5, 6, 3), Transpose(0, 3, 1, 2).Named("moved"), Layer.Of("ReLU").From("input"))
            .WithOutputs("moved", "relu1"));

    [Fact]
    public void Output_Forbids() => PassAssert.LeavesAlone(Pass, Model.Of("net", Input(1, 5, 6, 3), Transpose(0, 3, 1, 2)));

    [Fact]
    public void TablesBeforeTheInput_Forbid() => PassAssert.LeavesAlone(
        Pass,
        Model.Of(
            "net", Input(1, 1, 2, 2),
            Layer.Of("onnx.Resize").With("sizes", new[] { 1, 1, 4, 4 }).With("scales", new[] { 1.0, 1, 2, 2 }).With("mode", "Linear"), Layer.Of("ReLU")));

    [Fact]
    public void OperandOfFewerAxesBeforeTheInput_Forbids() => PassAssert.LeavesAlone(
        Pass,
        Model.Of(
            "net", Input(1, 2, 2, 3), Layer.Of("onnx.Constant").With("shape", new[] { 3 }).With("values", new double[] { 1, 2, 3 }).Named("one"),
            Layer.Of("onnx.Sub").From("one", "input")));

    private static LayerDefinition Input(params int[] shape) => Layer.Of("onnx.Input").With("shape", shape).Named("input");

    private static LayerDefinition Transpose(params int[] perm) => Layer.Of("onnx.Transpose").With("perm", perm);
}
