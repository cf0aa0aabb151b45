using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Persistence;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Filings;

/// <summary>A handed-over case with its filing, and two departments that tell of filings; only one of them of this one.</summary>
internal sealed class FilingScene : IAsyncDisposable
{
    public const string OtherDepartment = "TAX";

    public static readonly string FormerSecret = "whsec_" + Convert.ToBase64String("the key before the last change.."u8);
    public static readonly string OtherSecret = "whsec_" + Convert.ToBase64String("a key of quite another house...."u8);

    private FilingScene(PreExamHost host, CaseDesk desk) => (Host, Desk) = (host, desk);

    public PreExamHost Host { get; }

    public CaseDesk Desk { get; }

    public string Number => (string)Desk.View["filing"]!["number"]!;

    public static async Task<FilingScene> Open(Hosts hosts, Backend backend)
    {
        var host = await hosts.NewHost(
            backend,
            $"Integrations:Departments:{SmallMatter.Department}:Secret={DepartmentEvents.Secret}",
            $"Integrations:Departments:{SmallMatter.Department}:FormerSecret={FormerSecret}",
            $"Integrations:Departments:{OtherDepartment}:Secret={OtherSecret}");
        return new FilingScene(host, await HandOver(host, "online"));
    }

    /// <summary>A case of the small matter from its first page to its filing.</summary>
    public static async Task<CaseDesk> HandOver(PreExamHost host, string mode)
    {
        var desk = await CaseDesk.Submitted(host);
        await desk.Answer();
        await desk.Post("hand-over", new { mode });
        await PreExamHost.Eventually(async () => (await desk.Refresh())["filing"] is not null, "a filing");
        return desk;
    }

    public static string Body(string number, string status, DateTimeOffset at, long sequence = 0) =>
        JsonSerializer.Serialize(new { type = "filing.status", data = new { number, status, at, sequence } });

    /// <summary>Tells a status; the message is sent now unless said otherwise.</summary>
    public Task<HttpResponseMessage> Tell(
        string status, DateTimeOffset at, long sequence = 0, string? id = null, string? number = null, string? secret = null, DateTimeOffset? sentAt = null) =>
        Send(Body(number ?? Number, status, at, sequence), id, secret, sentAt);

    public async Task<HttpResponseMessage> Send(string body, string? id = null, string? secret = null, DateTimeOffset? sentAt = null)
    {
        using var request = DepartmentEvents.Event(sentAt ?? Host.Clock.GetUtcNow(), id ?? Guid.NewGuid().ToString(), body, secret);
        return await Host.Client.SendAsync(request);
    }

    /// <summary>A request with headers of the test's own.</summary>
    public async Task<HttpResponseMessage> SendAs(string body, string? id, string? timestamp, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "integrations/filings/events");
        request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in new[] { ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature) })
        {
            if (value is not null) request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Host.Client.SendAsync(request);
    }

    public string Now() => Host.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public Task<JsonNode> Read() => Desk.Citizen.Client.Get($"filings/{Number}").Ok();

    /// <summary>Notices about the filing's progress, once all that is under way has ended.</summary>
    public async Task<IReadOnlyList<string>> Progress()
    {
        await PreExamHost.Eventually(async () => !await With(db => db.Outbox.AnyAsync(m => m.DeadAt == null)), "every job is done");
        return [.. (await Desk.Citizen.Client.Get("notices?limit=100").Ok())["items"]!.AsArray()
            .Where(n => (string)n!["kind"]! == "filingMoved").Select(n => (string)n!["title"]!["en"]!)];
    }

    /// <summary>Everything in the database that an event can touch.</summary>
    public Task<string> Traces() => With(async db =>
    {
        var filing = await db.Filings.AsNoTracking().SingleAsync(f => f.Number == Number);
        return $"{filing.Status} since {filing.StatusSince:O}, version {filing.Version}, {await db.FilingEvents.CountAsync()} events, "
            + $"{await db.Audit.CountAsync(a => a.Action == "filing.event")} audit rows, {await db.News.CountAsync()} signals, {await db.Notices.CountAsync()} notices";
    });

    public async Task<T> With<T>(Func<PreExamDb, Task<T>> read)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
