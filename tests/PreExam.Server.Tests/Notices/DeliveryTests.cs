using System.Text.Json;
using System.Text.Json.Nodes;
using PreExam.Testing;

namespace PreExam.Server.Tests.Notices;

/// <summary>What the phone gets, whatever WeChat answers: the notice in the app always and at once, the card once, or nothing that pretends.</summary>
[Collection(nameof(Deliveries))]
public sealed class DeliveryTests(DeliveryScenes scenes, Hosts hosts)
{
    /// <summary>One thing that goes wrong, and how it ends.</summary>
    /// <param name="What">For the message of a failure.</param>
    /// <param name="Faults">Ordered before the notice.</param>
    /// <param name="Outcome">How the notice's card ends.</param>
    /// <param name="Cards">What the phone gets.</param>
    /// <param name="Sends">How often WeChat was asked.</param>
    /// <param name="Grants">How often the person accepted.</param>
    /// <param name="Reports">Whether WeChat tells what it delivered.</param>
    private sealed record Trouble(string What, object[] Faults, string Outcome, int Cards, int Sends, int Grants = 1, bool Reports = true);

    private const int CardAttempts = 16;

    private static readonly Trouble[] Troubles =
    [
        new("none", [], "sent", 1, 1),
        new("no grant", [], "in_app_only", 0, 0, Grants: 0),
        new("busy for a while", [Errcode(-1, 10)], "sent", 1, 11),
        new("token called bad", [Errcode(40001)], "sent", 1, 2),
        new("token called bad twice", [Errcode(40001, 2)], "sent", 1, 3),
        new("concurrent sending", [Errcode(43108)], "sent", 1, 2),
        new("away for a while", [Send(new { status = 412, next = 3 })], "sent", 1, 4),
        new("consent withdrawn unheard", [Errcode(43101)], "in_app_only", 0, 1),
        new("data refused", [Errcode(47003)], "parked", 0, 1),
        new("answer that nobody knows", [Errcode(99999)], "parked", 0, 1),
        new("sensitive word", [Errcode(45168)], "sent", 1, 2),
        new("sensitive word in the neutral text too", [Errcode(45168, 2)], "parked", 0, 2),
        new("cut before the effect", [Send(new { cutBefore = true })], "sent", 1, 2),
        new("cut after the effect, and reported", [Send(new { cutAfterEffect = true })], "sent", 1, 1),
        new("cut after the effect, unreported", [Send(new { cutAfterEffect = true })], "sent", 2, 2, Grants: 2, Reports: false),
        new("cut after the effect twice", [Send(new { cutAfterEffect = true, next = 2 })], "unclear", 2, 2, Grants: 3, Reports: false),
        new("cut after the effect with the only grant", [Send(new { cutAfterEffect = true })], "unclear", 1, 2, Reports: false),
        new("no answer twice, nothing done", [Send(new { cutBefore = true, next = 2 })], "unclear", 0, 2, Reports: false),
        new("template banned", [Errcode(43107)], "in_app_only", 0, 1),
    ];

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Whatever_WeChat_answers_the_notice_is_in_the_app_and_the_card_ends_as_told(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 0);
        var listed = (await scene.Unclear()).Count;
        foreach (var trouble in Troubles)
        {
            // No grant of the former trouble may help or hinder this one.
            await scene.Reports(true);
            await scene.SwitchOff();
            await scene.Accept(trouble.Grants);
            await scene.Reports(trouble.Reports);
            var (notices, cards, sends) = ((await scene.Notices()).Count, (await scene.Cards()).Count, await scene.Sends());
            foreach (var fault in trouble.Faults) await scene.Fault(fault);

            await scene.Tell();
            await scene.Finish();

            if (trouble.Outcome is "unclear" or "parked") listed++;
            Assert.Equal(
                (trouble.What, notices + 1, trouble.Outcome, cards + trouble.Cards, sends + trouble.Sends, listed),
                (trouble.What, (await scene.Notices()).Count, await scene.Outcome(), (await scene.Cards()).Count, await scene.Sends(), (await scene.Unclear()).Count));
        }
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_quota_used_up_holds_up_cards_but_no_news_and_spends_no_attempt(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 3);
        var (notices, cards, sends) = ((await scene.Notices()).Count, (await scene.Cards()).Count, await scene.Sends());
        await scene.Fault(Errcode(45011, CardAttempts + 1));
        await scene.Tell();
        await scene.Finish(TimeSpan.FromMinutes(1));
        Assert.Equal(("sent", cards + 1, sends + CardAttempts + 2), (await scene.Outcome(), (await scene.Cards()).Count, await scene.Sends()));

        await scene.Fault(Errcode(45009));
        string[] told = [await scene.Tell(), await scene.Tell()];

        await Eventually.Holds(async () => (await scene.Notices()).Count == notices + 3 && await scene.Waiting() == 1, "the news is there and its card waits");
        Assert.Equal([null, null, "sent"], (await scene.Notices()).Take(3).Select(n => (string?)n["weChat"]));
        var midnight = new DateTimeOffset(scene.Host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1), TimeSpan.FromHours(8));
        scene.Host.Clock.TravelTo(midnight.AddMinutes(-1));
        Assert.Equal(1, await scene.Waiting());
        scene.Host.Clock.TravelTo(midnight.AddSeconds(1));
        await scene.Finish();
        Assert.Equal(told, (await scene.Cards()).Skip(cards + 1).Select(c => (string)c["data"]!["phrase2"]!));
        Assert.Equal((0, 0), await scene.Left());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_tap_on_accept_while_a_card_is_on_its_way_neither_doubles_the_card_nor_loses_the_grant(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 1);
        var (cards, sends) = ((await scene.Cards()).Count, await scene.Sends());
        await scene.Reports(false);
        await scene.Fault(Send(new { delay = 1500 }));
        await scene.Tell();
        await Eventually.Holds(async () => (await scene.Cards()).Count > cards, "a card whose answer is still to come");
        await scene.Reports(true);

        await scene.Citizen.AcceptMessages(DeliveryScene.Template);
        await scene.Finish();

        Assert.Equal(("sent", cards + 1, sends + 1), (await scene.Outcome(), (await scene.Cards()).Count, await scene.Sends()));
        Assert.Equal((1, 1), await scene.Left());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_send_that_takes_too_long_is_repeated_once_at_most(Backend backend)
    {
        await using var scene = await DeliveryScene.Open(hosts, backend, "WeChat:AttemptTimeout=00:00:03");
        await scene.Accept(3);
        await scene.Reports(false);
        await scene.Fault(Send(new { errcode = -1, delay = 10_000 })); // nobody can tell that nothing was done
        await scene.Fault(Send(new { delay = 10_000 }));

        await scene.Tell();
        await scene.Finish();

        Assert.Equal(("unclear", 1, 2), (await scene.Outcome(), (await scene.Cards()).Count, await scene.Sends()));
        var listed = Assert.Single(await scene.Unclear());
        Assert.Equal((scene.CaseId, "filingMoved", "unclear"), ((Guid)listed["caseId"]!, (string)listed["kind"]!, (string)listed["outcome"]!));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_card_that_WeChat_took_and_then_lost_is_listed_for_somebody_to_see(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 1);
        var listed = (await scene.Unclear()).Count;
        await scene.Tell();
        await scene.Finish();
        Assert.Equal("sent", await scene.Outcome());

        var lost = (string)(await scene.Cards())[^1]["id"]!;
        await scene.Host.WeChat.Post("_mock/push", new
        {
            openid = scene.Citizen.Openid,
            @event = "subscribe_msg_sent_event",
            items = new JsonArray(new JsonObject { ["TemplateId"] = DeliveryScene.Template, ["MsgID"] = lost, ["ErrorCode"] = "-1", ["ErrorStatus"] = "system failed" }),
        }).Ok();

        await Eventually.Holds(async () => await scene.Outcome() == "parked", "the card is parked");
        Assert.Equal(listed + 1, (await scene.Unclear()).Count);
    }

    private static JsonNode Errcode(int errcode, int next = 1) => Send(new { errcode, next });

    private static JsonNode Send(object fault)
    {
        var order = JsonSerializer.SerializeToNode(fault)!;
        order["path"] = DeliveryScene.SendPath;
        return order;
    }
}
