using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Networks;

/// <summary>
/// Runs networks step by step with a canary in every float that is not in use: each step changes only its own part of the
/// arena, counts on nothing that is not its own, and finds zeros in the borders and lanes that the invariants promise.
/// </summary>
[Collection(NetworksCollection.Name)]
public class ArenaTests(CompiledNetworks networks)
{
    private const float Canary = float.NaN;

    [Fact]
    public void StepsKeepToTheirBuffers()
    {
        foreach (var model in networks.Models)
        {
            var weights = model.Plan.ToModelWeights();
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(model.Create(weights), inputs);
            var instance = model.Create(weights);
            Assert.Equal(expected, RunInSteps(model, instance, inputs));
            // What an inference leaves behind must not reach the next one.
            Assert.Equal(expected, RunInSteps(model, instance, inputs));
        }
    }

    private static float[][] RunInSteps(CompiledModel model, object instance, float[][] inputs)
    {
        var (map, runner) = (new ArenaMap(model.Plan), new StepRunner(model, instance, inputs));
        foreach (var (step, sample) in StepRunner.StepsOf(model.Plan))
        {
            var call = model.Plan.Calls[step];
            foreach (var position in map.DeadAt(step))
                model.ArenaOf(instance)[position] = Canary;
            AssertZeros(call.Reads, map, model.ArenaOf(instance), $"{model.Plan.Name}: before {call}");
            var before = model.ArenaOf(instance).ToArray();
            runner.Run(step, sample);
            AssertUnchanged(before, model.ArenaOf(instance), map.WritableBy(call), $"{model.Plan.Name}: {call}");
        }
        return runner.Outputs;
    }

    private static void AssertZeros(IEnumerable<TensorView> views, ArenaMap map, Span<float> arena, string where)
    {
        foreach (var view in views)
            foreach (var position in map.ZerosOf(view))
                Assert.True(arena[position] == 0, $"{arena[position]} at {position} of {view} {where}");
    }

    private static void AssertUnchanged(float[] before, Span<float> after, HashSet<int> writable, string where)
    {
        for (var i = 0; i < before.Length; i++)
            Assert.True(
                BitConverter.SingleToInt32Bits(before[i]) == BitConverter.SingleToInt32Bits(after[i]) || writable.Contains(i),
                $"float {i} of the arena changed from {before[i]} to {after[i]} in {where}");
    }
}
