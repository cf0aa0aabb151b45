using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PreExam.Server.Tests.Tracing;

/// <summary>One span as it arrived at the collector.</summary>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
internal sealed record Span(string Trace, string Id, string Parent, string Name, int Kind, IReadOnlyDictionary<string, string> Tags)
{
    public string? Tag(string name) => Tags.GetValueOrDefault(name);
}

/// <summary>A collector of OpenTelemetry's own protocol (OTLP 1.x over HTTP, protobuf), as an operator would run one.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, byte[] Body)> _arrived = new();
    private readonly WebApplication _app;

    private Collector()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _arrived.Enqueue((signal, body.ToArray()));
            return Results.Bytes([], "application/x-protobuf");
        });
    }

    /// <summary>Settings that make a server send everything here, at once.</summary>
    public string[] Settings =>
    [
        $"OTEL_EXPORTER_OTLP_ENDPOINT={_app.Urls.First()}", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_BSP_SCHEDULE_DELAY=100",
        "OTEL_METRIC_EXPORT_INTERVAL=500", "OTEL_BLRP_SCHEDULE_DELAY=100",
    ];

    /// <summary>All spans so far, oldest first.</summary>
    public IReadOnlyList<Span> Spans => [.. _arrived.Where(a => a.Signal == "traces").SelectMany(a => SpansOf(a.Body))];

    /// <summary>What came of <c>metrics</c> or <c>logs</c>, as the text that is in it.</summary>
    public string Text(string signal) => string.Concat(_arrived.Where(a => a.Signal == signal).Select(a => Encoding.UTF8.GetString(a.Body)));

    public static async Task<Collector> Start()
    {
        var collector = new Collector();
        await collector._app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // ExportTraceServiceRequest → ResourceSpans → ScopeSpans → Span, by the field numbers of opentelemetry-proto 1.x.
    private static IEnumerable<Span> SpansOf(byte[] body) =>
        from resource in new Protobuf(body).All(1)
        from scope in resource.All(2)
        from span in scope.All(2)
        select new Span(span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), TagsOf(span));

    private static Dictionary<string, string> TagsOf(Protobuf span)
    {
        var events = span.All(11).SelectMany(happened => happened.All(3));
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in span.All(9).Concat(events))
        {
            var value = pair.All(2).Single();
            tags[pair.Text(1)] = value.Text(1) is { Length: > 0 } text ? text : value.Number(3).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return tags;
    }
}
