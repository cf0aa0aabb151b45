using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Time;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Server.Review;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

/// <summary>Last days: never on a day on which offices rest, and moved when the table of holidays changes.</summary>
public sealed class DeadlineTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_new_rest_day_moves_the_answer_the_correction_and_the_pass_that_end_on_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var (returned, passed) = (await CaseDesk.Submitted(host), await CaseDesk.Submitted(host));
        await returned.Answer("returned", rejected: "proof");
        await passed.Answer();
        var waiting = await CaseDesk.Submitted(host);
        var staff = await host.Caseworker();
        var due = (DateTimeOffset)(await staff.InQueue(waiting.Id))["dueAt"]!;
        var (correction, pass) = (LastDay(returned), LastDay(passed));

        await host.PublishRestDay(correction, "moved 1");
        await Eventually.Holds(async () => { await returned.Refresh(); return LastDay(returned) > correction; }, "the correction period moved");
        await host.PublishRestDay(pass, "moved 2");
        await Eventually.Holds(async () => { await passed.Refresh(); return LastDay(passed) > pass; }, "the pass moved");
        await host.PublishRestDay(WorkingCalendar.DayOf(due), "moved 3");
        await Eventually.Holds(async () => (DateTimeOffset)(await staff.InQueue(waiting.Id))["dueAt"]! > due, "the promise moved");

        Assert.Equal(correction, Day(returned.View["feedback"]!["correctionUntil"])); // what was told in writing stays as it was told
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_correction_ends_on_a_working_day_and_reaches_the_applicant_even_when_it_was_held_up_beyond_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Messaging:Only:0=news"); // the job that gives the answer stands still
        var desk = await CaseDesk.Submitted(host);
        var staff = await host.Caseworker();
        await staff.Client.Post($"staff/cases/{desk.Id}/claim").Ok();
        foreach (var slot in (string[])["form", "idCard"]) await (await staff.Verdict(desk.Id, slot, new { outcome = "accepted" })).Ok();
        await (await staff.Verdict(desk.Id, "proof", new { outcome = "rejected", ownWords = "看不清" })).Ok();
        var saturday = WorkingCalendar.DayOf(host.Clock.GetUtcNow()).AddDays(7);
        while (saturday.DayOfWeek != DayOfWeek.Saturday) saturday = saturday.AddDays(1);
        var last = new WorkingCalendar(HolidayTable.Embedded).OnOrAfter(saturday);

        var tag = (await staff.Client.Get($"staff/cases/{desk.Id}").Answer()).ETag;
        var given = await staff.Client.Post($"staff/cases/{desk.Id}/feedback", new { result = "returned", correctionUntil = saturday }, ifMatch: tag).Ok();
        Assert.Contains(last.ToString("yyyy年M月d日", CultureInfo.InvariantCulture), (string)given["preview"]!["zh"]!, StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromDays(40));
        await using var scope = host.Services.CreateAsyncScope();
        var scheduled = (await scope.ServiceProvider.GetRequiredService<PreExamDb>().Cases.AsNoTracking().SingleAsync(c => c.Id == desk.Id, TestContext.Current.CancellationToken)).Scheduled!;
        var outcome = await scope.ServiceProvider.GetRequiredService<ScheduledFeedbackConsumer>()
            .Handle(Guid.NewGuid(), new GiveScheduledFeedback(desk.Id, 1, scheduled.GivenAt), TestContext.Current.CancellationToken);

        Assert.Equal(Disposition.Done, outcome);
        await desk.Refresh();
        Assert.Equal(("returned", last), (desk.State, LastDay(desk)));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_table_with_holes_is_refused_and_the_old_one_stays(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = (await host.Administrator()).Client;

        foreach (var (version, years, field) in ((string, string, string)[])
            [
                ("a", "[null]", "years[0]"),
                ("a", """[{"year":2027,"status":"official","source":null,"rest":[null],"makeUp":[]}]""", "years[0].rest[0]"),
                ("", """[{"year":2027,"status":"official","source":null,"rest":[],"makeUp":[]}]""", "version"),
                (new string('v', 41), """[{"year":2027,"status":"official","source":null,"rest":[],"makeUp":[]}]""", "version"),
            ])
        {
            var problem = await administrator.Put("staff/holidays", new { version, years = JsonNode.Parse(years) }).Refused(400, "request_invalid");
            Assert.Contains(field, problem["errors"]!.AsArray().Select(e => (string)e!["field"]!));
        }

        Assert.Equal(0, (int)(await administrator.Get("staff/holidays").Ok())["version"]!);
    }

    private static DateOnly LastDay(CaseDesk desk) => Day(desk.View["lapsesOn"]);

    private static DateOnly Day(JsonNode? day) => DateOnly.Parse((string)day!, CultureInfo.InvariantCulture);
}
