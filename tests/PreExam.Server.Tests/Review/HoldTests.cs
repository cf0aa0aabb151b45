using PreExam.Server.Platform;
using PreExam.Server.Review;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

/// <summary>Who works on a case: shown, renewed, let go, moved; and what the one who lost it is told.</summary>
public sealed class HoldTests(Hosts hosts)
{
    private const string ByHand = "Review:SweepEvery=01:00:00";
    private static readonly object Accepted = new { outcome = "accepted" };

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_hold_shows_its_holder_is_renewed_by_work_and_can_be_claimed_by_another_when_it_has_ended(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, ByHand);
        var desk = await CaseDesk.Submitted(host);
        var (first, second) = (await host.Caseworker(), await host.Caseworker());
        var claimed = await first.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        Assert.Equal(first.Id, (Guid)(await second.InQueue(desk.Id))["heldBy"]!["id"]!);
        Assert.Equal("审核员", (string)(await second.Client.Get($"staff/cases/{desk.Id}").Ok())["heldBy"]!["name"]!);

        host.Clock.Advance(TimeSpan.FromMinutes(25));
        var renewed = await first.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        Assert.InRange(((DateTimeOffset)renewed["heldUntil"]! - (DateTimeOffset)claimed["heldUntil"]!).TotalMinutes, 25, 29);
        host.Clock.Advance(TimeSpan.FromMinutes(25));
        await (await first.Verdict(desk.Id, "idCard", Accepted)).Ok();
        host.Clock.Advance(TimeSpan.FromMinutes(25));
        await second.Client.Post($"staff/cases/{desk.Id}/claim").Refused(409, "case_held_by_another");

        host.Clock.Advance(TimeSpan.FromMinutes(6));
        await (await first.Verdict(desk.Id, "proof", Accepted)).Refused(409, "lease_expired");
        await second.Client.Post($"staff/cases/{desk.Id}/claim").Ok();

        await (await first.Verdict(desk.Id, "proof", Accepted)).Refused(409, "case_held_by_another");
        await first.Client.Put($"staff/cases/{desk.Id}/materials/proof/verdict", Accepted, "\"1\"").Refused(409, "case_held_by_another");
        Assert.DoesNotContain("idCard", (await second.Client.Get($"staff/cases/{desk.Id}").Ok())["silent"]!.AsArray().Select(s => (string)s!));
        Assert.Equal(2, (await host.AuditOf(desk.Id)).Count(line => (string)line["action"]! == "case.claimed")); // a hold renewed is no deed
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_ended_hold_goes_back_to_the_queue_once_however_many_sweep(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, ByHand);
        var cases = await host.SubmittedCases(5);
        var caseworker = await host.Caseworker();
        foreach (var _ in cases) await caseworker.Client.Post("staff/queue/claim").Ok();
        host.Clock.Advance(TimeSpan.FromMinutes(31));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Worker<ReviewSweep>().FreeExpired(TestContext.Current.CancellationToken)));

        foreach (var desk in cases)
        {
            Assert.Equal("submitted", (string)(await caseworker.InQueue(desk.Id))["state"]!);
            Assert.Single(await host.AuditOf(desk.Id), line => (string)line["action"]! == "case.leaseExpired");
        }

        await (await caseworker.Verdict(cases[0].Id, "proof", Accepted)).Refused(409, "case_not_in_review");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_supervisor_moves_a_case_with_a_reason_that_is_audited_and_a_holder_gives_it_back(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Submitted(host);
        var (from, to, supervisor) = (await host.Caseworker(), await host.Caseworker(), await host.Supervisor());
        var (stranger, clerk) = (await host.NewStaff("HEALTH", Caller.Caseworker, Caller.Supervisor), await host.NewStaff(SmallMatter.Department, Caller.WindowClerk));
        var transfer = $"staff/cases/{desk.Id}/transfer";
        await from.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        await (await from.Verdict(desk.Id, "idCard", Accepted)).Ok();

        await from.Client.Post(transfer, new { to = to.Id, reason = "外出" }).Refused(403, "not_allowed");
        await supervisor.Client.Post(transfer, new { to = to.Id, reason = " " }).Refused(400, "request_invalid");
        await supervisor.Client.Post(transfer, new { to = stranger.Id, reason = "外出" }).Refused(400, "request_invalid");
        await supervisor.Client.Post(transfer, new { to = clerk.Id, reason = "外出" }).Refused(400, "request_invalid");
        await stranger.Client.Post(transfer, new { to = stranger.Id, reason = "外出" }).Refused(404, "not_found");
        Assert.Equal(from.Id, (Guid)(await from.InQueue(desk.Id))["heldBy"]!["id"]!);
        await supervisor.Client.Post(transfer, new { to = to.Id, reason = "外出培训" }).Ok();

        await (await from.Verdict(desk.Id, "proof", Accepted)).Refused(409, "case_held_by_another");
        await from.Client.Post($"staff/cases/{desk.Id}/release").Refused(409, "case_held_by_another");
        await (await to.Verdict(desk.Id, "proof", Accepted)).Ok();
        var moved = Assert.Single(await host.AuditOf(desk.Id), line => (string)line["action"]! == "case.takenOver");
        Assert.Equal(supervisor.Id, (Guid)moved["actorId"]!);
        Assert.All([from.Id.ToString(), to.Id.ToString(), "外出培训"], part => Assert.Contains(part, (string)moved["detail"]!, StringComparison.Ordinal));

        await to.Client.Post($"staff/cases/{desk.Id}/release").Ok();
        await from.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        var timeline = (await desk.Citizen.Client.Get($"{desk.Path}/timeline").Ok()).AsArray();
        Assert.Equal(["CaseOpened", "CaseSubmitted", "CaseClaimed"], timeline.Select(t => (string)t!["type"]!)); // passing it on is the staff's own affair
        await from.Client.Post($"staff/cases/{desk.Id}/release").Ok();
        Assert.Equal(("submitted", null), ((string)(await to.InQueue(desk.Id))["state"]!, (await to.InQueue(desk.Id))["heldBy"]));
        Assert.Equal(["form"], (await to.Client.Get($"staff/cases/{desk.Id}").Ok())["silent"]!.AsArray().Select(s => (string)s!));
    }
}
