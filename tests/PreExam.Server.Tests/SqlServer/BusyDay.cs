using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreExam.Domain.Filings;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Notices;
using PreExam.Server.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Cases;
using PreExam.Server.Filings;
using PreExam.Server.Notices;
using PreExam.Server.Platform;
using PreExam.Server.Review;
using PreExam.Server.Supervision;
using PreExam.Server.Uploads;
using PreExam.Testing;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>A day on which nearly everything happens once, so that nearly every query of the server runs. What the day is about is tested elsewhere.</summary>
internal sealed class BusyDay
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PreExamHost _host;
    private readonly StaffMember _staff;
    private readonly Citizen _citizen;
    private readonly CaseWalk _walk;
    private readonly Desk _desk;

    private BusyDay(PreExamHost host, StaffMember staff, Citizen citizen, CaseWalk walk) =>
        (_host, _staff, _citizen, _walk, _desk) = (host, staff, citizen, walk, new Desk(staff, walk.Id));

    public static string[] Settings { get; } =
        ["Accounts:NewSetupCode=true", "Live:LookEvery=00:00:00.05", $"Integrations:Departments:{CaseWalk.Department}:Secret={DepartmentEvents.Secret}"];

    public static async Task Work(PreExamHost host)
    {
        var citizen = await host.NewCitizen();
        var day = new BusyDay(host, await host.NewStaff(CaseWalk.Department, [.. Caller.Roles]), citizen, await CaseWalk.Open(citizen, host));
        await day.SignInsAndAccounts();
        await day.TheCase();
        await day.WhatNoDayBrings();
        await day.CardsThatGoAstray();
        await new EveryAddress(host, citizen, day._staff, day._walk).Ask();
        await day.JobsAndSweeps();
        await day.Goodbye();
    }

    private async Task SignInsAndAccounts()
    {
        await _citizen.AcceptMessages("DevTemplate_PreExaminationResult_0000000001", "DevTemplate_CorrectionNeeded_00000000000002");
        await _citizen.Client.Post("me/subscriptions", new { results = new { result = "accept" } }).Ok();
        await SpendTwice("auth", (await _citizen.SignIn()).RefreshToken);
        await SpendTwice("staff", (await _staff.SignIn()).RefreshToken);
        await _host.Client.Post("auth/logout", new { (await _citizen.SignIn()).RefreshToken }).Ok();

        await _staff.Client.Post($"staff/people/{_citizen.Id}/identity", new { sawCard = true }).Ok();
        var leaving = await _host.NewStaff(CaseWalk.Department, Caller.Caseworker);
        for (var wrong = 0; wrong < 8; wrong++) await _host.Client.Post("staff/sign-in", new { leaving.UserName, password = "not the password" });
        await _staff.Client.Put(
            $"staff/accounts/{leaving.Id}", new { displayName = "审核员", department = CaseWalk.Department, roles = new[] { Caller.Caseworker }, disabled = true }, "\"1\"").Ok();
    }

    private async Task SpendTwice(string side, string token)
    {
        await _host.Client.Post($"{side}/refresh", new { refreshToken = token }).Ok();
        await _host.Client.Post($"{side}/refresh", new { refreshToken = token }).Refused(401, "refresh_token_reused");
    }

    private async Task TheCase()
    {
        var spare = await _walk.Upload("application", "application-form.jpg");
        await _walk.PagesDone();
        await _citizen.Client.Delete($"cases/{_walk.Id}/materials/application/pages/{spare}", _walk.ETag).Ok();
        await _walk.UploadEverything();
        await _walk.Submit();
        await PublishHolidays();
        await _citizen.Client.Get($"cases/{_walk.Id}/events?after=1000&wait=1").Ok();

        var colleague = await _host.NewStaff(CaseWalk.Department, Caller.Caseworker);
        await _staff.Client.Post("staff/queue/claim").Ok();
        await _staff.Client.Post($"staff/cases/{_walk.Id}/transfer", new { to = colleague.Id, reason = "样本" }).Ok();
        await colleague.Client.Post($"staff/cases/{_walk.Id}/release").Ok();
        await _staff.Client.Post($"staff/cases/{_walk.Id}/claim").Ok();
        await _desk.AcceptAll(except: "application");
        await _desk.Verdict("application", new { outcome = "rejected", ownWords = "请补签名" });
        await _desk.Feedback(new { result = "returned" });
        await _staff.Client.Delete($"staff/cases/{_walk.Id}/feedback/scheduled").Ok();
        await Answer("returned");

        await _walk.Upload("application", "application-form.jpg");
        await _walk.Submit();
        await _staff.Client.Post($"staff/cases/{_walk.Id}/claim").Ok();
        await _desk.AcceptAll();
        await Answer("passed");

        var pass = await _citizen.Client.Get($"cases/{_walk.Id}/counter-pass").Ok();
        await _staff.Client.Post("staff/counter-passes/open", new { code = (string)pass["code"]! }).Ok();
        await _walk.Post("hand-over", new { mode = "online" });
        await Eventually.Holds(async () => { await _walk.Refresh(); return _walk.View["filing"] is not null; }, "a filing is open");
        await DepartmentEvents.Tell(_host, (string)_walk.View["filing"]!["number"]!, "accepted");
    }

    private async Task Answer(string result)
    {
        await _desk.Feedback(new { result });
        _host.Clock.Advance(TimeSpan.FromSeconds(11));
        await Eventually.Holds(async () => { await _walk.Refresh(); return _walk.State == result; }, $"the case is {result}");
    }

    private async Task PublishHolidays()
    {
        var table = (await _staff.Client.Get("staff/holidays").Ok())["table"]!;
        table["version"] = "test-1";
        await _staff.Client.Put("staff/holidays", table).Ok();
    }

    /// <summary>Rows that would take a year, another matter or a broken neighbour, two of each so that a list has a second page.</summary>
    private async Task WhatNoDayBrings()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        for (var n = 1; n <= 2; n++)
        {
            var now = _host.Clock.GetUtcNow();
            var filing = new Filing(Guid.CreateVersion7(now), $"F-{n}", Guid.CreateVersion7(now), _citizen.Id, "999070010201", CaseWalk.Department, "online", now);
            var registration = new Registration(Guid.CreateVersion7(now), $"R-{n}", filing.Id, _citizen.Id, now);
            db.AddRange(filing, registration, new CertificateTrack(Guid.CreateVersion7(now), registration.Id, "LICENCE", CaseWalk.Department, TrackState.Pushed, now));
            db.Add(new Notice { MessageId = Guid.NewGuid(), PersonId = Guid.NewGuid(), CaseId = _walk.Id, Kind = "feedbackGiven", TextSealed = "", CreatedAt = now, Outcome = "unclear" });
            var dead = OutboxMessage.For(Queues.Notices, Guid.NewGuid(), new TellApplicant(Guid.NewGuid(), 1), now);
            (dead.DeadAt, dead.DeadReason) = (now, "attempts_exhausted");
            db.Add(dead);
        }

        await db.SaveChangesAsync(None);
    }

    private async Task CardsThatGoAstray()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<PreExamDb>(), _host.Clock.GetUtcNow());
        var twiceSent = new Notice { MessageId = Guid.NewGuid(), PersonId = Guid.NewGuid(), CaseId = _walk.Id, Kind = "filingMoved", TextSealed = "", CreatedAt = now, OpenSends = 2 };
        db.Add(twiceSent);
        await db.SaveChangesAsync(None);

        var card = new CertificateCard("营业执照", "制证中", "市场监督管理局", now);
        await scope.ServiceProvider.GetRequiredService<CardConsumer>().Handle(Guid.NewGuid(), new SendCard(twiceSent.Id, _walk.Id, card), None);
        foreach (var code in new[] { 0, -1 })
        {
            await scope.ServiceProvider.GetRequiredService<DeliveryReportConsumer>().Handle(
                Guid.NewGuid(), new CardReported(twiceSent.PersonId, TemplateUse.Certificate, 17, code, now), None);
        }

        await scope.ServiceProvider.GetRequiredService<Grants>().NoneLeft(twiceSent.PersonId);
    }

    private async Task JobsAndSweeps()
    {
        var services = _host.Services;
        await using var scope = services.CreateAsyncScope();
        var (now, store) = (_host.Clock.GetUtcNow(), services.GetRequiredService<IJobStore>());
        var nobodys = OutboxMessage.For(Queues.Notices, Guid.NewGuid(), new TellApplicant(Guid.NewGuid(), 1), now);
        await store.Renew(nobodys, TimeSpan.FromSeconds(1), None);
        await store.Retry(nobodys, now, false, "code", None);
        await store.Bury(nobodys, "code", null, None);
        var dead = await store.DeadLetters(null, 0, 10, None);
        await _staff.Client.Post($"staff/dead-letters/{dead[0].Id}/redrive").Ok();
        await _staff.Client.Post($"staff/dead-letters/{dead[1].Id}/discard", new { reason = "样本" }).Ok();
        await _staff.Client.Post("staff/audit/verify").Ok();

        await scope.ServiceProvider.GetRequiredService<OpenFilingConsumer>().Handle(Guid.NewGuid(), new AcceptBySilence(await HeldForLong(), now), None);
        await AuditCommand.IsThere(scope.ServiceProvider.GetRequiredService<PreExamDb>(), new AuditHead(1, new string('0', 64)));
        var draft = await CaseWalk.Open(_citizen, _host);
        _host.Clock.Advance(TimeSpan.FromDays(200));
        await Sweeper<ReviewSweep>(services).FreeExpired(None);
        await Sweeper<SignalSweep>(services).RaiseAll(None);
        await Sweeper<LapseSweep>(services).Sweep(None);
        _host.Clock.Advance(TimeSpan.FromDays(2));
        await Sweeper<LapseSweep>(services).Sweep(None);
        await Sweeper<OrphanSweeper>(services).Sweep(None);
        await Sweeper<SpentRows>(services).Sweep(None);
        await draft.Refresh();
        Assert.Equal("lapsed", draft.State);

        var tokens = services.GetRequiredService<ISharedTokenCache>();
        await tokens.Store("app", new CachedToken("token", now, now, now), None);
        await tokens.Forget("app", (await tokens.Find("app", None))!, None);
    }

    /// <summary>A case that somebody holds and nobody answers.</summary>
    private async Task<Guid> HeldForLong()
    {
        var walk = await CaseWalk.Open(await _host.NewCitizen(), _host);
        await walk.UploadEverything();
        await walk.Submit();
        await _staff.Client.Post($"staff/cases/{walk.Id}/claim").Ok();
        return walk.Id;
    }

    private static T Sweeper<T>(IServiceProvider services) => services.GetServices<IHostedService>().OfType<T>().Single();

    private async Task Goodbye()
    {
        var notice = (string)(await _citizen.Client.Get("notices").Ok())["items"]![0]!["id"]!;
        await _citizen.Client.Put($"notices/{notice}/read", null).Ok();
        await _citizen.Client.Delete("me").Ok();
    }
}
