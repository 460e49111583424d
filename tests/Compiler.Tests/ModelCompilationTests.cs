using ModelCompiler.Compiler;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests;

public class ModelCompilationTests
{
    [Fact]
    public void A_model_larger_than_an_arena_is_a_diagnostic()
    {
        // 2²⁸ elements are allowed, but one channel takes a block of four: 4 GiB.
        var result = Plan(Model.Of("net", Layer.Input(1, 16384, 16384), Layer.MaxPool2D(2)));
        Assert.Null(result.Plan);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("MC0136", diagnostic.Id);
        Assert.Contains("'net'", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_definitions_give_equal_plans()
    {
        var (a, b) = (Plan(Small("net")).Plan!, Plan(Small("net")).Plan!);
        Assert.Equal(a, b);
        Assert.Equal(a.Fingerprint, b.Fingerprint);
    }

    [Fact]
    public void The_fingerprint_is_that_of_the_network_not_of_its_name() =>
        Assert.Equal(Plan(Small("a")).Plan!.Fingerprint, Plan(Small("b")).Plan!.Fingerprint);

    [Theory]
    [InlineData("pads", 2)]
    [InlineData("filters", 7)]
    [InlineData("kernel", 5)]
    public void Every_decision_is_part_of_the_fingerprint(string property, int value) => Assert.NotEqual(
        Plan(Small("net")).Plan!.Fingerprint,
        Plan(Model.Of("net", Layer.Input(3, 8, 8), Layer.Conv2D(6, 3).With("pads", 1).With(property, value))).Plan!.Fingerprint);

    [Theory]
    [InlineData(1_000_000, typeof(WeightsPlacement.PackedInline))]
    [InlineData(10, typeof(WeightsPlacement.Drawn))]
    public void Random_weights_stand_in_the_source_while_they_are_few(int limit, Type placement)
    {
        var model = Small("net") with { Weights = new WeightsReference.FromSeed(1) };
        var plan = ModelCompilation.Plan(model, null, new CompilerOptions { InlineWeightLimit = limit }).Plan!;
        Assert.IsType(placement, plan.Weights);
    }

    private static ModelDefinition Small(string name) =>
        Model.Of(name, Layer.Input(3, 8, 8), Layer.Conv2D(6, 3).With("pads", 1));

    private static PlanResult Plan(ModelDefinition model) => ModelCompilation.Plan(model, null, CompilerOptions.Default);
}
