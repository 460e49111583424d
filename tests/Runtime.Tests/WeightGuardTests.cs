using ModelCompiler.CompilerServices;

namespace ModelCompiler.Tests;

public class WeightGuardTests
{
    private static readonly ModelWeights Weights = ModelWeights.FromTensors(
        [new WeightTensor("dense1.weight", [2, 3], new float[6]), new WeightTensor("dense1.bias", [2], new float[2])]);

    [Fact]
    public void ExactlyTheExpectedTensorsPass() =>
        WeightGuard.Require(Weights, "Net", ("dense1.bias", [2]), ("dense1.weight", [2, 3]));

    [Fact]
    public void MissingMisshapedAndSurplusTensorsAreNamed()
    {
        var exception = Assert.Throws<WeightFormatException>(
            () => WeightGuard.Require(Weights, "Net", ("dense1.weight", [3, 2]), ("dense2.weight", [4, 2])));
        Assert.StartsWith("The weights do not fit Net: ", exception.Message);
        Assert.Contains("'dense1.weight' has shape [2, 3]; expected [3, 2]", exception.Message);
        Assert.Contains("'dense2.weight' is missing; expected shape [4, 2]", exception.Message);
        Assert.Contains("'dense1.bias' of shape [2] is not in the model", exception.Message);
    }

    [Fact]
    public void LongListsAreCut()
    {
        var expected = Enumerable.Range(0, 30).Select(index => ($"layer{index}", (int[])[1])).ToArray();
        var exception = Assert.Throws<WeightFormatException>(() => WeightGuard.Require(Weights, "Net", expected));
        Assert.Contains("'layer9'", exception.Message);
        Assert.DoesNotContain("'layer10'", exception.Message);
        Assert.Contains("and 22 more", exception.Message);
    }
}
