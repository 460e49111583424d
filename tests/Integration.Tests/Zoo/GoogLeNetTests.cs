namespace ModelCompiler.Tests.Zoo;

/// <summary>
/// GoogLeNet line by line against the operations in table 1 of Szegedy et al. 2014. The parameters that stand there do not follow
/// from the numbers of filters in the same lines, such as 463 K for inception 4c, whose filters have 497.5 K.
/// </summary>
public class GoogLeNetTests
{
    [Theory]
    // Not the first layer, which stands there with 34 M and has 112²·64·147 = 118 M, and not inception 5a, with 54 M instead of 51.
    [InlineData("conv2/", 360)]
    [InlineData("inception_3a/", 128)]
    [InlineData("inception_3b/", 304)]
    [InlineData("inception_4a/", 73)]
    [InlineData("inception_4b/", 88)]
    [InlineData("inception_4c/", 100)]
    [InlineData("inception_4d/", 119)]
    [InlineData("inception_4e/", 170)]
    [InlineData("inception_5b/", 71)]
    [InlineData("loss3/", 1)]
    public void A_module_has_the_operations_of_the_paper(string prefix, int millions)
    {
        var layers = ZooModels.Plan("googlenet").Layers.Where(layer => layer.Name.StartsWith(prefix, StringComparison.Ordinal));
        // Some lines are rounded, others cut.
        Assert.Equal(millions, layers.Sum(layer => layer.Macs) / 1e6, 0.75);
    }
}
