using ModelCompiler.Compiler.Definition;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Networks;

/// <summary>
/// Runs networks step by step with a canary in every float that is not in use: each step changes only its own part of the
/// arena, counts on nothing that is not its own, and finds zeros in the borders and lanes that the invariants promise.
/// </summary>
[Collection(NetworksCollection.Name)]
public class ArenaTests(CompiledNetworks networks)
{
    private const float Canary = float.NaN;

    private static readonly Lazy<IReadOnlyList<CompiledModel>> Others = new(() => ModelAssembly.Compile(
        [.. from network in new[] { Nested(), Bordered(), Multiplied(), Sequence(), Strided(), Large() } from batch in (int[])[1, CompiledNetworks.Batch] select network with { Batch = batch }]));

    private IEnumerable<CompiledModel> Models => networks.Models.Concat(Others.Value);

    [Fact]
    public void StepsKeepToTheirBuffers()
    {
        foreach (var model in Models)
        {
            var weights = model.Plan.ToModelWeights();
            var inputs = CompiledNetworks.InputsOf(model);
            var expected = model.Run(model.Create(weights), inputs);
            var instance = model.Create(weights);
            AssertSame(expected, RunInSteps(model, instance, inputs), $"{model.Plan.Name}, first run");
            // What an inference leaves behind must not reach the next one.
            AssertSame(expected, RunInSteps(model, instance, inputs), $"{model.Plan.Name}, second run");
        }
    }

    /// <summary>Every kind of call is among them, and of those that write images each writes into one with a border, too.</summary>
    [Fact]
    public void NoKindOfCallIsMissing()
    {
        var calls = Models.SelectMany(model => model.Plan.Calls).ToList();
        Assert.Empty(CallKinds.All.Except(calls.Select(call => call.GetType())));
        var bordered = calls.Where(call => call.Writes.Any(view => view.Geometry.HasBorder)).Select(call => call.GetType());
        Assert.Equal([], CallKinds.OfImages.Except(bordered));
    }

    /// <summary>Recurrent layers one behind the other, forwards and backwards.</summary>
    private static ModelDefinition Sequence() => Model.Of("Sequence",
        Layer.Input(7, 5),
        Layer.Of("LSTM").With("units", 9).With("direction", "Bidirectional").With("sequence", true),
        Layer.Of("GRU").With("units", 20).With("sequence", true), Layer.Of("GRU").With("units", 6).With("resetAfter", false), Layer.Dense(3));

    /// <summary>A dense layer large enough to read its weights as they are stored.</summary>
    private static ModelDefinition Large() => Model.Of("Large",
        Layer.Input(16, 16, 32), Layer.MaxPool2D(1), Layer.Flatten(), Layer.Dense(491, activation: "ReLU"));

    /// <summary>Strided convolutions by phases, copied beside each other and read from the image.</summary>
    private static ModelDefinition Strided() => Model.Of("Strided",
        Layer.Input(3, 25, 22),
        Layer.Conv2D(32, 7, strides: 2, pads: 3, algorithm: "Winograd4x4"), Layer.Conv2D(20, 3, strides: 2, pads: 1, algorithm: "Winograd2x2"));

    /// <summary>Loop nests between kernels of channel blocks and borders.</summary>
    private static ModelDefinition Nested() => Model.Of("Nested",
        Layer.Input(5, 6, 7).Named("x"),
        Layer.Conv2D(20, 3, pads: 1).Named("a"), Layer.Of("onnx.Erf").From("a").Named("erf"),
        Layer.Conv2D(7, 3, pads: 1).Named("b"), Layer.Of("onnx.Transpose").From("b").With("perm", new[] { 0, 1, 3, 2 }).Named("turned"),
        Layer.MaxPool2D(2).Named("pool")).WithOutputs("turned", "pool");

    /// <summary>Results inside of the borders of those who read them, of kinds that random networks rarely put there.</summary>
    private static ModelDefinition Bordered() => Model.Of("Bordered",
        Layer.Input(6, 7, 9),
        Layer.Conv2D(20, 3, pads: 1), Layer.DepthwiseConv2D(3, pads: 1),
        Layer.Conv2D(18, 3, pads: 1), Layer.LocalResponseNormalization(5, alpha: 1),
        Layer.Conv2D(17, 3, pads: 1), Layer.Softmax(1),
        Layer.Conv2D(12, 3, pads: 1), Layer.Conv2D(12, 3, pads: 1, group: 2), Layer.Conv2D(6, 3, pads: 2, group: 2));

    /// <summary>Products of computed matrices, several at once, whose columns and rows are packed in a scratch; one within a border.</summary>
    private static ModelDefinition Multiplied() => Model.Of("Multiplied",
        Layer.Input(3, 18, 16).Named("x"), Layer.Of("onnx.Einsum").With("equation", "bchk,bcwk->bchw").From("x", "x").Named("square"),
        Layer.Conv2D(6, 3, pads: 1, group: 3).Named("bordered"),
        Layer.Of("onnx.Einsum").With("equation", "bchi,bchj->bcij").From("x", "x").Named("other")).WithOutputs("bordered", "other");

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

    private static void AssertSame(float[][] expected, float[][] actual, string where)
    {
        for (var output = 0; output < expected.Length; output++)
            for (var i = 0; i < expected[output].Length; i++)
                if (!expected[output][i].Equals(actual[output][i]))
                    Assert.Fail($"element {i} of output {output} is {actual[output][i]} instead of {expected[output][i]} in {where}");
    }

    private static void AssertZeros(IEnumerable<TensorView> views, ArenaMap map, Span<float> arena, string where)
    {
        foreach (var view in views)
            foreach (var position in map.ZerosOf(view))
                if (arena[position] != 0)
                    Assert.Fail($"{arena[position]} at {position} of {view} {where}");
    }

    private static void AssertUnchanged(float[] before, Span<float> after, HashSet<int> writable, string where)
    {
        for (var i = 0; i < before.Length; i++)
            if (BitConverter.SingleToInt32Bits(before[i]) != BitConverter.SingleToInt32Bits(after[i]) && !writable.Contains(i))
                Assert.Fail($"float {i} of the arena changed from {before[i]} to {after[i]} in {where}");
    }
}
