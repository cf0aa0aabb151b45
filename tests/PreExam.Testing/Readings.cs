using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace PreExam.Testing;

/// <summary>
/// The measures of one host alone, from here on. Its metrics page won't do in a test: several hosts of one process share that page's series.
/// </summary>
public sealed class Readings : IDisposable
{
    private readonly ConcurrentDictionary<string, double> _values = new();
    private readonly MeterListener _listener;

    public Readings(PreExamHost host)
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.AddOrUpdate(NameOf(instrument, tags), value, (_, before) => before + value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => _values[NameOf(instrument, tags)] = value);
        _listener.Start();
    }

    /// <summary>For example <c>preexam.wechat.sends outcome=sent use=result</c>: tags in the order of their names. Null when never measured.</summary>
    public double? this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _values.TryGetValue(name, out var value) ? value : null;
        }
    }

    public void Dispose() => _listener.Dispose();

    private static string NameOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ',
        [instrument.Name, .. tags.ToArray().OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}"))]);
}
