using System.Text.Json.Nodes;

namespace PreExam.Server.Tests.Pages;

/// <summary>A phone's end of a stream of server-sent events.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;

    private EventStream(HttpResponseMessage response, StreamReader lines) => (_response, _lines) = (response, lines);

    public static async Task<EventStream> Open(HttpClient client, Guid caseId, int? lastSeen = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"cases/{caseId}/events");
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (lastSeen is { } seen) request.Headers.Add("Last-Event-ID", seen.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Waits for the next event; comments are passed over.</summary>
    public async Task<JsonNode> Next()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return JsonNode.Parse(line[6..])!;
        }

        throw new EndOfStreamException("The stream ended.");
    }

    public async Task<string> NextComment()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(':')) return line;
        }

        throw new EndOfStreamException("The stream ended.");
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
