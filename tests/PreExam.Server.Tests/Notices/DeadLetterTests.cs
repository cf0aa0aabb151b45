using PreExam.Server.Platform;
using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.Notices;

/// <summary>Jobs that fail for good, as the staff sees them.</summary>
[Collection(nameof(Deliveries))]
public sealed class DeadLetterTests(DeliveryScenes scenes, Hosts hosts)
{
    private const int CardAttempts = 16;
    private static readonly TimeSpan Patient = TimeSpan.FromHours(1);

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_card_that_fails_for_good_is_listed_lets_the_next_one_pass_and_goes_when_driven_again(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 2);
        var administrator = (await scene.Host.Administrator()).Client;
        var cards = (await scene.Cards()).Count;
        await scene.Fault(new { path = DeliveryScene.SendPath, errcode = -1, next = CardAttempts });
        await scene.Tell();
        await scene.Finish(Patient);

        var dead = (await administrator.Get("staff/dead-letters?queue=cards").Ok())["items"]!.AsArray().Single()!;
        var id = (Guid)dead["id"]!;
        Assert.Equal(
            ("SendCard", scene.CaseId, "attempts_exhausted", "wechat_away", CardAttempts),
            ((string)dead["type"]!, (Guid)dead["key"]!, (string)dead["reason"]!, (string?)dead["lastError"], (int)dead["attempts"]!));
        var inspected = (await administrator.Get($"staff/dead-letters/{id}").Ok()).ToJsonString();
        Assert.DoesNotContain(scene.Citizen.Name, inspected, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Citizen.Openid, inspected, StringComparison.Ordinal);
        Assert.Equal(cards, (await scene.Cards()).Count);
        Assert.Null(await scene.Outcome()); // the news is in the app

        await scene.Tell();
        await scene.Finish();
        Assert.Equal(cards + 1, (await scene.Cards()).Count);
        await administrator.Post($"staff/dead-letters/{id}/redrive").Ok();
        scene.Host.Clock.Advance(TimeSpan.FromSeconds(2));
        await scene.Finish();

        Assert.Equal(cards + 2, (await scene.Cards()).Count);
        Assert.Equal(["sent", "sent"], (await scene.Notices()).Take(2).Select(n => (string?)n["weChat"]));
        await administrator.Get($"staff/dead-letters/{id}").Refused(404, "not_found");
        await administrator.Post($"staff/dead-letters/{id}/redrive").Refused(404, "not_found");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_dead_letter_is_discarded_with_a_reason_and_by_administrators_only(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 1);
        var administrator = (await scene.Host.Administrator()).Client;
        var cards = (await scene.Cards()).Count;
        await scene.Fault(new { path = DeliveryScene.SendPath, errcode = -1, next = CardAttempts });
        await scene.Tell();
        await scene.Finish(Patient);
        var id = (Guid)(await administrator.Get("staff/dead-letters").Ok())["items"]![0]!["id"]!;
        var others = (await scene.Host.NewStaff(SmallMatter.Department, [.. Caller.Roles.Where(r => r != Caller.Administrator)])).Client;

        foreach (var client in new[] { others, scene.Citizen.Client })
        {
            await client.Get("staff/dead-letters").Refused(403, "not_allowed");
            await client.Get($"staff/dead-letters/{id}").Refused(403, "not_allowed");
            await client.Post($"staff/dead-letters/{id}/redrive").Refused(403, "not_allowed");
            await client.Post($"staff/dead-letters/{id}/discard", new { reason = "不需要" }).Refused(403, "not_allowed");
            await client.Get("staff/unclear-sends").Refused(403, "not_allowed");
            await client.Get("staff/queues").Refused(403, "not_allowed");
        }

        await administrator.Post($"staff/dead-letters/{id}/discard", new { reason = " " }).Refused(400, "request_invalid");
        await administrator.Post($"staff/dead-letters/{id}/discard", new { reason = "已电话通知" }).Ok();

        Assert.Empty((await administrator.Get("staff/dead-letters").Ok())["items"]!.AsArray());
        await administrator.Post($"staff/dead-letters/{id}/redrive").Refused(404, "not_found");
        scene.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await scene.Quiet();
        Assert.Equal(cards, (await scene.Cards()).Count);
    }

    [Fact]
    public async Task Redis_emptied_or_gone_for_a_while_delays_and_loses_nothing()
    {
        var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var ends = redis;
        await using var scene = await DeliveryScene.Open(hosts, Backend.Servers, $"Messaging:Redis={redis.Address}");
        await scene.Accept(3);
        await scene.Tell();
        await scene.Finish();

        redis.Stop();
        await scene.Tell();
        await scene.Finish();
        Assert.Equal(2, (await scene.Cards()).Count);
        await redis.Start(); // with nothing of what it knew
        await scene.Tell();
        await redis.Empty();
        await scene.Finish();

        Assert.Equal(3, (await scene.Cards()).Count);
        Assert.Equal(["sent", "sent", "sent"], (await scene.Notices()).Select(n => (string?)n["weChat"]));
        Assert.Empty((await (await scene.Host.Administrator()).Client.Get("staff/dead-letters").Ok())["items"]!.AsArray());
    }
}
