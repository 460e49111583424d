using ModelCompiler.Testing.Execution;
using ModelCompiler.Tests.Networks;

namespace ModelCompiler.Tests.GuardedMemory;

/// <summary>Runs models whose inputs and outputs lie against inaccessible pages, at either end.</summary>
internal static class GuardedRun
{
    /// <summary>Asserts that models compute the same bits as from arrays. Only in a process of its own: a wild access ends it.</summary>
    public static void MatchArrays(IEnumerable<CompiledModel> models)
    {
        Assert.True(TestProcess.IsChild);
        foreach (var model in models.Where(model => model.TakesFloats))
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(instance, inputs);
            foreach (var side in Enum.GetValues<GuardSide>())
                MatchArrays(model, instance, inputs, expected, side);
        }
    }

    private static void MatchArrays(CompiledModel model, object instance, float[][] inputs, float[][] expected, GuardSide side)
    {
        var sources = inputs.Select(input => GuardedFloats.Of(input, side)).ToList();
        var destinations = expected.Select(output => new GuardedFloats(output.Length, side)).ToList();
        model.Run(instance, [.. sources.Select(source => source.Memory)], [.. destinations.Select(destination => destination.Memory)]);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                destinations[i].GetSpan().SequenceEqual(expected[i]),
                $"output {i} of {model.Plan.Name} is another with an inaccessible page {side}");
        foreach (IDisposable buffer in sources.Concat(destinations))
            buffer.Dispose();
    }
}
