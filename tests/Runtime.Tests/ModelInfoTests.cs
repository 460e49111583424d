namespace ModelCompiler.Tests;

public class ModelInfoTests
{
    private static readonly ModelInfo Info = new(
        "LeNet5",
        [
            new LayerInfo("conv1", "Conv", [1, 6, 28, 28], "direct", 156, 117_600, "Winograd F(2×2)", 1.27, 704, [5, 5], 64, 2.1e-7, 1.7e-6),
            new LayerInfo("softmax", "Softmax", [1, 10], "vector", 0, 0, null, 0.04, 0, null, null, 0, 0),
        ],
        156, 117_600, 25_088, 24_064, 624, "5f3a", 1.4);

    [Fact]
    public void ToStringIsAnAlignedTable() => Assert.Equal(
        """
        LeNet5
        layer    operator  output          algorithm  parameters     MACs  field   error  predicted µs  runner-up
        conv1    Conv      [1, 6, 28, 28]  direct            156  117,600    5×5  2.1e-7           1.3  Winograd F(2×2)
        softmax  Softmax   [1, 10]         vector              0        0    all                   0.0
        156 parameters, 117,600 MACs, 624 bytes of weights, 25,088 bytes of arena (at least 24,064), 1.4 µs predicted
        """.ReplaceLineEndings("\n"),
        Info.ToString());

    [Fact]
    public void HoldsWhatItWasGiven()
    {
        Assert.Equal(("LeNet5", 156L, 117_600L, 25_088L), (Info.Name, Info.Parameters, Info.Macs, Info.ArenaBytes));
        Assert.Equal((24_064L, 624L, "5f3a"), (Info.ArenaLowerBoundBytes, Info.WeightBytes, Info.Fingerprint));
        var layer = Info.Layers[0];
        Assert.Equal(("conv1", "Conv", "direct", "Winograd F(2×2)"), (layer.Name, layer.Operator, layer.Algorithm, layer.RunnerUp));
        Assert.Equal((156L, 117_600L, 1.27), (layer.Parameters, layer.Macs, layer.PredictedMicroseconds));
        Assert.Equal([1, 6, 28, 28], layer.Shape);
        Assert.Equal((704L, 64L, 2.1e-7, 1.7e-6), (layer.WeightBytes, layer.ArenaOffset, layer.ErrorEstimate, layer.ErrorBound));
        Assert.Equal([5, 5], layer.ReceptiveField!);
        Assert.Null(Info.Layers[1].ReceptiveField);
        Assert.Null(Info.Layers[1].ArenaOffset);
        Assert.Equal(1.4, Info.PredictedMicroseconds);
    }

    [Fact]
    public void DoesNotChangeWithTheArraysItWasMadeOf()
    {
        int[] shape = [1, 10];
        var layer = new LayerInfo("dense1", "Gemm", shape, "panels", 1, 1, null, 1, 0, null, null, 0, 0);
        shape[1] = 99;
        Assert.Equal([1, 10], layer.Shape);
    }
}
