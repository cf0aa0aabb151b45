using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Platform;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Cases;

/// <summary>
/// One person's case of <see cref="SmallMatter"/>, over HTTP. Only pages are put behind the API, so that each can be in the state that
/// a test is about.
/// </summary>
internal sealed class CaseDesk(PreExamHost host, Citizen citizen, JsonNode view, string etag)
{
    public PreExamHost Host => host;

    public Citizen Citizen => citizen;

    public Guid Id { get; } = (Guid)view["id"]!;

    public JsonNode View { get; private set; } = view;

    public string ETag { get; private set; } = etag;

    public string State => (string)View["state"]!;

    public string Path => $"cases/{Id}";

    public static async Task<CaseDesk> Open(PreExamHost host, Citizen? citizen = null, object? onBehalfOf = null)
    {
        await SmallMatter.Publish(host);
        citizen ??= await host.NewCitizen();
        var (view, etag) = await citizen.Client.Post("cases", new { matter = SmallMatter.Code, onBehalfOf }).Answer();
        return new CaseDesk(host, citizen, view, etag!);
    }

    /// <summary>A case with everything in it that a submission needs.</summary>
    public static async Task<CaseDesk> Complete(PreExamHost host, Citizen? citizen = null)
    {
        var desk = await Open(host, citizen);
        await desk.FillIn();
        return desk;
    }

    public static async Task<CaseDesk> Submitted(PreExamHost host)
    {
        var desk = await Complete(host);
        await desk.Submit();
        return desk;
    }

    public async Task FillIn()
    {
        await Put("answers", new { answers = new { who = new[] { "self" } } });
        await Put("fields", new { fields = new { name = citizen.Name } });
        await Put("materials/idCard/fields", new { fields = new { name = citizen.Name } });
        await AddPage("idCard");
        await AddPage("proof");
    }

    /// <summary>A change that has to succeed.</summary>
    public async Task<JsonNode> Put(string what, object body)
    {
        (View, var etag) = await citizen.Client.Put($"{Path}/{what}", body, ETag).Answer();
        ETag = etag!;
        return View;
    }

    public async Task<JsonNode> Post(string what, object? body = null)
    {
        (View, var etag) = await citizen.Client.Post($"{Path}/{what}", body, ifMatch: ETag).Answer();
        ETag = etag!;
        return View;
    }

    public Task<JsonNode> Submit() => Post("submit");

    public async Task<JsonNode> Refresh()
    {
        (View, var etag) = await citizen.Client.Get(Path).Answer();
        ETag = etag!;
        return View;
    }

    public Task<JsonNode> Check() => citizen.Client.Post($"{Path}/check").Ok();

    public JsonNode Material(string slot) => View["materials"]!.AsArray().Single(m => (string)m!["slot"]! == slot)!;

    /// <summary>A page whose bytes are in the store, in the state given.</summary>
    public async Task<Guid> AddPage(string slot, PageState state = PageState.Ready, params string[] findings)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var bytes = RandomNumberGenerator.GetBytes(100);
        var key = BlobKey.New();
        await scope.ServiceProvider.GetRequiredService<IBlobStore>().Write(key, new MemoryStream(bytes), TestContext.Current.CancellationToken);
        var now = host.Clock.GetUtcNow();
        var page = new Page(
            Guid.CreateVersion7(now), Id, slot, (int)View["round"]! + 1, key.ToString(), bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)), "jpeg", now);
        Become(page, state, findings, now);
        db.Pages.Add(page);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return page.Id;
    }

    public async Task ChangePage(Guid id, Action<Page> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        change((await db.Pages.FindAsync([id], TestContext.Current.CancellationToken))!);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A caseworker takes it, says everything, answers; the seconds of taking back go by. Needs a host of the test's own.</summary>
    public async Task Answer(string result = "passed", string? rejected = null)
    {
        var staff = await host.NewStaff(SmallMatter.Department, Caller.Caseworker);
        await staff.Client.Post($"staff/cases/{Id}/claim").Ok();
        var (seen, etag) = await staff.Client.Get($"staff/cases/{Id}").Answer();
        foreach (var slot in seen["silent"]!.AsArray().Select(s => (string)s!))
        {
            object verdict = slot == rejected ? new { outcome = "rejected", ownWords = "请重新拍摄" } : new { outcome = "accepted" };
            (_, etag) = await staff.Client.Put($"staff/cases/{Id}/materials/{slot}/verdict", verdict, etag).Answer();
        }

        await staff.Client.Post($"staff/cases/{Id}/feedback", new { result, words = "辛苦了" }, ifMatch: etag).Ok();
        host.Clock.Advance(TimeSpan.FromSeconds(11));
        await PreExamHost.Eventually(async () => (string)(await Refresh())["state"]! == result, $"the answer {result}");
    }

    private static void Become(Page page, PageState state, string[] findings, DateTimeOffset now)
    {
        if (state == PageState.Ready)
            page.BecomeReady([new Rendition(1, BlobKey.New().ToString(), BlobKey.New().ToString(), 10, 10, "{}", "{}")], findings, now);
        if (state == PageState.Unreadable) page.BecomeUnreadable(findings, now);
        if (state == PageState.Quarantined) page.Quarantine(findings[0], now);
    }
}
