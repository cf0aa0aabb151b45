using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PreExam.Testing;

namespace PreExam.Server.Tests.Filings;

/// <summary>What a department tells of a filing: once, whatever the network does with it, and only by those who may.</summary>
public sealed class DepartmentEventTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_event_sent_six_times_at_once_and_again_later_happens_once(Backend backend)
    {
        await using var scene = await FilingScene.Open(hosts, backend);
        var (id, sentAt) = ("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W", scene.Host.Clock.GetUtcNow());
        var at = sentAt.AddMinutes(-1);

        var answers = await AtOnce(Enumerable.Range(0, 6).Select(_ => scene.Tell("accepted", at, 7, id)));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.NoContent, status));
        Assert.Equal(["Progress: Accepted"], await scene.Progress());
        var traces = await scene.Traces();
        Assert.Contains("1 events, 1 audit rows", traces, StringComparison.Ordinal);
        Assert.Equal("accepted", Assert.Single((await scene.Read())["steps"]!.AsArray())!["status"]!.ToString());

        scene.Host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.NoContent, (await scene.Tell("accepted", at, 7, id)).StatusCode); // its sender never heard the answer
        await scene.Tell("accepted", at, 7, id, sentAt: sentAt).Refused(400, "webhook_stale"); // somebody has kept the message
        await scene.Tell("granted", at, 7, id).Refused(422, "webhook_id_reused");
        await scene.Tell("accepted", at, 8, id).Refused(422, "webhook_id_reused");
        Assert.Equal(["Progress: Accepted"], await scene.Progress());
        Assert.Equal(traces, await scene.Traces());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Events_that_arrive_together_and_mixed_up_give_what_they_give_in_order(Backend backend)
    {
        await using var scene = await FilingScene.Open(hosts, backend);
        var start = scene.Host.Clock.GetUtcNow().AddHours(-1);
        string[] way = ["received", "accepted", "examining", "examining", "suspended", "granted"];
        var told = way.Select((status, place) => (Status: status, At: start.AddMinutes(place / 2), Sequence: (long)place, Id: $"evt-{place}")).ToArray();

        Random.Shared.Shuffle(told);
        var answers = await AtOnce(told.Concat(told[..3]).Select(t => scene.Tell(t.Status, t.At, t.Sequence, t.Id)));

        Assert.All(answers, status => Assert.Equal(HttpStatusCode.NoContent, status));
        var view = await scene.Read();
        Assert.Equal(way, view["steps"]!.AsArray().Select(s => (string)s!["status"]!));
        Assert.Equal("granted", (string)view["filing"]!["status"]!);
        Assert.Equal(start.AddMinutes(2), (DateTimeOffset)view["filing"]!["since"]!, TimeSpan.FromMilliseconds(1));

        await scene.Tell("received", start.AddMinutes(-5)).Ok(); // late, and nothing new
        Assert.Equal("granted", (string)(await scene.Read())["filing"]!["status"]!);
        await scene.Tell("delivered", start.AddMinutes(2), 6).Ok();
        Assert.Equal("delivered", (string)(await scene.Read())["filing"]!["status"]!);
        Assert.Single(await scene.Progress(), "Progress: Delivered");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task What_a_department_may_not_tell_is_refused_with_its_code_and_leaves_nothing(Backend backend)
    {
        await using var scene = await FilingScene.Open(hosts, backend);
        await scene.Progress();
        var before = await scene.Traces();
        var now = scene.Host.Clock.GetUtcNow();
        var body = FilingScene.Body(scene.Number, "accepted", now);
        var signature = DepartmentEvents.Sign(DepartmentEvents.Secret, "evt", scene.Now(), body);

        await scene.SendAs(body, null, null, null).Refused(401, "webhook_unsigned");
        await scene.SendAs(body, "evt", scene.Now(), null).Refused(401, "webhook_unsigned");
        await scene.SendAs(body, "evt", scene.Now(), "v1,AAAA").Refused(401, "webhook_unsigned");
        await scene.SendAs(body, "evt", scene.Now(), signature.Replace("v1,", "v2,", StringComparison.Ordinal)).Refused(401, "webhook_unsigned");
        await scene.SendAs(body, "another", scene.Now(), signature).Refused(401, "webhook_unsigned");
        await scene.SendAs(body.Replace("accepted", "refused", StringComparison.Ordinal), "evt", scene.Now(), signature).Refused(401, "webhook_unsigned");
        await scene.Tell("accepted", now, secret: "whsec_" + Convert.ToBase64String("a key that nobody has given out."u8)).Refused(401, "webhook_unsigned");

        await scene.Tell("accepted", now, sentAt: now.AddMinutes(-5).AddSeconds(-2)).Refused(400, "webhook_stale");
        await scene.Tell("accepted", now, sentAt: now.AddMinutes(6)).Refused(400, "webhook_stale");
        await scene.SendAs(body, "evt", "yesterday", signature).Refused(400, "webhook_stale");
        await scene.SendAs(body, "evt", "99999999999999999999", signature).Refused(400, "webhook_stale");

        await scene.Tell("accepted", now, number: "FE-261101-000001-0").Refused(404, "not_found");
        await scene.Tell("accepted", now, secret: FilingScene.OtherSecret).Refused(404, "not_found");

        foreach (var status in (string[])["flying", "", "1", "accepted,granted", "accepted, granted"])
            await scene.Tell(status, now).Refused(400, "body_unreadable");
        var future = await scene.Tell("accepted", now.AddMinutes(6)).Refused(400, "request_invalid");
        Assert.Equal(("data.at", "in_future"), ((string)future["errors"]![0]!["field"]!, (string)future["errors"]![0]!["code"]!));
        await scene.Send("{").Refused(400, "body_unreadable");
        await scene.Send("null").Refused(400, "request_invalid");
        await scene.Send(body.Replace("filing.status", "filing.deleted", StringComparison.Ordinal)).Refused(400, "request_invalid");
        await scene.Send("""{"type":"filing.status","data":null}""").Refused(400, "body_unreadable");
        await scene.Send(new string(' ', 70_000)).Refused(413, "body_too_large");

        Assert.Empty(await scene.Progress());
        Assert.Equal(before, await scene.Traces());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Clocks_may_differ_by_minutes_and_a_secret_may_be_changed_while_events_are_under_way(Backend backend)
    {
        await using var scene = await FilingScene.Open(hosts, backend);
        var now = scene.Host.Clock.GetUtcNow();

        await scene.Tell("received", now.AddMinutes(-20), sentAt: now.AddMinutes(-4)).Ok();
        await scene.Tell("accepted", now.AddMinutes(-10), sentAt: now.AddMinutes(4)).Ok();
        await scene.Tell("examining", now.AddMinutes(-2), secret: FilingScene.FormerSecret).Ok();
        var body = FilingScene.Body(scene.Number, "granted", now.AddMinutes(4)).Replace("{\"type\"", $"{{\"timestamp\":\"{now:O}\",\"type\"", StringComparison.Ordinal);
        var wrong = DepartmentEvents.Sign(FilingScene.OtherSecret, "another", scene.Now(), body);
        var both = $"{wrong} {DepartmentEvents.Sign(DepartmentEvents.Secret, "evt", scene.Now(), body)}";
        await scene.SendAs(body, "evt", scene.Now(), both).Ok();

        Assert.Equal(["received", "accepted", "examining", "granted"], (await scene.Read())["steps"]!.AsArray().Select(s => (string)s!["status"]!));
        Assert.Equal(
            ["Progress: Granted", "Progress: Under examination", "Progress: Accepted", "Progress: Received"], await scene.Progress());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task One_id_for_two_filings_counts_for_the_first_and_is_refused_for_the_other(Backend backend)
    {
        await using var scene = await FilingScene.Open(hosts, backend);
        var other = (string)(await FilingScene.HandOver(scene.Host, "post")).View["filing"]!["number"]!;
        var now = scene.Host.Clock.GetUtcNow();

        foreach (var id in Enumerable.Range(0, 5).Select(n => $"evt-{n}"))
        {
            var answers = await AtOnce([scene.Tell("accepted", now, id: id), scene.Tell("accepted", now, id: id, number: other)]);

            Assert.Equal([HttpStatusCode.NoContent, HttpStatusCode.UnprocessableEntity], answers.Order());
        }

        Assert.Equal(5, await scene.With(db => db.FilingEvents.CountAsync()));
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> AtOnce(IEnumerable<Task<HttpResponseMessage>> sent) =>
        [.. (await Task.WhenAll(sent)).Select(answer => answer.StatusCode)];
}
