using ModelCompiler.Compiler.Plan;

namespace ModelCompiler.Tests.Zoo;

/// <summary>GoogLeNet line by line against table 1 of Szegedy et al. 2014, which counts in K = 1024 weights without biases and M operations.</summary>
public class GoogLeNetTests
{
    [Theory]
    // The first layer stands there with 2.7 K and 34 M; 64·3·7² weights are 9.2 K, at 112² places 118 M.
    [InlineData("conv2/", 112, 360)]
    [InlineData("inception_3a/", 159, 128)]
    [InlineData("inception_3b/", 380, 304)]
    [InlineData("inception_4a/", 364, 73)]
    [InlineData("inception_4b/", 437, 88)]
    [InlineData("inception_4c/", 463, 100)]
    [InlineData("inception_4d/", 580, 119)]
    [InlineData("inception_4e/", 840, 170)]
    [InlineData("inception_5a/", 1072, 54)]
    [InlineData("inception_5b/", 1388, 71)]
    [InlineData("loss3/", 1000, 1)]
    public void A_module_is_as_large_as_the_paper_says(string prefix, int kiloWeights, int megaOperations)
    {
        var plan = ZooModels.Plan("googlenet");
        var weights = plan.StoredTensors
            .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal) && tensor.Shape.Rank > 1)
            .Sum(tensor => tensor.Shape.ElementCount);
        Assert.Equal(kiloWeights, weights / 1024.0, 0.75);
        Assert.Equal(megaOperations, LayersOf(plan, prefix).Sum(layer => layer.Macs) / 1e6, 0.75);
    }

    private static IEnumerable<LayerReport> LayersOf(ExecutionPlan plan, string prefix) =>
        plan.Layers.Where(layer => layer.Name.StartsWith(prefix, StringComparison.Ordinal));
}
