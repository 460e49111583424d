using System.Diagnostics;
using ModelCompiler.Compiler.Collections;
using ModelCompiler.Compiler.Plan;
using ModelCompiler.Tool.Execution;

namespace ModelCompiler.Tool.Benchmarking;

/// <summary>One algorithm's model of a layer, and the times of its steps without the copies of input and output.</summary>
internal sealed class AlgorithmRun : IDisposable
{
    private const ulong InputSeed = 1;

    private readonly InMemoryModel _model;
    private readonly IDisposable _instance;
    private readonly ModelProfile _profile;
    private readonly Array[] _inputs;
    private readonly Array[] _outputs;

    public AlgorithmRun(InMemoryModel model, ModelWeights weights, int threads)
    {
        (_model, _outputs) = (model, model.NewOutputs());
        _inputs = [Draw((int)model.Plan.Inputs[0].Type.Shape.ElementCount)];
        _instance = model.Create(weights, threads);
        _profile = model.ProfileOf(_instance)!;
    }

    public ExecutionPlan Plan => _model.Plan;

    public float[] Input => (float[])_inputs[0];

    /// <summary>What the last run computed.</summary>
    public float[] Output => (float[])_outputs[0];

    public double PredictedMicroseconds => Steps.Sum(step => Plan.PredictedNanoseconds[step]) / 1000.0;

    public double MinimumMicroseconds => Steps.Sum(step => _profile.Steps[step].MinimumMicroseconds);

    public double MeanMicroseconds => Steps.Sum(step => _profile.Steps[step].MeanMicroseconds);

    private IEnumerable<int> Steps => Enumerable.Range(0, Plan.Calls.Count).Where(step => Plan.Calls[step] is not (LoadInput or StoreOutput));

    public void Dispose() => _instance.Dispose();

    /// <summary>Runs until the JIT has optimised the model: a slow one is done after the time.</summary>
    public void WarmUp(int runs, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i == 0 || (i < runs && clock.Elapsed < time); i++)
            _model.Run(_instance, _inputs, _outputs);
        _profile.Reset();
    }

    public void RunFor(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        do
            _model.Run(_instance, _inputs, _outputs);
        while (clock.Elapsed < time);
    }

    // Of both signs: the errors of sums of positive numbers are others.
    private static float[] Draw(int length)
    {
        var generator = new SplitMix64(InputSeed);
        var values = new float[length];
        for (var i = 0; i < length; i++)
            values[i] = (generator.Next(1 << 24) / (float)(1 << 23)) - 1;
        return values;
    }
}
