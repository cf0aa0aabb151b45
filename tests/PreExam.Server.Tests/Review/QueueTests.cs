using System.Text.Json.Nodes;
using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Review;

/// <summary>What a department's caseworkers find waiting.</summary>
public sealed class QueueTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_queue_shows_the_own_departments_cases_by_due_time_with_counts_and_filters(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "Review:SweepEvery=01:00:00");
        var late = (await host.SubmittedCases(2)).Select(c => c.Id).ToList();
        host.Clock.Advance(TimeSpan.FromDays(20));
        var cases = await host.SubmittedCases(3);
        var (mine, me, other) = (cases[0].Id, await host.Caseworker(), await host.NewStaff("HEALTH", Caller.Caseworker));
        await me.Client.Post($"staff/cases/{mine}/claim").Ok();
        await cases[2].Post("withdraw");

        var queue = await me.Client.Get("staff/queue").Ok();

        Assert.Equal([.. late.Order(), .. cases.Take(2).Select(c => c.Id).Order()], Ids(queue));
        Assert.Equal(("red", "none"), ((string)queue["items"]![0]!["signal"]!, (string)queue["items"]![3]!["signal"]!));
        Assert.Equal("""{"waiting":3,"mine":1,"inReview":1,"overdue":2,"returned":0}""", queue["counts"]!.ToJsonString());
        Assert.Equal([mine], Ids(await me.Client.Get("staff/queue?mine=true").Ok()));
        Assert.Equal(late.Order(), Ids(await me.Client.Get("staff/queue?overdue=true").Ok()));
        Assert.Equal([cases[2].Id], Ids(await me.Client.Get("staff/queue?state=withdrawn").Ok()));
        Assert.Equal(4, Ids(await me.Client.Get($"staff/queue?matter={SmallMatter.Code}").Ok()).Count);
        Assert.Empty(Ids(await me.Client.Get("staff/queue?matter=none").Ok()));

        Assert.Empty(Ids(await other.Client.Get("staff/queue").Ok()));
        await other.Client.Get($"staff/cases/{mine}").Refused(404, "not_found");
        await other.Client.Post($"staff/cases/{late[0]}/claim").Refused(404, "not_found");
        Assert.Equal(204, (int)(await other.Client.Post("staff/queue/claim")).StatusCode);
        var draft = await CaseDesk.Open(host);
        await me.Client.Get($"staff/cases/{draft.Id}").Refused(404, "not_found");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Page_by_page_nothing_is_missed_or_repeated_while_cases_arrive_and_leave(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var staff = await host.Caseworker();
        var first = (await host.SubmittedCases(3)).Select(c => c.Id).ToList();
        host.Clock.Advance(TimeSpan.FromDays(20));
        var second = await host.SubmittedCases(4);
        var citizen = await host.NewCitizen();

        var seen = new List<Guid>();
        string? after = null;
        do
        {
            var page = await staff.Client.Get($"staff/queue?limit=2{(after is null ? "" : $"&after={after}")}").Ok();
            seen.AddRange(Ids(page));
            after = (string?)page["next"];
            if (seen.Count == 2) await staff.Client.Post($"staff/cases/{seen[0]}/claim").Ok();
            if (seen.Count > 4) continue;
            var arrived = await CaseDesk.Complete(host, citizen);
            await arrived.Submit();
        }
        while (after is not null && seen.Count < 20);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal([.. first.Order(), .. second.Select(c => c.Id).Order()], seen.Where(id => first.Contains(id) || second.Exists(c => c.Id == id)));
        Assert.Equal(9, seen.Count); // the two that arrived have the latest due time and so still come

        foreach (var gone in second) await gone.Post("withdraw");
        var one = await staff.Client.Get("staff/queue?state=withdrawn&limit=3").Ok();
        var rest = await staff.Client.Get($"staff/queue?state=withdrawn&limit=3&after={(string)one["next"]!}").Ok();
        Assert.Equal(second.Select(c => c.Id).Order(), Ids(one).Concat(Ids(rest)));
        await staff.Client.Get($"staff/queue?after={(string)one["next"]!}").Refused(400, "cursor_invalid");
        await staff.Client.Get("staff/reasons?form=7").Refused(400, "request_invalid");
        Assert.NotEmpty((await staff.Client.Get("staff/reasons?form=photo").Ok()).AsArray());
    }

    private static List<Guid> Ids(JsonNode queue) => [.. queue["items"]!.AsArray().Select(row => (Guid)row!["id"]!)];
}
