using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Api;

/// <summary>Listens to the meter of the service and prints it as Prometheus reads it: counters, gauges, and sums of histograms.</summary>
public sealed class MetricsPage : IDisposable
{
    private readonly ConcurrentDictionary<Instrument, Total> _totals = new();
    private readonly MeterListener _listener = new();

    public MetricsPage(InferenceMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics); // Its instruments must exist when listening begins.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == InferenceMetrics.MeterName)
                listener.EnableMeasurementEvents(instrument, _totals.GetOrAdd(instrument, _ => new Total()));
        };
        _listener.SetMeasurementEventCallback<int>((_, value, _, total) => ((Total)total!).Add(value));
        _listener.SetMeasurementEventCallback<long>((_, value, _, total) => ((Total)total!).Add(value));
        _listener.SetMeasurementEventCallback<double>((_, value, _, total) => ((Total)total!).Add(value));
        _listener.Start();
    }

    public string Print()
    {
        _listener.RecordObservableInstruments();
        var page = new StringBuilder();
        foreach (var (instrument, total) in _totals.OrderBy(entry => entry.Key.Name, StringComparer.Ordinal))
        {
            var (count, sum, last) = total.Values;
            var (type, suffix) = instrument switch
            {
                Counter<long> => ("counter", "_total"),
                Histogram<double> => ("summary", "_seconds"),
                _ => ("gauge", ""),
            };
            var name = instrument.Name.Replace('.', '_') + suffix;
            var values = type switch
            {
                "counter" => $"{name} {Text(sum)}\n",
                "summary" => $"{name}_count {Text(count)}\n{name}_sum {Text(sum)}\n",
                _ => $"{name} {Text(last)}\n",
            };
            page.Append($"# HELP {name} {instrument.Description}\n# TYPE {name} {type}\n{values}");
        }
        return page.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>All measurements of one instrument.</summary>
    private sealed class Total
    {
        private readonly Lock _lock = new();
        private long _count;
        private double _sum, _last;

        public (long Count, double Sum, double Last) Values
        {
            get
            {
                lock (_lock)
                    return (_count, _sum, _last);
            }
        }

        public void Add(double value)
        {
            lock (_lock)
                (_count, _sum, _last) = (_count + 1, _sum + value, value);
        }
    }
}
