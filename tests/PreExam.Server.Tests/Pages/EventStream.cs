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

    /// <summary>Waits for the next of the case's numbered signals; comments and word of the queue are passed over.</summary>
    public Task<JsonNode> Next() => Next(isWait: false);

    /// <summary>Waits for the next word of a page's place in the queue.</summary>
    public Task<JsonNode> NextWait() => Next(isWait: true);

    private async Task<JsonNode> Next(bool isWait)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var kind = "";
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal)) kind = line[7..];
            if (line.StartsWith("data: ", StringComparison.Ordinal) && kind == "pageWaiting" == isWait) return JsonNode.Parse(line[6..])!;
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
