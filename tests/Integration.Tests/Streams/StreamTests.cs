using System.Reflection;
using ModelCompiler.Compiler.Definition;
using ModelCompiler.Testing.Execution;
using ModelCompiler.Testing.Models;

namespace ModelCompiler.Tests.Streams;

/// <summary>Models that keep the states of their recurrent layers: a stream in pieces gives what one run over all of it does.</summary>
public class StreamTests
{
    private const int Steps = 24, Features = 5, Outputs = 9;

    // A product with one vector adds up in another order than one with several: some roundings of numbers below 1, at every step.
    private const float OneStepError = 2e-6f;

    // The whole stream at once, in pieces, and step by step.
    private static readonly Lazy<IReadOnlyList<CompiledModel>> Models = new(() => ModelAssembly.Compile(
        [Net(Steps, isStateful: false), Net(6, isStateful: true), Net(2, isStateful: true), Net(1, isStateful: true)]));

    [Fact]
    public void PiecesGiveTheSameBitsAsOneRun()
    {
        var (input, expected) = Whole();
        foreach (var model in Models.Value.Skip(1).Take(2))
        {
            var instance = model.Create(model.Plan.ToModelWeights());
            Assert.Equal(expected, Stream(model, instance, input));
            model.Type.GetMethod("Reset")!.Invoke(instance, []);
            Assert.Equal(expected, Stream(model, instance, input));
        }
    }

    [Fact]
    public void SingleStepsGiveTheSameUpToRounding()
    {
        var (input, expected) = Whole();
        var model = Models.Value[3];
        var actual = Stream(model, model.Create(model.Plan.ToModelWeights()), input);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - OneStepError, pair.First + OneStepError));
        // Without its state every step would give the same result for the same input.
        Assert.NotEqual(Repeat(model, input), Repeat(model, input, isReset: true));
    }

    [Fact]
    public void StepsAllocateNothing()
    {
        var model = Models.Value[3];
        var (instance, inputs, outputs) = (model.Create(model.Plan.ToModelWeights()), new[] { new float[Features] }, model.NewOutputs());
        model.Run(instance, inputs, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            model.Run(instance, inputs, outputs);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void AnInstanceInUseIsRefused()
    {
        var model = Models.Value[3];
        var (instance, inputs) = (model.Create(model.Plan.ToModelWeights()), new float[Features]);
        var reset = model.Type.GetMethod("Reset")!.CreateDelegate<Action>(instance);
        var network = model.NetworkOf(instance);
        var users = network.GetType().GetField("users", BindingFlags.NonPublic | BindingFlags.Instance)!;
        users.SetValue(network, 1);
        Assert.Contains("at the same time", Assert.Throws<InvalidOperationException>(() => model.Run(instance, inputs)).Message);
        Assert.Contains("at the same time", Assert.Throws<InvalidOperationException>(reset).Message);
        users.SetValue(network, 0);
        model.Run(instance, inputs);
        reset();
        Assert.Equal(0, users.GetValue(network));
    }

    /// <summary>Whoever is refused, both go on until somebody is; no step of one disturbs the other's.</summary>
    [Fact]
    public void TwoThreadsAreFound()
    {
        var model = Models.Value[1];
        var (instance, input) = (model.Create(model.Plan.ToModelWeights()), new float[6 * Features]);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var failures = 0;
        Parallel.Invoke(Work, Work);
        Assert.True(failures > 0, "Two threads used one instance for a minute, and neither was refused.");

        void Work()
        {
            while (!stop.IsCancellationRequested)
                try
                {
                    model.Run(instance, input);
                }
                catch (InvalidOperationException)
                {
                    Interlocked.Increment(ref failures);
                    stop.Cancel();
                }
        }
    }

    [Fact]
    public void StatefulClassesHaveNoRun()
    {
        Assert.All(Models.Value.Skip(1), model => Assert.Null(model.Type.GetMethod("Run")));
        Assert.Null(Models.Value[0].Type.GetMethod("Step"));
    }

    private static ModelDefinition Net(int steps, bool isStateful) => Model.Of(
        "net", Layer.Input(steps, Features).Named("input"),
        Layer.Of("RNN").With("units", 7).With("sequence", true).Named("a"), Layer.Of("LayerNormalization").Named("n"),
        Layer.Of("GRU").With("units", 20).With("sequence", true).Named("b"),
        Layer.Of("GRU").With("units", 16).With("sequence", true).With("resetAfter", false).Named("c"),
        Layer.Of("LSTM").With("units", Outputs).With("sequence", true).Named("d")) with { IsStateful = isStateful ? true : null };

    private static (float[] Input, float[] Output) Whole()
    {
        var model = Models.Value[0];
        float[] input = [.. TestWeights.Input("input", Steps * Features).Select(x => (float)x)];
        return (input, model.Run(model.Create(model.Plan.ToModelWeights()), input)[0]);
    }

    private static float[] Stream(CompiledModel model, object instance, float[] input)
    {
        var piece = (int)model.Plan.Inputs[0].Type.Shape.ElementCount;
        return [.. input.Chunk(piece).SelectMany(part => model.Run(instance, part)[0])];
    }

    private static float[] Repeat(CompiledModel model, float[] input, bool isReset = false)
    {
        var instance = model.Create(model.Plan.ToModelWeights());
        var result = Array.Empty<float>();
        for (var i = 0; i < 3; i++)
        {
            if (isReset)
                model.Type.GetMethod("Reset")!.Invoke(instance, []);
            result = model.Run(instance, input[..Features])[0];
        }

        return result;
    }
}
