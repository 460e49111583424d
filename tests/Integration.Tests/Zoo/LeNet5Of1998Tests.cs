namespace ModelCompiler.Tests.Zoo;

/// <summary>LeNet-5 of 1998 layer by layer against section II.B of LeCun et al. 1998, which counts a bias as a connection.</summary>
public class LeNet5Of1998Tests
{
    [Theory]
    [InlineData("C1", 156, 122_304)]
    [InlineData("S2", 12, 5_880)]
    [InlineData("C3", 1_516, 151_600)]
    [InlineData("S4", 32, 2_000)]
    [InlineData("C5", 48_120, 48_120)]
    [InlineData("F6", 10_164, 10_164)]
    [InlineData("output", 840, 840)]
    public void A_layer_has_the_parameters_and_connections_of_the_paper(string name, int parameters, int connections)
    {
        var layers = ZooModels.Plan("lenet-5-1998").Layers.Where(layer => layer.Name == name || layer.Name.StartsWith(name + ".", StringComparison.Ordinal));
        var biases = name == "output" ? 0 : layers.Last().OutputShape.ElementCount;
        Assert.Equal((parameters, connections), ((int)layers.Sum(layer => layer.Parameters), (int)(layers.Sum(layer => layer.Macs) + biases)));
    }

    [Fact]
    public void The_network_has_the_connections_of_the_paper()
    {
        string[] withBias = ["C1", "S2", "C3.2", "S4", "C5", "F6"];
        var layers = ZooModels.Plan("lenet-5-1998").Layers;
        Assert.Equal(
            340_908, layers.Sum(layer => layer.Macs) + layers.Where(layer => withBias.Contains(layer.Name)).Sum(layer => layer.OutputShape.ElementCount));
    }
}
