using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Cases;

/// <summary>What follows a submission: answers, the way to the counter, the hand-over, and cases that end by themselves.</summary>
public sealed class AfterwardsTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_passed_case_says_where_to_go_and_its_pass_opens_at_the_counter_only(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Submitted(host);
        await desk.Citizen.Client.Get($"{desk.Path}/counter-pass").Refused(409, "case_not_passed");
        await desk.Answer();
        Assert.Equal("handOver", (string)desk.View["next"]!["action"]!);
        Assert.NotEmpty((string)desk.View["passed"]!["office"]!["address"]!["zh"]!);
        Assert.Contains(desk.View["passed"]!["bring"]!.AsArray(), b => ((string)b!["zh"]!).Contains("居民身份证", StringComparison.Ordinal));

        var pass = await desk.Citizen.Client.Get($"{desk.Path}/counter-pass").Ok();

        Assert.Contains("<svg", (string)pass["qrSvg"]!, StringComparison.Ordinal);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], Convert.FromBase64String((string)pass["qrPng"]!)[..4]);
        var clerk = await host.NewStaff(SmallMatter.Department, Caller.WindowClerk);
        var caseworker = await host.NewStaff(SmallMatter.Department, Caller.Caseworker);
        var code = new { code = (string)pass["code"]! };
        await caseworker.Client.Post("staff/counter-passes/open", code).Refused(403, "not_allowed");
        await desk.Citizen.Client.Post("staff/counter-passes/open", code).Refused(403, "not_allowed");
        await clerk.Client.Post("staff/counter-passes/open", new { code = "0123456789" }).Refused(404, "counter_pass_unknown");
        await clerk.Client.Post("staff/counter-passes/open", new { code = "" }).Refused(400, "request_invalid");

        var opened = await clerk.Client.Post("staff/counter-passes/open", code).Ok();

        Assert.Equal((string)desk.View["number"]!, (string)opened["number"]!);
        Assert.DoesNotContain(desk.Citizen.Name, opened.ToJsonString(), StringComparison.Ordinal);
        var card = opened["materials"]!.AsArray().Single(m => (string)m!["slot"]! == "idCard")!;
        Assert.Equal("accepted", (string)card["outcome"]!);
        Assert.Equal((string)desk.Material("idCard")["pages"]![0]!["sha256"]!, (string)card["pageHashes"]![0]!);
        await using var scope = host.Services.CreateAsyncScope();
        Assert.True(await scope.ServiceProvider.GetRequiredService<PreExamDb>().Audit.AnyAsync(
            a => a.Action == "counterPass.opened" && a.TargetId == desk.Id && a.ActorId == clerk.Id, TestContext.Current.CancellationToken));
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await clerk.Client.Post("staff/counter-passes/open", code).Refused(410, "counter_pass_expired");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Counter_passes_that_have_long_ended_are_removed_and_fresh_ones_stay(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Cases:SweepEvery=00:00:00.1");
        var desk = await CaseDesk.Submitted(host);
        await desk.Answer();
        var clerk = await host.NewStaff(SmallMatter.Department, Caller.WindowClerk);
        var old = new { code = (string)(await desk.Citizen.Client.Get($"{desk.Path}/counter-pass").Ok())["code"]! };

        host.Clock.Advance(TimeSpan.FromHours(25));
        var fresh = new { code = (string)(await desk.Citizen.Client.Get($"{desk.Path}/counter-pass").Ok())["code"]! };

        await PreExamHost.Eventually(async () => (int)(await clerk.Client.Post("staff/counter-passes/open", old)).StatusCode == 404, "the old pass is gone");
        await clerk.Client.Post("staff/counter-passes/open", fresh).Ok();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_passed_case_is_handed_over_once_and_then_nothing_changes_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Submitted(host);
        await desk.Citizen.Client.Post($"{desk.Path}/hand-over", new { mode = "online" }, ifMatch: desk.ETag).Refused(409, "case_not_passed");
        await desk.Answer();

        await desk.Post("hand-over", new { mode = "post" });

        Assert.Equal(("handedOver", "follow"), (desk.State, (string)desk.View["next"]!["action"]!));
        await desk.Citizen.Client.Post($"{desk.Path}/withdraw", ifMatch: desk.ETag).Refused(409, "case_ended");
        await desk.Citizen.Client.Post($"{desk.Path}/hand-over", new { mode = "post" }, ifMatch: desk.ETag).Refused(409, "case_not_passed");
        await PreExamHost.Eventually(async () => (await desk.Refresh())["filing"] is not null, "a filing");
        Assert.Contains("有效期至20", (string)desk.View["feedback"]!["notice"]!["zh"]!, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_returned_case_shows_the_complete_notice_and_is_submitted_again_after_only_that_was_corrected(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Submitted(host);
        var first = (string)desk.View["submittedAt"]!;

        await desk.Answer("returned", rejected: "proof");

        Assert.Equal(("rejected", "accepted"), ((string)desk.Material("proof")["verdict"]!["outcome"]!, (string)desk.View["formVerdict"]!["outcome"]!));
        Assert.Contains("住所证明", (string)desk.View["feedback"]!["notice"]!["zh"]!, StringComparison.Ordinal);
        Assert.Equal((string)desk.View["feedback"]!["correctionUntil"]!, (string)desk.View["lapsesOn"]!);
        Assert.Equal("correct", (string)desk.View["next"]!["action"]!);
        await desk.AddPage("proof");
        await desk.ChangePage((Guid)desk.Material("proof")["pages"]![0]!["id"]!, p => p.Remove(host.Clock.GetUtcNow()));
        await desk.Refresh();
        await desk.Submit();
        Assert.Equal(("submitted", 2), (desk.State, (int)desk.View["round"]!));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var stored = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == desk.Id, TestContext.Current.CancellationToken);
        Assert.Equal(DateTimeOffset.Parse(first, null), stored.FirstSubmittedAt!.Value, TimeSpan.FromMilliseconds(1)); // a database may keep microseconds only
        var clocks = await db.Clocks.AsNoTracking().Where(c => c.SubjectId == desk.Id).OrderBy(c => c.StartedAt).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal([ClockKind.PreExamPromise], clocks.Where(c => c.IsRunning).Select(c => c.Kind));
        Assert.Equal(
            [ClockKind.PreExamPromise, ClockKind.FiveDayGuard, ClockKind.CorrectionPeriod],
            clocks.Where(c => !c.IsRunning).Select(c => c.Kind).Order());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_timeline_tells_the_whole_way_in_plain_words_and_nothing_unseen(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Submitted(host);
        await desk.Answer();
        await desk.Post("hand-over", new { mode = "counter" });

        var timeline = (await desk.Citizen.Client.Get($"{desk.Path}/timeline").Ok()).AsArray();

        Assert.Equal(["CaseOpened", "CaseSubmitted", "CaseClaimed", "FeedbackGiven", "CaseHandedOver"], timeline.Select(t => (string)t!["type"]!));
        Assert.Equal(Enumerable.Range(1, 5), timeline.Select(t => (int)t!["sequence"]!));
        Assert.All(timeline, t => Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", (string)t!["text"]!["zh"]!));
        Assert.All(timeline, t => Assert.NotEmpty((string)t!["text"]!["en"]!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Expected_time_comes_from_past_answers_and_without_them_says_so(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var desk = await CaseDesk.Submitted(host);
        Assert.Null(desk.View["expected"]!["typicalWorkingHours"]);
        Assert.Contains("还没有", (string)desk.View["expected"]!["text"]!["zh"]!, StringComparison.Ordinal);

        await desk.Answer();

        var expected = (await CaseDesk.Open(host)).View["expected"]!;
        Assert.Equal(1, (int)expected["basedOn"]!);
        Assert.InRange((double)expected["typicalWorkingHours"]!, 0, 1);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_withdrawn_case_leaves_the_queue_and_its_clocks_stand(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var desk = await CaseDesk.Submitted(host);

        await desk.Post("withdraw");

        Assert.Equal("withdrawn", desk.State);
        var caseworker = await host.NewStaff(SmallMatter.Department, Caller.Caseworker);
        await caseworker.Client.Post($"staff/cases/{desk.Id}/claim").Refused(409, "case_not_in_queue");
        await using var scope = host.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<PreExamDb>().Clocks.AnyAsync(
            c => c.SubjectId == desk.Id && c.StoppedAt == null, TestContext.Current.CancellationToken));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_draft_is_warned_about_and_then_lapses(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Cases:SweepEvery=00:00:00.1");
        var desk = await CaseDesk.Open(host);

        host.Clock.Advance(TimeSpan.FromDays(28));
        await PreExamHost.Eventually(async () => (await Types(desk)).Contains("LapseWarned"), "a warning");
        Assert.Equal("draft", (string)(await desk.Refresh())["state"]!);
        host.Clock.Advance(TimeSpan.FromDays(3));
        await PreExamHost.Eventually(async () => (string)(await desk.Refresh())["state"]! == "lapsed", "the lapse");

        Assert.Equal(["CaseOpened", "LapseWarned", "CaseLapsed"], await Types(desk));
        await PreExamHost.Eventually(async () => (await desk.Citizen.Client.Get("notices").Ok())["items"]!.AsArray().Count == 2, "two notices");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Work_on_a_draft_keeps_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Cases:SweepEvery=00:00:00.1");
        var desk = await CaseDesk.Open(host);
        host.Clock.Advance(TimeSpan.FromDays(20));
        var until = (string)(await desk.Put("answers", new { answers = new { } }))["lapsesOn"]!;

        host.Clock.Advance(TimeSpan.FromDays(15));

        Assert.Equal(("draft", until), ((string)(await desk.Refresh())["state"]!, (string)desk.View["lapsesOn"]!));
        Assert.Equal(20, DateOnly.Parse(until, null).DayNumber - DateOnly.Parse((string)(await CaseDesk.Open(host)).View["lapsesOn"]!, null).DayNumber + 35);
    }

    [Theory]
    [InlineData("returned", "proof")]
    [InlineData("passed", null)]
    public async Task A_returned_and_a_passed_case_lapse_after_a_warning(string result, string? rejected)
    {
        await using var host = await hosts.NewHost(Backend.Embedded, "Cases:SweepEvery=00:00:00.1");
        var desk = await CaseDesk.Submitted(host);
        await desk.Answer(result, rejected);
        var last = DateOnly.Parse((string)desk.View["lapsesOn"]!, null);
        var left = last.DayNumber - WorkingCalendar.DayOf(host.Clock.GetUtcNow()).DayNumber;

        host.Clock.Advance(TimeSpan.FromDays(left - 1));
        await PreExamHost.Eventually(async () => (await Types(desk)).Contains("LapseWarned"), "a warning");
        host.Clock.Advance(TimeSpan.FromDays(2));

        await PreExamHost.Eventually(async () => (string)(await desk.Refresh())["state"]! == "lapsed", "the lapse");
    }

    private static async Task<IEnumerable<string>> Types(CaseDesk desk) =>
        (await desk.Citizen.Client.Get($"{desk.Path}/timeline").Ok()).AsArray().Select(t => (string)t!["type"]!);
}
