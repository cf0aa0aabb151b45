using System.Text.Json.Nodes;
using PreExam.Domain.People;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class MessagePushTests(Hosts hosts)
{
    private const string Result = "DevTemplate_PreExaminationResult_0000000001";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_tap_on_accept_counts_once_though_the_push_comes_again_and_the_page_claims_it_too(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);

        await Push(host, citizen, "accept", copies: 3);
        await citizen.Client.Post("me/subscriptions", new { results = new { result = "accept" } }).Ok();

        Assert.Equal(1, await Left(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_push_many_times_at_once_counts_once(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        var order = Order(citizen, "accept", 1);
        order["fields"] = new JsonObject { ["CreateTime"] = "1795480000" };

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => host.WeChat.Post("_mock/push", order.DeepClone()).Ok()));

        Assert.Equal(1, await Left(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Switching_the_message_off_ends_every_grant(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        await Push(host, citizen, "accept");
        Assert.Equal(1, await Left(citizen));

        await host.WeChat.Post($"_mock/users/{citizen.Openid}/grants?wait=true", new Dictionary<string, string> { [Result] = "off" }).Ok();

        Assert.Equal(0, await Left(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task XML_counts_as_JSON_does_and_the_compatible_mode_as_the_secure_one(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        var order = Order(citizen, "accept", 1);
        (order["format"], order["mode"]) = ("xml", "compatible");

        await host.WeChat.Post("_mock/push", order).Ok();

        Assert.Equal(1, await Left(citizen));
    }

    [Theory]
    [InlineData("badSignature")]
    [InlineData("wrongAppId")]
    [InlineData("badPadding")]
    public async Task A_push_that_can_not_be_verified_changes_nothing(string flaw)
    {
        var host = await hosts.Shared(Backend.Embedded);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        var order = Order(citizen, "accept", 1);
        order["flaw"] = flaw;

        var pushed = await host.WeChat.Post("_mock/push", order).Ok();

        Assert.Equal(403, (int)pushed[0]!["tries"]![0]!["status"]!);
        Assert.Equal(0, await Left(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_address_proves_itself_to_WeChat_and_to_nobody_else(Backend backend)
    {
        var host = await hosts.Shared(backend);

        var answer = await host.WeChat.Post("_mock/push/verification").Ok();
        Assert.True((bool)answer["echoedUnchanged"]!, answer.ToJsonString());
        Assert.Equal(403, (int)(await host.WeChat.Post("_mock/push/verification?badSignature=true").Ok())["status"]!);
        await host.Client.Get("wechat/push").Refused(403, "push_refused");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Without_a_push_token_the_pages_claim_counts_and_a_ban_ends_it(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, "WeChat:PushToken=", "WeChat:EncodingAesKey=");
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);

        await citizen.Client.Post("me/subscriptions", new { results = new { result = "accept", deadline = "reject" } }).Ok();
        Assert.Equal(1, await Left(citizen));
        await citizen.Client.Post("me/subscriptions", new { results = new { result = "ban" } }).Ok();

        Assert.Equal(0, await Left(citizen));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => citizen.Client.Post("me/subscriptions", new { results = new { result = "accept" } }).Ok()));
        Assert.Equal(4, await Left(citizen));
        await citizen.Client.Post("me/subscriptions", new { results = new { shoes = "accept" } }).Refused(400, "request_invalid");
        await citizen.Client.Post("me/subscriptions", new { results = new { result = "perhaps" } }).Refused(400, "request_invalid");
    }

    private static JsonObject Order(Citizen citizen, string status, int copies) => new()
    {
        ["openid"] = citizen.Openid,
        ["event"] = "subscribe_msg_popup_event",
        ["items"] = new JsonArray(new JsonObject { ["TemplateId"] = Result, ["SubscribeStatusString"] = status, ["PopupScene"] = "0" }),
        ["copies"] = copies,
    };

    private static async Task Push(PreExamHost host, Citizen citizen, string status, int copies = 1) =>
        await host.WeChat.Post("_mock/push", Order(citizen, status, copies)).Ok();

    private static async Task<int> Left(Citizen citizen) =>
        (await citizen.Client.Get("me").Ok())["subscriptions"]!.AsArray().Where(s => (string?)s!["use"] == "result").Sum(s => (int)s!["left"]!);
}
