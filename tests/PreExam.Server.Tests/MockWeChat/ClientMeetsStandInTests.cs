using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Testing;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using ClientSide = PreExam.WeChat.Push;

namespace PreExam.Server.Tests.WeChatStandIn;

/// <summary>
/// The server's client against the stand-in. Both were written from the platform's documents, with nothing in common:
/// where they disagree, one of them has misread.
/// </summary>
public sealed class ClientMeetsStandInTests : IAsyncLifetime
{
    private readonly MockHost _mock = new();
    private PushReceiver _server = null!;
    private ServiceProvider _services = null!;

    private WeChatClient Client => _services.GetRequiredService<WeChatClient>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PushReceiver.Start();
        await _mock.InitializeAsync();
        using var settings = new StringContent(JsonSerializer.Serialize(new { pushUrl = _server.Url }), System.Text.Encoding.UTF8, "application/json");
        await _mock.Http.PutAsync(new Uri("/_mock/settings", UriKind.Relative), settings);

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WeChat:AppId"] = MockHost.AppId,
            ["WeChat:AppSecret"] = MockHost.Secret,
            ["WeChat:BaseAddress"] = _mock.Http.BaseAddress!.ToString(),
            ["WeChat:PushToken"] = "PreExamDevelopment",
            ["WeChat:EncodingAesKey"] = "DevelopmentOnlyKeyForTheMockAccount01234567",
            ["WeChat:RetryDelay"] = "00:00:00.020",
            ["WeChat:Templates:Result:Id"] = MockHost.ResultTemplate,
            ["WeChat:Templates:Correction:Id"] = MockHost.CorrectionTemplate,
            ["WeChat:Templates:Deadline:Id"] = "DevTemplate_DeadlineReminder_00000000000003",
            ["WeChat:Templates:Certificate:Id"] = "DevTemplate_CertificateProgress_00000000004",
        }).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(_mock.Clock).AddWeChat(configuration).BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _mock.DisposeAsync();
        await _server.DisposeAsync();
    }

    private SubscribeMessage Result(string openid) => new(
        openid, new ResultCard("个体工商户设立登记", "PE-261123-000017-7", "预审通过", _mock.Clock.GetUtcNow(), "可网上移交或凭码到窗口"), "pages/case/case?id=7");

    [Fact]
    public async Task A_person_signs_in_and_gives_the_number()
    {
        var openid = await _mock.NewUser();

        var (session, _) = await Client.SignIn(await _mock.Code(openid), Cancellation);
        var (number, _) = await Client.PhoneNumber(await _mock.Code(openid, "phone-code"), openid, Cancellation);
        var (_, refusal) = await Client.SignIn("never-issued", Cancellation);

        Assert.Equal(openid, session!.Openid);
        Assert.Equal(11, number!.Number.Length);
        Assert.Equal(WeChatRefusal.CodeInvalid, refusal!.Code);
    }

    [Fact]
    public async Task The_development_accounts_templates_are_the_ones_that_the_client_expects()
    {
        var (mismatches, refusal) = await Client.VerifyTemplates(Cancellation);

        Assert.Null(refusal);
        Assert.Empty(mismatches!);
    }

    [Fact]
    public async Task Every_card_of_the_client_passes_the_strict_rules()
    {
        var openid = await _mock.NewUser();
        var (now, day) = (_mock.Clock.GetUtcNow(), new DateOnly(2026, 11, 30));
        Card[] cards =
        [
            Result(openid).Card,
            new CorrectionCard("食品经营许可", "PE-261123-000018-3", 2, "租赁合同缺页，请重拍第2页", day),
            new DeadlineCard("食品经营许可", "PE-261123-000018-3", day, "还剩2天，逾期自动失效"),
            new CertificateCard("营业执照", "制证中", "市场监督管理局", now),
        ];
        foreach (var grant in (await _mock.Get($"/_mock/users/{openid}/grants")).EnumerateArray())
            await _mock.Decide(openid, grant.GetProperty("templateId").GetString()!, "accept");

        foreach (var card in cards)
            Assert.IsType<SendOutcome.Sent>(await Client.Send(new SubscribeMessage(openid, card), Cancellation));

        Assert.Equal(4, (await _mock.Messages(openid)).GetArrayLength());
    }

    [Fact]
    public async Task One_consent_lets_one_message_go_and_one_token_serves_them_all()
    {
        var openid = await _mock.NewUser();
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept");

        Assert.IsType<SendOutcome.Sent>(await Client.Send(Result(openid), Cancellation));
        Assert.IsType<SendOutcome.NoGrant>(await Client.Send(Result(openid), Cancellation));

        Assert.Equal(1, (await _mock.Get("/_mock/calls?path=/cgi-bin/stable_token")).GetArrayLength());
    }

    [Fact]
    public async Task A_message_whose_answer_was_cut_off_is_unclear_and_lies_on_the_phone_once()
    {
        var openid = await _mock.NewUser();
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept");
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept");
        await _mock.Fault(new { path = MockHost.SendPath, cutAfterEffect = true });

        Assert.IsType<SendOutcome.Unclear>(await Client.Send(Result(openid), Cancellation));

        Assert.Equal(1, (await _mock.Messages(openid)).GetArrayLength());
    }

    [Fact]
    public async Task A_token_that_somebody_else_replaced_is_fetched_anew_without_losing_the_message()
    {
        var openid = await _mock.NewUser();
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept");
        await Client.Templates(Cancellation);
        await _mock.AskStableToken(forced: true);

        Assert.IsType<SendOutcome.Sent>(await Client.Send(Result(openid), Cancellation));
    }

    [Fact]
    public async Task Answers_in_an_unusual_dress_are_read_all_the_same()
    {
        var openid = await _mock.NewUser();
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept");
        await _mock.Fault(new { path = "*", textPlain = true, numbersAsStrings = true, extraFields = true, next = 100 });

        Assert.NotNull((await Client.SignIn(await _mock.Code(openid), Cancellation)).Value);
        Assert.NotNull((await Client.PhoneNumber(await _mock.Code(openid, "phone-code"), openid, Cancellation)).Value);
        Assert.IsType<SendOutcome.Sent>(await Client.Send(Result(openid), Cancellation));
    }

    [Fact]
    public async Task A_code_comes_as_a_picture()
    {
        var (picture, _) = await Client.MiniProgramCode("c=0199", "pages/case/case", 430, Cancellation);

        Assert.Equal("image/png", picture!.MediaType);
    }

    [Theory]
    [InlineData("json", 1)]
    [InlineData("json", 2)]
    [InlineData("xml", 1)]
    [InlineData("xml", 2)]
    public async Task A_pushed_consent_is_opened_and_read(string format, int items)
    {
        var reception = await Push(new { openid = "oPerson", @event = "subscribe_msg_popup_event", items = Items(items), format });

        Assert.Null(reception.Refusal);
        Assert.Equal("oPerson", reception.Message!.FromOpenid);
        Assert.Equal(items, reception.Message.Items.OfType<ClientSide.ConsentAnswered>().Count(consent => consent.Accepted));
    }

    [Fact]
    public async Task A_compatible_push_is_believed_only_as_far_as_it_is_sealed()
    {
        var reception = await Push(new { openid = "oPerson", @event = "subscribe_msg_popup_event", items = Items(1), mode = "compatible" });
        var plain = await Push(new { openid = "oPerson", @event = "subscribe_msg_popup_event", items = Items(1), mode = "plain" });

        Assert.Null(reception.Refusal);
        Assert.NotNull(plain.Refusal);
    }

    [Theory]
    [InlineData("badSignature")]
    [InlineData("wrongAppId")]
    [InlineData("badPadding")]
    [InlineData("badLength")]
    [InlineData("badBase64")]
    [InlineData("cutCipher")]
    [InlineData("wrongKey")]
    [InlineData("cutBody")]
    public async Task A_bad_push_is_refused(string flaw)
    {
        foreach (var format in new[] { "json", "xml" })
            Assert.NotNull((await Push(new { openid = "oPerson", @event = "subscribe_msg_popup_event", items = Items(1), format, flaw })).Refusal);
    }

    private static object[] Items(int count) =>
        [.. Enumerable.Range(1, count).Select(i => new { TemplateId = $"t{i}", SubscribeStatusString = "accept", PopupScene = "0" })];

    private async Task<ClientSide.PushReception> Push(object order)
    {
        await _mock.Post("/_mock/push", order);
        var push = _server.Received.Last();
        string? Of(string name) => push.Query.TryGetValue(name, out var value) ? value.ToString() : null;
        return _services.GetRequiredService<ClientSide.PushReceiver>().Receive(
            new ClientSide.PushQuery(Of("signature"), Of("timestamp"), Of("nonce"), Of("msg_signature")), push.Body);
    }
}
