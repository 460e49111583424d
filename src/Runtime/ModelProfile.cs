using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelCompiler;

/// <summary>
/// How long each step of a model's runs took. A model has one if it was compiled with profiling; without, its code contains
/// nothing of it.
/// </summary>
/// <remarks>It belongs to one instance and is written during its runs: read it between them.</remarks>
public sealed class ModelProfile
{
    private readonly StepProfile[] _steps;
    private long _last;

    /// <summary>For generated code: the layers and the methods of the steps, in order.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ModelProfile(IReadOnlyList<(string Layer, string Method)> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _steps = [.. steps.Select(step => new StepProfile(step.Layer, step.Method))];
    }

    /// <summary>The steps in the order in which they run: one for most layers, more where data is copied between layers.</summary>
    public IReadOnlyList<StepProfile> Steps => _steps;

    /// <summary>The mean time of a run, in microseconds; 0 before the first.</summary>
    public double MeanMicroseconds => _steps.Sum(step => step.MeanMicroseconds);

    /// <summary>Forgets all runs.</summary>
    public void Reset()
    {
        foreach (var step in _steps)
            step.Reset();
    }

    /// <summary>A table of the steps with their mean and minimum times and shares of the whole.</summary>
    public override string ToString()
    {
        var whole = MeanMicroseconds;
        var width = _steps.Max(step => step.Layer.Length);
        var text = new StringBuilder();
        foreach (var step in _steps)
            text.Append(CultureInfo.InvariantCulture,
                $"{step.Layer.PadRight(width)} {step.MeanMicroseconds,12:N2} µs {step.MinimumMicroseconds,12:N2} µs {(whole > 0 ? step.MeanMicroseconds / whole : 0),7:P1}  {step.Method}\n");
        return text.Append(CultureInfo.InvariantCulture, $"{"total".PadRight(width)} {whole,12:N2} µs").ToString();
    }

    /// <summary>For generated code: a run begins.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Start() => _last = Stopwatch.GetTimestamp();

    /// <summary>For generated code: a step has ended.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void End(int step)
    {
        var now = Stopwatch.GetTimestamp();
        _steps[step].Add(now - _last);
        _last = now;
    }
}

/// <summary>How long one step of a model's runs took.</summary>
public sealed class StepProfile
{
    private static readonly double MicrosecondsPerTick = 1e6 / Stopwatch.Frequency;

    private long _ticks;
    private long _minimum = long.MaxValue;

    internal StepProfile(string layer, string method)
    {
        Layer = layer;
        Method = method;
    }

    /// <summary>The layer that the step is part of, or the input or output that it copies.</summary>
    public string Layer { get; }

    /// <summary>The method of the generated code that computes the step.</summary>
    public string Method { get; }

    /// <summary>How often the step ran.</summary>
    public long Runs { get; private set; }

    /// <summary>The mean time of the step in microseconds; 0 before the first run.</summary>
    public double MeanMicroseconds => Runs == 0 ? 0 : _ticks * MicrosecondsPerTick / Runs;

    /// <summary>The shortest time of the step in microseconds; 0 before the first run.</summary>
    public double MinimumMicroseconds => Runs == 0 ? 0 : _minimum * MicrosecondsPerTick;

    internal void Add(long ticks)
    {
        Runs++;
        _ticks += ticks;
        _minimum = Math.Min(_minimum, ticks);
    }

    internal void Reset() => (Runs, _ticks, _minimum) = (0, 0, long.MaxValue);
}
