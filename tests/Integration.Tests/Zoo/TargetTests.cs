using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.IR.Ops;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Zoo;

/// <summary>What algorithms the networks of the Zoo get, by the target.</summary>
public class TargetTests
{
    // What the choice for the machine in the middle may cost on one that is known.
    private const double Tolerance = 1.10;

    public static TheoryData<string> Networks => [.. ZooModels.Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void TheGenericChoiceIsNearlyTheBestEverywhere(string network)
    {
        var graph = ZooModels.Definition(network).ToGraph();
        PassPipeline.Run(graph);
        var generic = new AlgorithmSelector(CostModel.For(graph, MachineModel.Generic)).Select(graph);
        Assert.All([MachineModel.Avx512, MachineModel.Avx2], machine =>
        {
            var costs = CostModel.For(graph, machine);
            var best = new AlgorithmSelector(costs).Select(graph).Values.Sum(choice => choice.Chosen.Nanoseconds);
            var taken = generic.Sum(choice => costs.Convolution(
                    ConvShape.Of(choice.Key), choice.Value.Chosen.Method, choice.Value.Chosen.TileHeight, choice.Value.Chosen.TileWidth)
                + costs.Activation(((Conv)choice.Key.Op).Activation, choice.Key.Output.Shape.ElementCount));
            Assert.InRange(taken, best, best * Tolerance);
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryStepHasATime(string network)
    {
        var plan = ZooModels.Plan(network);
        Assert.Equal(plan.Calls.Count, plan.PredictedNanoseconds.Count);
        Assert.All(plan.PredictedNanoseconds, nanoseconds => Assert.InRange(nanoseconds, 1, long.MaxValue));
        Assert.InRange(plan.Layers.Sum(layer => layer.PredictedNanoseconds), 1, plan.PredictedNanoseconds.Sum());
    }
}
