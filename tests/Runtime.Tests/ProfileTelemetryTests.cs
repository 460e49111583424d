using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace ModelCompiler.Tests;

/// <summary>What listeners are told of a run. Other tests may run models meanwhile: each listens to a model of its own.</summary>
public sealed class ProfileTelemetryTests
{
    private static ModelProfile New(string model) => new(model, [("conv1", "RunConv1"), ("fc", "RunFc")]);

    private static void Run(ModelProfile profile)
    {
        profile.Start();
        Thread.Sleep(2);
        profile.End(0);
        profile.End(1);
    }

    [Fact]
    public void AnActivityPerRunHasOnePerStep()
    {
        var profile = New("traced");
        var stopped = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelProfile.TelemetryName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new Activity("request").Start();
        Run(profile);
        listener.Dispose();

        var run = Assert.Single(stopped, activity => activity.DisplayName == "Run traced");
        Assert.Equal(caller.SpanId, run.ParentSpanId);
        Assert.Equal("traced", run.GetTagItem("modelcompiler.model"));
        var steps = stopped.Where(activity => activity.ParentSpanId == run.SpanId).ToList();
        Assert.Equal(["RunConv1", "RunFc"], steps.Select(step => step.DisplayName));
        Assert.Equal(["conv1", "fc"], steps.Select(step => step.GetTagItem("modelcompiler.layer")));
        Assert.Equal(run.StartTimeUtc, steps[0].StartTimeUtc);
        Assert.Equal(steps[0].StartTimeUtc + steps[0].Duration, steps[1].StartTimeUtc);
        Assert.Equal(run.StartTimeUtc + run.Duration, steps[1].StartTimeUtc + steps[1].Duration);
        Assert.InRange(run.Duration.TotalMilliseconds, 1, 60_000);
        Assert.InRange(run.Duration.TotalMicroseconds, profile.LastMicroseconds - 1, profile.LastMicroseconds + 1);
        Assert.Same(caller, Activity.Current);
    }

    [Fact]
    public void HistogramsOfRunsAndSteps()
    {
        var profile = New("metered");
        var measurements = new List<(string Name, double Seconds, string? Layer)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, me) =>
        {
            if (instrument.Meter.Name == ModelProfile.TelemetryName)
                me.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            var values = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
            if (values["modelcompiler.model"] == "metered")
                measurements.Add((instrument.Name, value, values.GetValueOrDefault("modelcompiler.layer")));
        });
        listener.Start();
        Run(profile);
        listener.Dispose();

        Assert.Equal(
            [("modelcompiler.run.duration", null), ("modelcompiler.step.duration", "conv1"), ("modelcompiler.step.duration", "fc")],
            measurements.Select(measurement => (measurement.Name, measurement.Layer)));
        Assert.InRange(measurements[0].Seconds, 0.001, 60);
        Assert.Equal(measurements[0].Seconds, measurements[1].Seconds + measurements[2].Seconds, 1e-9);
    }

    /// <summary>What dotnet-trace asks for: .NET itself has an event source for activities, with this filter.</summary>
    [Fact]
    public void EventsReachTools()
    {
        using var listener = new ToolListener();
        Run(New("evented"));
        listener.Dispose();
        Assert.Contains(listener.Stopped, name => name == "Run evented");
        Assert.Contains(listener.Stopped, name => name == "RunConv1");
    }

    [Fact]
    public void WhereNobodyListensNothingIsAllocated()
    {
        var profile = New("alone");
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            profile.Start();
            profile.End(0);
            profile.End(1);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // A listener of another test may hear some of the runs, but not all.
        Assert.Equal(0, least);
    }

    private sealed class ToolListener : EventListener
    {
        public ConcurrentQueue<string?> Stopped { get; } = [];

        protected override void OnEventSourceCreated(EventSource source)
        {
            if (source.Name == "Microsoft-Diagnostics-DiagnosticSource")
                EnableEvents(source, EventLevel.Verbose, (EventKeywords)3, new Dictionary<string, string?>
                {
                    ["FilterAndPayloadSpecs"] = $"[AS]{ModelProfile.TelemetryName}/Stop",
                });
        }

        protected override void OnEventWritten(EventWrittenEventArgs written)
        {
            if (written is { EventName: "ActivityStop", PayloadNames: { } names, Payload: { } values })
                Stopped.Enqueue(values[names.IndexOf("ActivityName")] as string);
        }
    }
}
