using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PreExam.Domain.Time;
using PreExam.Server.Platform;
using PreExam.Server.Supervision;
using PreExam.Server.Tests.Cases;
using PreExam.Server.Tests.Review;
using PreExam.Testing;

namespace PreExam.Server.Tests.Supervision;

/// <summary>Warnings and cards: raised once when a limit nears or breaks, and visible to whoever supervises.</summary>
public sealed class SignalTests(Hosts hosts)
{
    private const string ByHand = "Supervision:SweepEvery=01:00:00";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_case_that_nobody_answers_earns_a_warning_a_yellow_and_a_red_card_each_once(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Supervision:SweepEvery=00:00:00.1", "Review:SweepEvery=01:00:00");
        var desk = await CaseDesk.Submitted(host);
        var (supervisor, caseworker) = (await host.Supervisor(), await host.Caseworker());
        await caseworker.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        var due = (DateTimeOffset)(await caseworker.InQueue(desk.Id))["dueAt"]!;
        Assert.Empty(await Signals(supervisor));

        host.Clock.TravelTo(due.AddMinutes(-20));
        await Eventually.Holds(async () => (await Signals(supervisor)).Count == 1, "the promise's warning");
        host.Clock.TravelTo(due.AddMinutes(1));
        await Eventually.Holds(async () => (await Signals(supervisor)).Count == 2, "the yellow card");
        host.Clock.Advance(TimeSpan.FromDays(20));
        await Eventually.Holds(async () => (await Signals(supervisor, "?signal=red")).Count == 1, "the red card");

        var signals = await Signals(supervisor);
        Assert.Equal(
            [("red", "fiveDayGuard"), ("yellow", "preExamPromise"), ("warning", "preExamPromise")],
            signals.Select(s => ((string)s["signal"]!, (string)s["kind"]!)));
        Assert.All(signals, s => Assert.Equal(
            (desk.Id, (string)desk.View["number"]!, caseworker.Id, "inReview"), ((Guid)s["caseId"]!, (string)s["number"]!, (Guid)s["heldBy"]!["id"]!, (string)s["state"]!)));
        Assert.Equal(due, (DateTimeOffset)signals[1]["dueAt"]!);
        Assert.Equal(3, (await host.AuditOf(desk.Id)).Count(line => (string)line["action"]! == "signal.raised"));

        await caseworker.Client.Get("staff/supervision/signals").Refused(403, "not_allowed");
        await supervisor.Client.Get("staff/supervision/signals?signal=none").Refused(400, "request_invalid");
        Assert.Empty(await Signals(await host.NewStaff("HEALTH", Caller.Supervisor)));
        Assert.Null((await desk.Refresh())["filing"]); // an upload is no receipt unless the county says so
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Many_sweeps_at_once_raise_each_signal_once_and_a_clock_set_back_raises_nothing_again(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, ByHand);
        var cases = await host.SubmittedCases(4);
        var supervisor = await host.Supervisor();
        var begun = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromDays(20));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.Worker<SignalSweep>().RaiseAll(TestContext.Current.CancellationToken)));

        var signals = await Signals(supervisor, "?limit=100");
        Assert.Equal(8, signals.Count); // a yellow and a red card each; their warnings came too late to be worth saying
        Assert.Equal(4, (await Signals(supervisor, "?signal=yellow")).Select(s => (Guid)s["caseId"]!).Intersect(cases.Select(c => c.Id)).Count());
        Assert.Empty(await Signals(supervisor, "?signal=warning"));
        for (var hours = 0; hours < 20 * 24; hours += 12) await Sweep(host, begun.AddHours(hours)).RaiseAll(TestContext.Current.CancellationToken);
        Assert.Equal(signals.Select(s => (Guid)s["id"]!), (await Signals(supervisor, "?limit=100")).Select(s => (Guid)s["id"]!));
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("could not be raised", StringComparison.Ordinal));

        var one = await supervisor.Client.Get("staff/supervision/signals?limit=5").Ok();
        var rest = await supervisor.Client.Get($"staff/supervision/signals?limit=5&after={(string)one["next"]!}").Ok();
        Assert.Equal(
            signals.Select(s => (Guid)s["id"]!),
            one["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(s => (Guid)s!["id"]!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Neither_an_answered_case_nor_one_whose_limit_a_holiday_moved_raises_anything(Backend backend)
    {
        // No recount runs here: the sweep itself has to judge by the table in force.
        await using var host = await hosts.NewHost(backend, ByHand, "Messaging:Only:0=feedback");
        var (supervisor, caseworker) = (await host.Supervisor(), await host.Caseworker());
        var open = await CaseDesk.Submitted(host);
        var answered = await CaseDesk.Submitted(host);
        await answered.Answer();
        var due = (DateTimeOffset)(await caseworker.InQueue(open.Id))["dueAt"]!;
        var rest = WorkingCalendar.DayOf(due);
        await host.PublishRestDay(rest, "moved");

        await Sweep(host, due.AddMinutes(1)).RaiseAll(TestContext.Current.CancellationToken);
        Assert.DoesNotContain(await Signals(supervisor), s => (string)s["signal"]! != "warning");
        await Sweep(host, due.AddDays(30)).RaiseAll(TestContext.Current.CancellationToken);

        var signals = await Signals(supervisor);
        Assert.All(signals, s => Assert.Equal(open.Id, (Guid)s["caseId"]!));
        Assert.Equal(["red", "yellow"], signals.Select(s => (string)s["signal"]!).Where(s => s != "warning").Order(StringComparer.Ordinal));
        Assert.All(signals, s => Assert.True((DateTimeOffset)s["dueAt"]! > due));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Where_an_upload_counts_as_receipt_five_days_of_silence_are_an_acceptance_dated_to_the_receipt(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, ByHand, "Supervision:UploadCountsAsReceipt=true");
        var desk = await CaseDesk.Submitted(host);
        var withdrawn = await CaseDesk.Submitted(host);
        await withdrawn.Post("withdraw");
        var received = (DateTimeOffset)desk.View["submittedAt"]!;
        host.Clock.Advance(TimeSpan.FromDays(20));

        await host.Worker<SignalSweep>().RaiseAll(TestContext.Current.CancellationToken);

        await Eventually.Holds(async () => (await desk.Refresh())["filing"] is not null, "a filing");
        var filing = await desk.Citizen.Client.Get($"filings/{(string)desk.View["filing"]!["number"]!}").Ok();
        Assert.Equal("deemedAccepted", (string)filing["filing"]!["status"]!);
        Assert.Equal(received, (DateTimeOffset)filing["filing"]!["since"]!, TimeSpan.FromMilliseconds(1)); // a database may keep microseconds only
        await Eventually.Holds(async () =>
            (await desk.Citizen.Client.Get("notices").Ok())["items"]!.AsArray().Any(n => ((string)n!["title"]!["zh"]!).Contains("视为受理", StringComparison.Ordinal)), "the notice");

        await desk.Answer();
        await desk.Post("hand-over", new { mode = "counter" });
        await Eventually.Holds(async () =>
            (string)Assert.Single((await desk.Citizen.Client.Get("filings").Ok())["items"]!.AsArray())!["mode"]! == "counter", "the way that was chosen in the end");
        Assert.Null((await withdrawn.Refresh())["filing"]);
    }

    private static SignalSweep Sweep(PreExamHost host, DateTimeOffset now) => new(
        host.Services.GetRequiredService<IServiceScopeFactory>(), host.Services.GetRequiredService<Calendars>(),
        host.Services.GetRequiredService<IOptions<SupervisionOptions>>(), new StandingClock(now), NullLogger<SignalSweep>.Instance);

    private static async Task<List<JsonNode>> Signals(StaffMember supervisor, string filter = "") =>
        [.. (await supervisor.Client.Get("staff/supervision/signals" + filter).Ok())["items"]!.AsArray().Select(row => row!)];

    /// <summary>A clock on the wall that shows what a test set it to.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
