using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelCompiler.CompilerServices;

/// <summary>
/// Tells whoever listens about a run that has ended. Activities are made then, with the times that were measured, so that a run that
/// fails leaves none open and nothing but the clock is read while one is computed.
/// </summary>
internal static class ProfileTelemetry
{
    private const string ModelTag = "modelcompiler.model";
    private const string LayerTag = "modelcompiler.layer";

    private static readonly string? Version = typeof(ProfileTelemetry).Assembly.GetName().Version?.ToString();

    private static readonly ActivitySource Source = new(ModelProfile.TelemetryName, Version);

    private static readonly Meter Meter = new(ModelProfile.TelemetryName, Version);

    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram<double>(
        "modelcompiler.run.duration", "s", "How long the runs of a model took.");

    private static readonly Histogram<double> StepDuration = Meter.CreateHistogram<double>(
        "modelcompiler.step.duration", "s", "How long the steps of a model's runs took.");

    /// <param name="profile">Knows how long the steps of the run took.</param>
    /// <param name="ticks">How long the run took, in ticks of <see cref="Stopwatch"/>.</param>
    public static void Report(ModelProfile profile, long ticks)
    {
        var model = new KeyValuePair<string, object?>(ModelTag, profile.Model);
        if (RunDuration.Enabled)
            RunDuration.Record(Seconds(ticks), model);
        if (StepDuration.Enabled)
            for (var i = 0; i < profile.Steps.Count; i++)
                StepDuration.Record(
                    Seconds(profile.Steps[i].LastTicks), model, new KeyValuePair<string, object?>(LayerTag, profile.Steps[i].Layer));
        if (Source.HasListeners())
            Trace(profile, ticks);
    }

    private static void Trace(ModelProfile profile, long ticks)
    {
        var time = DateTimeOffset.UtcNow - Time(ticks);
        using var run = Source.StartActivity(
            ActivityKind.Internal, startTime: time, tags: [new(ModelTag, profile.Model)], name: $"Run {profile.Model}");
        if (run is null)
            return;
        foreach (var step in profile.Steps)
        {
            // Begins within the run, which is the current activity.
            using var activity = Source.StartActivity(
                ActivityKind.Internal, startTime: time, tags: [new(LayerTag, step.Layer)], name: step.Method);
            time += Time(step.LastTicks);
            activity?.SetEndTime(time.UtcDateTime);
        }

        run.SetEndTime(time.UtcDateTime);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;

    private static TimeSpan Time(long ticks) => TimeSpan.FromTicks((long)(ticks * ((double)TimeSpan.TicksPerSecond / Stopwatch.Frequency)));
}
