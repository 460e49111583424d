using ModelCompiler.Compiler.Algorithms;
using ModelCompiler.Compiler.Building;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Diagnostics;
using ModelCompiler.Compiler.IR;
using ModelCompiler.Compiler.Lowering;
using ModelCompiler.Compiler.Passes;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Networks;

/// <summary>
/// Batches whose first layers run once per sample. Where that begins to pay is the cost model's business: here networks are cut wherever
/// they can be, one cut for each.
/// </summary>
public class SampleLoopTests
{
    private static readonly Lazy<IReadOnlyList<(ModelDefinition Definition, CompiledModel Model)>> Cut = new(() =>
    {
        // Every other network: compiling them takes as long as everything else here together.
        var cuts = CompiledNetworks.Definitions.Where(definition => definition.Batch > 1).Where((_, i) => i % 2 == 0)
            .Select((definition, i) => (Definition: definition, Plan: PlanOf(definition, i))).Where(cut => cut.Plan is not null).ToList();
        var models = ModelAssembly.CompilePlans([.. cuts.Select(cut => cut.Plan!)], _ => null);
        return [.. cuts.Zip(models, (cut, model) => (cut.Definition, model))];
    });

    [Fact]
    public void MatchReference() => Assert.Empty(Cut.Value.Select(cut => ModelAssert.Fault(cut.Definition, cut.Model)).OfType<string>());

    [Fact]
    public void NetworksAreCutBeforeTheirEndAndBehindIt()
    {
        Assert.Contains(Cut.Value, cut => cut.Model.Plan.SampleLoop!.End < cut.Model.Plan.Calls.Count);
        Assert.Contains(Cut.Value, cut => cut.Model.Plan.SampleLoop!.End == cut.Model.Plan.Calls.Count);
        Assert.Contains(Cut.Value, cut => cut.Model.Plan.SampleLoop!.First > 0);
    }

    /// <summary>Neither a run before nor another sample leaves anything behind in the borders and lanes that must be zero.</summary>
    [Fact]
    public void SamplesAndRunsDoNotSeeEachOther()
    {
        foreach (var (_, model) in Cut.Value)
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(instance, inputs);
            var poisoned = model.Run(instance, [.. inputs.Select(WithNaNInTheFirstSample)]);
            for (var output = 0; output < expected.Length; output++)
            {
                var length = expected[output].Length / CompiledNetworks.Batch;
                Assert.True(
                    expected[output].AsSpan(length).SequenceEqual(poisoned[output].AsSpan(length)), $"{model.Plan.Name}: a sample sees the one before");
            }

            var again = model.Run(instance, inputs);
            for (var output = 0; output < expected.Length; output++)
                Assert.True(expected[output].AsSpan().SequenceEqual(again[output]), $"{model.Plan.Name}: a run sees the one before");
        }
    }

    private static ExecutionPlan? PlanOf(ModelDefinition definition, int number)
    {
        var graph = GraphBuilder.Build(definition, new DiagnosticBag())!;
        PassPipeline.Run(graph);
        var candidates = SampleLoops.Candidates(graph);
        if (candidates.Count == 0)
            return null;
        var count = candidates[number * 5 % candidates.Count];
        return GraphLowering.Lower(SampleSplit.At(graph, count), MachineModel.Generic);
    }

    private static float[] WithNaNInTheFirstSample(float[] input)
    {
        var result = (float[])input.Clone();
        result.AsSpan(0, input.Length / CompiledNetworks.Batch).Fill(float.NaN);
        return result;
    }
}
