using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ModelCompiler.CompilerServices;

namespace ModelCompiler;

/// <summary>
/// How long each step of a model's runs took. A model has one if it was compiled with profiling; without, its code contains
/// nothing of it.
/// </summary>
/// <remarks>
/// <para>It belongs to one instance and is written during its runs: read it between them.</para>
/// <para>
/// Every run is also told to those who listen: to an <see cref="ActivitySource"/> and to a
/// <see cref="System.Diagnostics.Metrics.Meter"/>, both of the name <see cref="TelemetryName"/>. Where nobody listens, nothing is allocated.
/// </para>
/// </remarks>
public sealed class ModelProfile
{
    /// <summary>The name of the activity source and of the meter: <c>ModelCompiler</c>.</summary>
    public const string TelemetryName = "ModelCompiler";

    private static readonly double MicrosecondsPerTick = 1e6 / Stopwatch.Frequency;

    private readonly StepProfile[] _steps;
    private long _start;
    private long _last;

    /// <summary>For generated code: the model's name, and the layers and the methods of the steps, in order.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelProfile(string model, IReadOnlyList<(string Layer, string Method)> steps)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(steps);
        Model = model;
        _steps = [.. steps.Select(step => new StepProfile(step.Layer, step.Method))];
    }

    /// <summary>The name of the model.</summary>
    public string Model { get; }

    /// <summary>The steps in the order in which they run: one for most layers, more where data is copied between layers.</summary>
    public IReadOnlyList<StepProfile> Steps => _steps;

    /// <summary>How many runs were measured.</summary>
    public long Runs => _steps[^1].Runs;

    /// <summary>The mean time of a run, in microseconds; 0 before the first.</summary>
    public double MeanMicroseconds => _steps.Sum(step => step.MeanMicroseconds);

    /// <summary>The time of the last run, in microseconds; 0 before the first.</summary>
    public double LastMicroseconds => Runs == 0 ? 0 : _steps.Sum(step => step.LastTicks) * MicrosecondsPerTick;

    /// <summary>Forgets all runs.</summary>
    public void Reset()
    {
        foreach (var step in _steps)
            step.Reset();
    }

    /// <summary>A table of the steps with their mean and least times and their shares of the whole.</summary>
    public override string ToString()
    {
        var whole = MeanMicroseconds;
        var width = Math.Max("layer".Length, _steps.Max(step => step.Layer.Length));
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Model}: {Runs:N0} runs\n");
        text.Append(CultureInfo.InvariantCulture, $"{"layer".PadRight(width)} {"mean µs",12} {"minimum µs",12} {"share",8}  method\n");
        foreach (var step in _steps)
            text.Append(CultureInfo.InvariantCulture,
                $"{step.Layer.PadRight(width)} {step.MeanMicroseconds,12:N2} {step.MinimumMicroseconds,12:N2} {(whole > 0 ? step.MeanMicroseconds / whole : 0),8:P1}  {step.Method}\n");
        return text.Append(CultureInfo.InvariantCulture, $"{"total".PadRight(width)} {whole,12:N2}").ToString();
    }

    /// <summary>For generated code: a run begins.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Start() => _start = _last = Stopwatch.GetTimestamp();

    /// <summary>For generated code: a step has ended.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void End(int step) => End(step, isLast: true);

    /// <summary>For generated code: a step has ended for one sample, and for the run if that is the last one.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void End(int step, bool isLast)
    {
        var now = Stopwatch.GetTimestamp();
        _steps[step].Add(now - _last, isLast);
        _last = now;
        if (isLast && step == _steps.Length - 1)
            ProfileTelemetry.Report(this, now - _start);
    }
}
