using System.Diagnostics.Metrics;

namespace Api;

/// <summary>What the service measures, for every tool that listens to .NET meters, such as dotnet-counters and OpenTelemetry.</summary>
public sealed class InferenceMetrics
{
    public const string MeterName = "ModelCompiler.Samples.Api";

    private readonly Counter<long> _inferences;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _wait;

    public InferenceMetrics(IMeterFactory meters, ModelPool<LeNet5> pool)
    {
        var meter = meters.Create(MeterName);
        _inferences = meter.CreateCounter<long>("model.inferences", description: "Inferences that have been completed.");
        _duration = meter.CreateHistogram<double>("model.inference.duration", "s", "How long an inference takes.");
        _wait = meter.CreateHistogram<double>("model.pool.wait", "s", "How long a request waits for an instance.");
        meter.CreateObservableGauge("model.pool.idle", () => pool.IdleCount, description: "Instances that wait for a request.");
    }

    public void Record(TimeSpan waited, TimeSpan computed)
    {
        _inferences.Add(1);
        _wait.Record(waited.TotalSeconds);
        _duration.Record(computed.TotalSeconds);
    }
}
