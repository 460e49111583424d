using ModelCompiler.Compiler.Weights;

namespace ModelCompiler.Tests.Zoo;

/// <summary>Every network in whole: parameters and MACs as published, and an arena that is no larger than it must be.</summary>
public class PublishedFiguresTests
{
    public static TheoryData<string> Names => [.. ZooModels.Names];

    [Fact]
    public void Every_network_is_in_the_table() =>
        Assert.Equal(ZooModels.Names, PublishedFigures.All.Select(figures => figures.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_network_is_in_the_sample()
    {
        var classes = File.ReadAllText(Repository.PathOf("samples/Zoo/Networks.cs"));
        var list = File.ReadAllText(Repository.PathOf("samples/Zoo/ZooNetwork.cs"));
        Assert.All(ZooModels.Names, name => Assert.Contains($"[CompiledModel(\"models/{name}.json\")]", classes));
        Assert.All(ZooModels.Names, name => Assert.Contains($"new(\"{name}\"", list));
    }

    [Theory, MemberData(nameof(Names))]
    public void Parameters(string name)
    {
        var figures = FiguresOf(name);
        var counted = ZooModels.Plan(name).StoredTensors
            .Where(tensor => figures.CountsStatistics || tensor.Role is not (WeightRole.Mean or WeightRole.Variance));
        Assert.Equal(figures.Parameters + figures.Uncounted, counted.Sum(tensor => tensor.Shape.ElementCount));
    }

    [Theory, MemberData(nameof(Names))]
    public void Macs(string name)
    {
        var figures = FiguresOf(name);
        var halfUnit = 0.5 * Math.Pow(10, -figures.Digits);
        Assert.InRange(ZooModels.Plan(name).Macs / 1e6, figures.Macs - halfUnit, figures.Macs + halfUnit);
    }

    /// <summary>
    /// The table of Araujo, Norris and Sim (2019), "Computing receptive fields of convolutional neural networks": of the last layer before
    /// the classifier. Their ResNets have the strides at other places than those here.
    /// </summary>
    [Theory]
    [InlineData("alexnet", 195, 32)]
    [InlineData("vgg-16", 212, 32)]
    [InlineData("mobilenet-v1-0.25", 315, 32)]
    public void Receptive_field_and_effective_stride(string name, int size, int stride)
    {
        var field = ZooModels.Plan(name).Layers.Last(layer => layer is { ReceptiveField.IsWhole: false, OutputShape.Rank: 4 }).ReceptiveField;
        Assert.All(field.Axes, axis => Assert.Equal((size, stride), ((int)axis.Size, (int)axis.Jump)));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_arena_is_at_most_a_tenth_above_its_lower_bound(string name)
    {
        var plan = ZooModels.Plan(name);
        Assert.InRange(plan.ArenaBytes, plan.ArenaLowerBoundBytes, 1.1 * plan.ArenaLowerBoundBytes);
    }

    /// <summary>The build stays quick and assemblies small: a large model's random weights are drawn where it runs.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Weights_of_large_networks_are_not_in_the_source(string name)
    {
        var plan = ZooModels.Plan(name);
        Assert.Equal(
            plan.ParameterCount > 262_144 || plan.PackedLength > 2 * 262_144,
            plan.Weights is Compiler.Plan.WeightsPlacement.Drawn);
    }

    private static PublishedFigures FiguresOf(string name) => PublishedFigures.All.Single(figures => figures.Name == name);
}
