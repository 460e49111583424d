using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Passes;

public class TrimUnreadTests
{
    private static readonly TrimUnread Pass = new();

    [Fact]
    public void LastRowAndColumn_AreNotComputed() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 11, 11), Layer.Conv2D(4, 3, bias: false), Layer.MaxPool2D(2)),
        """
        graph net
        input %0 input [1, 3, 11, 11]
        %2 conv1 [1, 4, 8, 8] = Conv(%0 input, conv1.weight) pads [0, 0, -1, -1]
        %3 maxpool1 [1, 4, 4, 4] = MaxPool(%2 conv1) kernel [2, 2] strides [2, 2]
        output %3 maxpool1
        """);

    [Fact]
    public void PadsAndStridesOfTheConvolution_Shrink() => PassAssert.Rewrites(
        Pass,
        Model.Of("net", Layer.Input(3, 13, 10), Layer.Conv2D(4, 3, strides: 2, pads: 1, bias: false), Layer.Of("AveragePool2D").With("kernel", 3)),
        """
        graph net
        input %0 input [1, 3, 13, 10]
        %2 conv1 [1, 4, 6, 3] = Conv(%0 input, conv1.weight) strides [2, 2] pads [1, 1, -1, -3]
        %3 averagepool1 [1, 4, 2, 1] = AveragePool(%2 conv1) kernel [3, 3] strides [3, 3]
        output %3 averagepool1
        """);

    [Fact]
    public void PoolThatComesOutEven_LeavesNothing() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3, 10, 10), Layer.Conv2D(4, 3), Layer.MaxPool2D(2)));

    [Fact]
    public void SecondConsumer_Forbids() => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3, 11, 11), Layer.Conv2D(4, 3), Layer.MaxPool2D(2)).WithOutputs("conv1", "maxpool1"));

    [Theory]
    [InlineData("ceilMode", true)]
    [InlineData("pads", 1)]
    public void WindowsBeyondTheEnd_Forbid(string property, object value) => PassAssert.LeavesAlone(
        Pass, Model.Of("net", Layer.Input(3, 12, 12), Layer.Conv2D(4, 3), Layer.MaxPool2D(3).With("strides", 2).With(property, value)));
}
