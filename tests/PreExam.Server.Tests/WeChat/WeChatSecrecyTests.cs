using System.Collections.Concurrent;
using System.Diagnostics;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Tests.WeChat;

public sealed class WeChatSecrecyTests
{
    private const string SessionKey = "LHkP47xUoWZTyXwv7yCTcQ==";
    private const string PhoneNumber = "13857100001";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_logs_nor_traces_tell_a_secret_or_a_person()
    {
        await using var stub = await WeChatStub.Start();
        await using var ours = new WeChatHarness(stub.Address);
        var spans = new ConcurrentQueue<string>();
        using var listener = Listen(spans, stub.Address);
        stub.Answer(WeChatStub.SessionPath, new { openid = WeChatHarness.Openid, session_key = SessionKey });
        stub.Answer(WeChatStub.PhonePath, new { errcode = 0, phone_info = new { purePhoneNumber = PhoneNumber, countryCode = "86", watermark = new { timestamp = 1, appid = "wxffffffffffffffff" } } });
        stub.Answer(WeChatStub.SendPath, new { errcode = 47003, errmsg = $"argument invalid! data.thing1.value invalid, touser {WeChatHarness.Openid} rid: 6745b1c2-2f0a" });
        stub.Answer(WeChatStub.TemplatesPath, context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });

        var (signedIn, _) = await ours.Client.SignIn("login-code", Cancellation);
        await ours.Client.PhoneNumber("phone-code", WeChatHarness.Openid, Cancellation);
        await ours.Client.Send(WeChatHarness.Message(), Cancellation);
        await ours.Client.Templates(Cancellation);

        var told = $"{ours.Log.Everything}\n{string.Join('\n', spans)}\n{signedIn}\n{WeChatHarness.Message()}";
        foreach (var secret in new[] { WeChatHarness.Secret, "token-1", WeChatHarness.Openid, SessionKey, PhoneNumber, "login-code", "phone-code", "个体工商户" })
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        Assert.Contains("47003", ours.Log.Everything, StringComparison.Ordinal);
        Assert.Contains("data.thing1.value rid: 6745b1c2-2f0a", ours.Log.Everything, StringComparison.Ordinal);
        Assert.True(spans.Count >= 5, "the client's spans were not heard");
    }

    [Fact]
    public async Task Templates_that_differ_from_the_account_are_switched_off_and_the_others_work()
    {
        await using var stub = await WeChatStub.Start();
        await using var ours = new WeChatHarness(stub.Address);
        const string right = "事项名称:{{thing1.DATA}}\\n办件编号:{{character_string2.DATA}}\\n截止日期:{{date3.DATA}}\\n提醒:{{thing4.DATA}}";
        stub.Answer(WeChatStub.SendPath, new { errcode = 0 });
        stub.AnswerText(WeChatStub.TemplatesPath, Account(resultContent: "事项名称:{{thing1.DATA}}\\n预审结果:{{phrase2.DATA}}", right));

        var (mismatches, _) = await ours.Client.VerifyTemplates(Cancellation);

        var mismatch = Assert.Single(mismatches!);
        Assert.Equal(TemplateUse.Result, mismatch.Use);
        Assert.IsType<SendOutcome.Disabled>(await ours.Client.Send(WeChatHarness.Message(), Cancellation));
        var deadline = new SubscribeMessage(WeChatHarness.Openid, new DeadlineCard("食品经营许可", "PE-1", new DateOnly(2026, 11, 30), "还剩2天"));
        Assert.IsType<SendOutcome.Sent>(await ours.Client.Send(deadline, Cancellation));

        stub.AnswerText(WeChatStub.TemplatesPath, Account("{{thing1.DATA}}{{character_string2.DATA}}{{phrase3.DATA}}{{time4.DATA}}{{thing5.DATA}}", right));
        Assert.Empty((await ours.Client.VerifyTemplates(Cancellation)).Value!);
        Assert.IsType<SendOutcome.Sent>(await ours.Client.Send(WeChatHarness.Message(), Cancellation));
    }

    [Fact]
    public async Task Templates_say_how_often_a_grant_can_be_used()
    {
        await using var stub = await WeChatStub.Start();
        await using var ours = new WeChatHarness(stub.Address);
        stub.AnswerText(WeChatStub.TemplatesPath, Account("{{thing1.DATA}}", "{{date3.DATA}}"));

        var (templates, _) = await ours.Client.Templates(Cancellation);

        Assert.Equal([(TemplateKind.OneTime, "thing1"), (TemplateKind.LongTerm, "date3")], templates!.Select(t => (t.Kind, t.Keys.Single())));
    }

    private static string Account(string resultContent, string deadlineContent) => $$"""
        {"errcode":0,"errmsg":"ok","data":[
          {"priTmplId":"result-template","title":"预审结果通知","content":"{{resultContent}}","example":"…","type":2},
          {"priTmplId":"deadline-template","title":"期限提醒","content":"{{deadlineContent}}","example":"…","type":"3"}]}
        """;

    private static ActivityListener Listen(ConcurrentQueue<string> spans, Uri address)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                var tags = string.Join(' ', span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"));
                if (tags.Contains($":{address.Port}", StringComparison.Ordinal)) spans.Enqueue($"{span.DisplayName} {tags}");
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
