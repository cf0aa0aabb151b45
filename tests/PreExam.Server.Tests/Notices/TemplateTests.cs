using System.Text.Json.Nodes;
using PreExam.Testing;

namespace PreExam.Server.Tests.Notices;

/// <summary>The account's templates against ours: what does not match is not used, is told, and is used again once it was repaired.</summary>
[Collection(nameof(Deliveries))]
public sealed class TemplateTests(DeliveryScenes scenes, Hosts hosts)
{
    private const string Content = "证照名称:{{thing1.DATA}}\n当前状态:{{phrase2.DATA}}\n办理部门:{{thing3.DATA}}\n更新时间:{{time4.DATA}}";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_template_that_does_not_match_stays_unused_and_told_until_it_is_repaired(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 2);
        var host = scene.Host;
        using var readings = new Readings(host);
        var (cards, sends) = ((await scene.Cards()).Count, await scene.Sends());
        int Said(string use) => host.Logs.Lines.Count(l => l.Contains($"template for {use} switched off: ", StringComparison.Ordinal));
        var (saidOfCertificate, saidOfResult) = (Said("Certificate"), Said("Result"));

        // The result's template is gone, the certificate's asks for something else.
        await Account(host, (DeliveryScene.Template, Content.Replace("time4", "time5", StringComparison.Ordinal), 2));

        await Eventually.Holds(async () => await Health(host) is ("degraded", "switchedOff"), "degraded");
        Assert.Equal(["switchedOff", "switchedOff", "switchedOff", "switchedOff"], (await Parts(host)).Select(p => (string)p.Value!));
        Assert.Empty((await host.Client.Get("subscriptions/templates").Ok()).AsArray());
        await scene.Tell();
        await scene.Finish();
        Assert.Equal(("in_app_only", sends), (await scene.Outcome(), await scene.Sends()));
        Assert.Equal(0, readings["preexam.wechat.template.usable use=certificate"]);

        await host.WeChat.Put("_mock/templates", Array.Empty<object>()).Ok();
        await Eventually.Holds(async () => await Health(host) is ("healthy", "usable"), "healthy again");
        await scene.Tell();
        await scene.Finish();

        Assert.Equal(("sent", cards + 1), (await scene.Outcome(), (await scene.Cards()).Count));
        Assert.Equal((saidOfCertificate + 1, saidOfResult + 1), (Said("Certificate"), Said("Result")));
        Assert.Equal((1, 1, 1), (
            readings["preexam.wechat.template.usable use=certificate"],
            readings["preexam.wechat.sends outcome=disabled use=certificate"],
            readings["preexam.wechat.sends outcome=sent use=certificate"]));
        Assert.Equal(1, readings["preexam.wechat.calls call=send outcome=ok"]);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_WeChat_that_is_away_at_the_start_stops_nothing_and_is_asked_again(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "WeChat:CheckTemplatesEvery=00:00:00.5");
        await Account(host);
        await host.WeChat.Post("_mock/faults", new { path = "*", cutBefore = true, next = 1000 }).Ok();

        await host.Restart();

        Assert.Equal("healthy", (await Health(host)).Status);
        Assert.Equal("notCompared", (await Health(host)).Certificate);
        await host.WeChat.DeleteAsync(new Uri("_mock/faults", UriKind.Relative), TestContext.Current.CancellationToken);
        await Eventually.Holds(async () => await Health(host) is ("degraded", "switchedOff"), "compared at last");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_long_term_template_is_accepted_once_and_lets_any_number_of_cards_go(Backend backend)
    {
        var scene = await scenes.Fresh(backend, accepts: 1); // while nobody knows yet that it is for good
        var cards = (await scene.Cards()).Count;
        await Account(scene.Host, (DeliveryScene.Template, Content, 3));
        await Eventually.Holds(
            async () => (await scene.Host.Client.Get("subscriptions/templates").Ok()).AsArray().Any(t => (bool)t!["longTerm"]!), "a long-term template");

        await scene.Tell();
        await scene.Finish();
        Assert.Equal((cards + 1, true), ((await scene.Cards()).Count, (bool)(await Grant(scene))["longTerm"]!));
        await scene.SwitchOff();
        await scene.Accept(1);
        for (var i = 0; i < 2; i++) await scene.Tell();
        await scene.Finish();

        Assert.Equal(cards + 3, (await scene.Cards()).Count);
        var grant = await Grant(scene);
        Assert.Equal((0, true), ((int)grant["left"]!, (bool)grant["longTerm"]!));
        await scene.SwitchOff();
        await scene.Tell();
        await scene.Finish();
        Assert.Equal(("in_app_only", cards + 3), (await scene.Outcome(), (await scene.Cards()).Count));
    }

    private static async Task<JsonNode> Grant(DeliveryScene scene) =>
        (await scene.Citizen.Client.Get("me").Ok())["subscriptions"]!.AsArray().Single(s => (string)s!["use"]! == "certificate")!;

    /// <summary>The account has these templates and no others.</summary>
    private static Task<JsonNode> Account(PreExamHost host, params (string Id, string Content, int Type)[] templates) => host.WeChat.Put(
        "_mock/templates",
        templates.Append((Id: "another", Content: "事项:{{thing1.DATA}}", Type: 2)).Select(t => new { id = t.Id, title = t.Id, content = t.Content, type = t.Type })).Ok();

    private static async Task<(string Status, string Certificate)> Health(PreExamHost host)
    {
        var ready = await host.Client.Get("/health/ready").Ok();
        return ((string)ready["status"]!, (string)ready["parts"]!["weChatTemplates"]!["data"]!["certificate"]!);
    }

    private static async Task<JsonObject> Parts(PreExamHost host) =>
        (await host.Client.Get("/health/ready").Ok())["parts"]!["weChatTemplates"]!["data"]!.AsObject();
}
