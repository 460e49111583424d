using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Networks;

/// <summary>Whole random networks: results, state, allocations.</summary>
[Collection(NetworksCollection.Name)]
public class NetworkTests(CompiledNetworks networks)
{
    [Fact]
    public void MatchReference() =>
        Assert.Empty(CompiledNetworks.Definitions.Zip(networks.Models, ModelAssert.Fault).OfType<string>());

    /// <summary>Whatever an inference leaves in the arena, the next one does not see it.</summary>
    [Fact]
    public void RunsAfterNaNAndInfinityEqualThoseOfFreshInstances()
    {
        foreach (var model in networks.Models)
        {
            var weights = model.Plan.ToModelWeights();
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(model.Create(weights), inputs);
            var instance = model.Create(weights);
            foreach (var poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue])
            {
                model.Run(instance, [.. inputs.Select(input => Enumerable.Repeat(poison, input.Length).ToArray())]);
                AssertSameBits(expected, model.Run(instance, inputs), model);
            }
        }
    }

    [Fact]
    public void RunAllocatesNothing()
    {
        foreach (var model in networks.Models)
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            var (inputs, outputs) = (CompiledNetworks.InputsOf(model), model.NewOutputs());
            model.Run(instance, inputs, outputs);
            // A collection that another test causes counts what is left of this thread's piece of the heap: what a run allocated, every try would show.
            Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBy(() => model.Run(instance, inputs, outputs))));
        }
    }

    private static long AllocatedBy(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void InstancesDoNotDisturbEachOther()
    {
        foreach (var model in networks.Models)
        {
            var weights = model.Plan.ToModelWeights();
            var (first, second) = (model.Create(weights), model.Create(weights));
            var (a, b) = (CompiledNetworks.InputsOf(model), CompiledNetworks.InputsOf(model, "other"));
            var expected = model.Run(first, a);
            model.Run(second, b);
            AssertSameBits(expected, model.Run(first, a), model);
            AssertSameBits(expected, model.Run(second, a), model);
        }
    }

    /// <summary>Nothing but the outputs changes: neither inputs nor what lies around the outputs' spans.</summary>
    [Fact]
    public void InputsAndWeightsStayAsTheyAre()
    {
        foreach (var model in networks.Models)
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            var inputs = CompiledNetworks.InputsOf(model);
            var weights = model.WeightsOf(instance).Span.ToArray();
            model.Run(instance, inputs);
            AssertSameBits(CompiledNetworks.InputsOf(model), inputs, model);
            AssertSameBits([weights], [model.WeightsOf(instance).Span.ToArray()], model);
        }
    }

    private static void AssertSameBits(float[][] expected, float[][] actual, CompiledModel model)
    {
        for (var i = 0; i < expected.Length; i++)
            if (!expected[i].AsSpan().SequenceEqual(actual[i]) || !Bits(expected[i]).SequenceEqual(Bits(actual[i])))
                Assert.Fail($"{model.Plan.Name}: array {i} differs\n{string.Join("\n", model.Plan.Calls)}");
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);
}
