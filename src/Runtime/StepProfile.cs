using System.Diagnostics;

namespace ModelCompiler;

/// <summary>How long one step of a model's runs took.</summary>
public sealed class StepProfile
{
    private static readonly double MicrosecondsPerTick = 1e6 / Stopwatch.Frequency;

    private long _ticks;
    private long _minimum = long.MaxValue;
    private long _current;

    internal StepProfile(string layer, string method)
    {
        Layer = layer;
        Method = method;
    }

    /// <summary>The layer that the step is part of, or the input or output that it copies.</summary>
    public string Layer { get; }

    /// <summary>The method of the generated code that computes the step.</summary>
    public string Method { get; }

    /// <summary>In how many runs of the model the step was measured.</summary>
    public long Runs { get; private set; }

    /// <summary>The mean time of the step in microseconds; 0 before the first run.</summary>
    public double MeanMicroseconds => Runs == 0 ? 0 : _ticks * MicrosecondsPerTick / Runs;

    /// <summary>The shortest time of the step in microseconds; 0 before the first run.</summary>
    public double MinimumMicroseconds => Runs == 0 ? 0 : _minimum * MicrosecondsPerTick;

    /// <summary>The time of the step in the last run, in ticks of <see cref="Stopwatch"/>.</summary>
    internal long LastTicks { get; private set; }

    /// <param name="ticks">The time of the step, or of its part that computes one sample.</param>
    /// <param name="isLast">Whether that is all of the run's.</param>
    internal void Add(long ticks, bool isLast)
    {
        _current += ticks;
        if (!isLast)
            return;
        Runs++;
        _ticks += _current;
        LastTicks = _current;
        _minimum = Math.Min(_minimum, _current);
        _current = 0;
    }

    internal void Reset() => (Runs, _ticks, _minimum, LastTicks, _current) = (0, 0, long.MaxValue, 0, 0);
}
