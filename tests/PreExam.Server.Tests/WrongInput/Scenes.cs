using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.People;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>The people, and cases in every state, that right requests need. Each is made when first asked for.</summary>
internal sealed class Scenes
{
    public const string OtherDepartment = "TAX";
    public const string OtherDepartmentsSecret = "whsec_b3RoZXIgdGVzdC1vbmx5IGtleSBvZiAzMiBieXRlcyE=";

    private static readonly TimeSpan TakeBack = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, StaffMember> _staff = [];
    private readonly Dictionary<IdentityLevel, (Citizen, string)> _known = [];
    private readonly Lazy<Task> _people;
    private readonly Lazy<Task<CaseDesk>> _held;
    private readonly Lazy<Task<CaseDesk>> _judged;
    private readonly Lazy<Task<Queue<CaseDesk>>> _passed;
    private readonly Lazy<Task<(CaseDesk, Guid)>> _paged;
    private readonly Lazy<Task<CaseDesk>> _filed;

    public Scenes(PreExamHost host)
    {
        Host = host;
        _people = new(Gather);
        _held = new(NewHeld);
        _judged = new(() => NewJudged(rejected: "proof"));
        _passed = new(NewPassed);
        _paged = new(NewPaged);
        _filed = new(NewFiled);
    }

    /// <summary>Nothing happens by itself while requests are sent: holds and answers wait longer than the test, and pushes come in the clear.</summary>
    public static string[] Settings { get; } =
    [
        $"Review:TakeBack={TakeBack}", "Review:Lease=08:00:00", "WeChat:EncodingAesKey=",
        $"Integrations:Departments:{SmallMatter.Department}:Secret={DepartmentEvents.Secret}",
        $"Integrations:Departments:{OtherDepartment}:Secret={OtherDepartmentsSecret}",
    ];

    public PreExamHost Host { get; }

    public HttpClient Nobody => Host.Client;

    /// <summary>Whose cases they all are; known by real name.</summary>
    public Citizen Owner { get; private set; } = null!;

    /// <summary>Just as well known, and without anything of the owner's.</summary>
    public Citizen Stranger { get; private set; } = null!;

    /// <summary>Another caseworker of the cases' department.</summary>
    public StaffMember Colleague { get; private set; } = null!;

    /// <summary>In another department, with every role.</summary>
    public StaffMember Elsewhere { get; private set; } = null!;

    /// <summary>The owner's token with another signature.</summary>
    public string ForgedToken { get; private set; } = null!;

    /// <summary>A member of the cases' department with this role and no other.</summary>
    public StaffMember Staff(string role) => _staff[role];

    /// <summary>A person who is known no better than this, and their draft.</summary>
    public (Citizen Citizen, string Case) Known(IdentityLevel level) => _known[level];

    /// <summary>Everybody is there.</summary>
    public Task People() => _people.Value;

    /// <summary>Waits until the workers have nothing left to do, so that whatever changes from now on is a request's doing.</summary>
    public Task Quiet() => Eventually.Holds(
        () => Read(async db =>
        {
            var soon = Host.Clock.GetUtcNow().AddMinutes(1);
            return !await db.Outbox.AnyAsync(m => m.DeadAt == null && m.NotBefore < soon);
        }), "every job is done");

    /// <summary>A new draft of the owner's, complete, with a warning that can be explained.</summary>
    public async Task<CaseDesk> Draft()
    {
        var desk = await NewCase(Owner);
        await desk.FillIn();
        await desk.Put("materials/idCard/fields", new { fields = new { name = "另一人" } });
        return desk;
    }

    /// <summary>A new draft of the owner's that can be submitted.</summary>
    public async Task<CaseDesk> Complete()
    {
        var desk = await NewCase(Owner);
        await desk.FillIn();
        return desk;
    }

    /// <summary>A new case of the owner's that waits in the queue.</summary>
    public async Task<CaseDesk> Submitted()
    {
        var desk = await Complete();
        await desk.Submit();
        return desk;
    }

    /// <summary>A new case that the caseworker holds.</summary>
    public async Task<CaseDesk> NewHeld()
    {
        var desk = await Submitted();
        await Staff(Caller.Caseworker).Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        return desk;
    }

    /// <summary>The case that the caseworker holds and judges.</summary>
    public Task<CaseDesk> Held() => _held.Value;

    /// <summary>A day in the time that an applicant may be given.</summary>
    public string InTenDays => Host.Clock.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A held case with a verdict on every material and one of them rejected, whose answer is not scheduled.</summary>
    public async Task<CaseDesk> Judged()
    {
        var desk = await _judged.Value;
        if ((await Seen(desk)).View["beingSent"] is not null) await Staff(Caller.Caseworker).Client.Delete($"staff/cases/{desk.Id}/feedback/scheduled").Ok();
        return desk;
    }

    /// <summary>A passed case that nobody has used yet.</summary>
    public async Task<CaseDesk> Passed() => (await _passed.Value).Dequeue();

    /// <summary>A submitted case with a page that was really uploaded and looked at.</summary>
    public Task<(CaseDesk Desk, Guid Page)> Paged() => _paged.Value;

    /// <summary>A case that was handed over, with its filing, registration and notices.</summary>
    public Task<CaseDesk> Filed() => _filed.Value;

    /// <summary>The case as staff see it, with its version.</summary>
    public async Task<(JsonNode View, string ETag)> Seen(CaseDesk desk)
    {
        var (view, etag) = await new Desk(Staff(Caller.Caseworker), desk.Id).Read();
        return (view, etag!);
    }

    /// <summary>A job that was given up.</summary>
    public async Task<Guid> DeadLetter()
    {
        var now = Host.Clock.GetUtcNow();
        var subject = (await Paged()).Desk.Id;
        var given = OutboxMessage.For(Queues.News, subject, new CaseChanged(subject, "nothing", null, now), now);
        (given.DeadAt, given.DeadReason) = (now, "test");
        return await Read(async db =>
        {
            db.Outbox.Add(given);
            await db.SaveChangesAsync();
            return given.Id;
        });
    }

    private async Task Gather()
    {
        Owner = await Host.NewCitizen();
        Stranger = await Host.NewCitizen();
        ForgedToken = (await Owner.SignIn()).AccessToken;
        ForgedToken = ForgedToken[..^10] + (ForgedToken[^10] == 'A' ? 'B' : 'A') + ForgedToken[^9..];
        await SmallMatter.Publish(Host);
        foreach (var role in Caller.Roles) _staff[role] = await Host.NewStaff(SmallMatter.Department, role);
        Colleague = await Host.NewStaff(SmallMatter.Department, Caller.Caseworker);
        Elsewhere = await Host.NewStaff(OtherDepartment, [.. Caller.Roles]);
        foreach (var level in (IdentityLevel[])[IdentityLevel.WeChat, IdentityLevel.Phone])
        {
            var citizen = await Host.NewCitizen(level);
            _known[level] = (citizen, (await NewCase(citizen)).Id.ToString());
        }
    }

    private async Task<CaseDesk> NewCase(Citizen citizen)
    {
        var (view, etag) = await citizen.Client.Post("cases", new { matter = SmallMatter.Code }).Answer();
        return new CaseDesk(Host, citizen, view, etag!);
    }

    private async Task<CaseDesk> NewJudged(string? rejected = null)
    {
        var desk = await NewHeld();
        var verdicts = new Desk(Staff(Caller.Caseworker), desk.Id);
        await verdicts.AcceptAll(except: rejected);
        if (rejected is not null) await verdicts.Verdict(rejected, new { outcome = "rejected", ownWords = "请重新拍摄" });
        return desk;
    }

    private async Task<Queue<CaseDesk>> NewPassed()
    {
        List<CaseDesk> desks = [await NewJudged(), await NewJudged(), await NewJudged()];
        foreach (var desk in desks) await new Desk(Staff(Caller.Caseworker), desk.Id).Feedback(new { result = "passed" });
        Host.Clock.Advance(TakeBack + TimeSpan.FromSeconds(1));
        foreach (var desk in desks) await Eventually.Holds(async () => (string)(await desk.Refresh())["state"]! == "passed", "the answer is given");
        return new(desks);
    }

    private async Task<(CaseDesk, Guid)> NewPaged()
    {
        var desk = await NewCase(Owner);
        await desk.FillIn();
        var uploaded = await Owner.Client.Post($"{desk.Path}/materials/report/pages", Specimen.Upload(Specimen.Bytes("lease-1.jpg"))).Ok();
        await Quiet();
        await desk.Refresh();
        await desk.Submit();
        return (desk, (Guid)uploaded["pageId"]!);
    }

    private async Task<CaseDesk> NewFiled()
    {
        var desk = await Passed();
        await desk.Post("hand-over", new { mode = "online" });
        await Quiet();
        return desk;
    }

    private async Task<T> Read<T>(Func<PreExamDb, Task<T>> work)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }
}
