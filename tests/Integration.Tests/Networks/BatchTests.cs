using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;

namespace ModelCompiler.Tests.Networks;

/// <summary>
/// A batch gives each sample what the model for one sample gives it: to the bit where both compute in the same order, which dense layers
/// do not. <see cref="NetworkTests.MatchReference"/> holds both to the bound of the exact results.
/// </summary>
[Collection(NetworksCollection.Name)]
public class BatchTests(CompiledNetworks networks)
{
    [Fact]
    public void SamplesOfABatchGiveWhatTheyGiveAlone()
    {
        var count = CompiledNetworks.Samples.Count;
        var compared = networks.Models.Take(count).Zip(networks.Models.Skip(count)).Sum(pair => Compare(pair.First, pair.Second));
        Assert.InRange(compared, 5, int.MaxValue);
    }

    /// <summary>Whatever one sample is, the others do not see it.</summary>
    [Fact]
    public void SamplesDoNotDisturbEachOther()
    {
        foreach (var model in networks.Models.Skip(CompiledNetworks.Samples.Count))
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(instance, inputs);
            foreach (var input in inputs)
                PartOf(input, 1).Fill(float.NaN);
            var actual = model.Run(instance, inputs);
            for (var output = 0; output < expected.Length; output++)
                foreach (var sample in (int[])[0, 2])
                    AssertSameBits(PartOf(expected[output], sample), PartOf(actual[output], sample), model.Plan.Name);
        }
    }

    /// <returns>The number of outputs that were compared.</returns>
    private static int Compare(CompiledModel single, CompiledModel batch)
    {
        if (!Algorithms(single.Plan).SequenceEqual(Algorithms(batch.Plan)))
            return 0;
        var weights = single.Plan.ToModelWeights();
        var (one, all) = (single.Create(weights), batch.Create(weights));
        var inputs = CompiledNetworks.InputsOf(batch);
        var outputs = batch.Run(all, inputs);
        // Vectors come from dense layers.
        var images = Enumerable.Range(0, outputs.Length).Where(i => single.Plan.Outputs[i].Type.Shape.Rank == 4).ToList();
        for (var sample = 0; sample < CompiledNetworks.Batch; sample++)
        {
            var alone = single.Run(one, [.. inputs.Select(input => PartOf(input, sample).ToArray())]);
            foreach (var image in images)
                AssertSameBits(alone[image], PartOf(outputs[image], sample), single.Plan.Name);
        }

        return images.Count;
    }

    // More tiles may earn Winograd's algorithm, or larger tiles.
    private static IEnumerable<(Type, string)> Algorithms(ExecutionPlan plan) => plan.Calls.Select(call => (call.GetType(), call switch
    {
        WinogradConv winograd => $"{winograd.TileHeight}",
        FourierConv fourier => fourier.Tiling.Describe(),
        FourierDepthwiseConv fourier => fourier.Tiling.Describe(),
        _ => "",
    }));

    private static Span<float> PartOf(float[] values, int sample)
    {
        var length = values.Length / CompiledNetworks.Batch;
        return values.AsSpan(sample * length, length);
    }

    private static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string name) => Assert.True(
        System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(expected).SequenceEqual(
            System.Runtime.InteropServices.MemoryMarshal.Cast<float, int>(actual)), $"{name} differs");
}
