using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Testing;

namespace PreExam.Server.Tests.Uploads;

/// <summary>A citizen with a draft, and what their phone does with it.</summary>
internal sealed class UploadScene
{
    private static int _cases;

    public const string Slot = "idCard.operator";

    private UploadScene(PreExamHost host, Citizen citizen, Guid caseId) => (Host, Citizen, CaseId) = (host, citizen, caseId);

    public PreExamHost Host { get; }

    public Citizen Citizen { get; }

    public Guid CaseId { get; }

    public string Department { get; private init; } = "";

    public static async Task<UploadScene> Begin(PreExamHost host, bool consents = true, string department = "market")
    {
        var citizen = await host.NewCitizen(IdentityLevel.Phone, consents);
        var now = host.Clock.GetUtcNow();
        var number = CaseNumber.Compose(WorkingCalendar.DayOf(now), 500_000 + Interlocked.Increment(ref _cases));
        var (opened, happened) = Case.Open(
            Guid.CreateVersion7(now), number, citizen.Id, ("999070010101", 1), department, null, WorkingCalendar.DayOf(now).AddDays(30), now);
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        db.Cases.Add(opened);
        await db.SaveChangesAsync();
        return new(host, citizen, opened.Id) { Department = department };
    }

    public static byte[] Specimen(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Specimens", name));

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public string Pages(string slot = Slot) => $"cases/{CaseId}/materials/{slot}/pages";

    public Task<HttpResponseMessage> Upload(byte[] file, string slot = Slot, string? sha256 = null, string? key = null, HttpClient? client = null)
    {
        var form = new MultipartFormDataContent();
        if (sha256 is not null) form.Add(new StringContent(sha256), "sha256");
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        form.Add(part, "file", "身份证 正面.jpg");
        return Send(form, slot, key, client);
    }

    public async Task<HttpResponseMessage> Send(HttpContent body, string slot = Slot, string? key = null, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Pages(slot)) { Content = body };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await (client ?? Citizen.Client).SendAsync(request);
    }

    public async Task<Guid> Uploaded(byte[] file, string slot = Slot) => (Guid)(await Upload(file, slot).Ok())["pageId"]!;

    public Task<JsonNode> View(Guid page) => Citizen.Client.Get($"cases/{CaseId}/pages/{page}").Ok();

    /// <summary>The page once the machine is done with it.</summary>
    public async Task<JsonNode> Processed(Guid page)
    {
        JsonNode view = null!;
        await PreExamHost.Eventually(async () => (string?)(view = await View(page))["state"] != "received", "the page is processed");
        return view;
    }

    /// <summary>Hands the case in as it is.</summary>
    public Task<int> HandIn() => Behind(async db =>
    {
        var found = await db.Cases.SingleAsync(c => c.Id == CaseId);
        var now = Host.Clock.GetUtcNow();
        if (found.Submit([], [], [], [Slot], now.AddDays(1), now).Refusal is { } refusal) throw new InvalidOperationException(refusal.Code);
        return await db.SaveChangesAsync();
    });

    public async Task<T> Behind<T>(Func<PreExamDb, Task<T>> look)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }

    public Task<int> Rows() => Behind(db => db.Pages.CountAsync(p => p.CaseId == CaseId));

    public Task<int> CaseVersion() => Behind(db => db.Cases.Where(c => c.Id == CaseId).Select(c => c.Version).SingleAsync());

    /// <summary>Files of the blob store, half-written ones too.</summary>
    public int Blobs() => Directory.Exists(Path.Combine(Host.DataFolder, "blobs"))
        ? Directory.EnumerateFiles(Path.Combine(Host.DataFolder, "blobs"), "*", SearchOption.AllDirectories).Count() : 0;
}
