using Microsoft.AspNetCore.Http;
using PreExam.WeChat;

namespace PreExam.Server.Tests.WeChat;

public sealed class WeChatWireTests : IAsyncLifetime
{
    private static readonly byte[] Picture = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    private static readonly object Phone = new
    {
        errcode = 0, phone_info = new { phoneNumber = "+8613857100001", purePhoneNumber = "13857100001", countryCode = "86", watermark = new { timestamp = 1, appid = WeChatHarness.AppId } },
    };

    private WeChatStub _stub = null!;
    private WeChatHarness _ours = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await WeChatStub.Start();
        _ours = new WeChatHarness(_stub.Address);
        _stub.Answer(WeChatStub.SendPath, new { errcode = 0, errmsg = "ok", msgid = 1864323726461255680 });
        _stub.Answer(WeChatStub.PhonePath, Phone);
        _stub.Answer(WeChatStub.SessionPath, new { openid = WeChatHarness.Openid, session_key = "LHkP47xUoWZTyXwv7yCTcQ==" });
        _stub.Answer(WeChatStub.CodePath, context => SendPicture(context, "image/jpeg"));
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task Every_body_tells_its_length_and_is_never_chunked()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        await _ours.Client.PhoneNumber("phone-code", WeChatHarness.Openid, Cancellation);
        await _ours.Client.MiniProgramCode("s=1", "pages/index/index", 430, Cancellation);

        foreach (var path in new[] { WeChatStub.TokenPath, WeChatStub.SendPath, WeChatStub.PhonePath, WeChatStub.CodePath })
        {
            var request = Assert.Single(_stub.Requests(path));
            Assert.Equal("POST", request.Method);
            Assert.Equal(request.Body.Length, request.ContentLength);
            Assert.True(request.ContentLength > 0);
            Assert.Null(request.TransferEncoding);
        }
    }

    [Fact]
    public async Task Chinese_and_rare_characters_go_out_as_they_are()
    {
        await _ours.Client.Send(WeChatHarness.Message("𠮷安“小”店<营业执照>"), Cancellation);

        var body = Assert.Single(_stub.Requests(WeChatStub.SendPath)).Text;
        Assert.DoesNotContain("\\u", body, StringComparison.Ordinal);
        Assert.Equal(
            """{"touser":"oPreX5aB3kLm9QwErTyUiOp12345","template_id":"result-template","page":"pages/case/index?id=1","miniprogram_state":"formal","lang":"zh_CN","data":{"thing1":{"value":"𠮷安“小”店<营业执照>"},"character_string2":{"value":"PE-261123-000017-7"},"phrase3":{"value":"预审通过"},"time4":{"value":"2026年11月23日 15:01"},"thing5":{"value":"可网上移交或凭码到窗口"}}}""",
            body);
    }

    [Fact]
    public async Task A_sign_in_brings_the_person_and_carries_the_code_once()
    {
        var (signedIn, refusal) = await _ours.Client.SignIn("login code+/=", Cancellation);

        Assert.Null(refusal);
        Assert.Equal((WeChatHarness.Openid, "LHkP47xUoWZTyXwv7yCTcQ==", (string?)null), (signedIn!.Openid, signedIn.SessionKey, signedIn.UnionId));
        var query = Assert.Single(_stub.Requests(WeChatStub.SessionPath)).Query;
        Assert.Equal("login code+/=", query["js_code"]);
        Assert.Equal(WeChatHarness.AppId, query["appid"]);
        Assert.Equal("authorization_code", query["grant_type"]);
        Assert.Empty(_stub.Requests(WeChatStub.TokenPath));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; encoding=utf-8")]
    [InlineData("")]
    public async Task An_answer_may_call_itself_something_else_and_hold_numbers_as_text_and_new_fields(string mediaType)
    {
        _stub.AnswerText(WeChatStub.TokenPath, """{"access_token":"token-as-text","expires_in":"7200","new_field":[{}]}""", mediaType);
        _stub.AnswerText(WeChatStub.SendPath, """{"errcode":"0","errmsg":"ok","msgid":"1864323726461255681","new_field":{"x":1}}""", mediaType);

        var outcome = await _ours.Client.Send(WeChatHarness.Message(), Cancellation);

        Assert.Equal(new PreExam.WeChat.Messages.SendOutcome.Sent(1864323726461255681), outcome);
    }

    [Fact]
    public async Task A_country_code_may_be_a_number()
    {
        _stub.AnswerText(WeChatStub.PhonePath, $$"""{"errcode":0,"phone_info":{"purePhoneNumber":"13857100001","countryCode":86,"watermark":{"timestamp":"1","appid":"{{WeChatHarness.AppId}}"} } }""");

        var (phone, _) = await _ours.Client.PhoneNumber("code", WeChatHarness.Openid, Cancellation);

        Assert.Equal(("13857100001", "86"), (phone!.Number, phone.CountryCode));
    }

    [Theory]
    [InlineData("""{"errcode":40029,"errmsg":"invalid code rid: 1"}""", WeChatRefusal.CodeInvalid)]
    [InlineData("""{"errcode":40163,"errmsg":"code been used"}""", WeChatRefusal.CodeInvalid)]
    [InlineData("""{"errcode":40226}""", WeChatRefusal.PersonBlocked)]
    [InlineData("""{"errcode":-1}""", WeChatRefusal.Busy)]
    [InlineData("""{"errcode":45011}""", WeChatRefusal.QuotaUsedUp)]
    [InlineData("""{"errcode":40125}""", WeChatRefusal.Misconfigured)]
    [InlineData("""{"errcode":99999}""", WeChatRefusal.Misconfigured)]
    [InlineData("""{"errcode":0,"openid":"o"}""", WeChatRefusal.Unavailable)]
    [InlineData("""{}""", WeChatRefusal.Unavailable)]
    [InlineData("""<html>""", WeChatRefusal.Unavailable)]
    [InlineData("", WeChatRefusal.Unavailable)]
    public async Task A_sign_in_counts_only_without_errcode_and_with_everything_there(string answer, string code)
    {
        _stub.AnswerText(WeChatStub.SessionPath, answer);

        var (signedIn, refusal) = await _ours.Client.SignIn("code", Cancellation);

        Assert.Null(signedIn);
        Assert.Equal(code, refusal!.Code);
        Assert.Single(_stub.Requests(WeChatStub.SessionPath));
    }

    [Fact]
    public async Task A_phone_number_made_for_another_mini_program_is_not_believed()
    {
        _stub.AnswerText(WeChatStub.PhonePath, """{"errcode":0,"phone_info":{"purePhoneNumber":"13857100001","countryCode":"86","watermark":{"timestamp":1,"appid":"wxffffffffffffffff"}}}""");

        var (phone, refusal) = await _ours.Client.PhoneNumber("code", WeChatHarness.Openid, Cancellation);

        Assert.Null(phone);
        Assert.Equal(WeChatRefusal.CodeInvalid, refusal!.Code);
    }

    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("application/octet-stream")]
    public async Task A_code_is_a_picture(string mediaType)
    {
        _stub.Answer(WeChatStub.CodePath, context => SendPicture(context, mediaType));

        var (picture, _) = await _ours.Client.MiniProgramCode("s=1", "pages/index/index", 430, Cancellation);

        Assert.Equal(Picture, picture!.Bytes.ToArray());
        Assert.Equal("""{"scene":"s=1","page":"pages/index/index","check_path":true,"env_version":"release","width":430}""", Assert.Single(_stub.Requests(WeChatStub.CodePath)).Text);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("image/jpeg")]
    [InlineData("text/plain")]
    public async Task A_failure_in_place_of_a_code_is_recognised_whatever_it_calls_itself(string mediaType)
    {
        _stub.AnswerText(WeChatStub.CodePath, """ {"errcode":41030,"errmsg":"invalid page rid: 1"}""", mediaType);

        var (picture, refusal) = await _ours.Client.MiniProgramCode("s=1", "pages/index/index", 430, Cancellation);

        Assert.Null(picture);
        Assert.Equal(WeChatRefusal.Misconfigured, refusal!.Code);
    }

    [Theory]
    [InlineData("", "pages/index", 430)]
    [InlineData("case%20", "pages/index", 430)]
    [InlineData("编号", "pages/index", 430)]
    [InlineData("123456789012345678901234567890123", "pages/index", 430)]
    [InlineData("s", "/pages/index", 430)]
    [InlineData("s", "pages/index?a=b", 430)]
    [InlineData("s", "pages/index", 279)]
    [InlineData("s", "pages/index", 1281)]
    public async Task A_code_that_wechat_would_refuse_is_not_asked_for(string scene, string page, int width)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _ours.Client.MiniProgramCode(scene, page, width, Cancellation));

        Assert.Empty(_stub.Requests(WeChatStub.CodePath));
    }

    private static async Task SendPicture(HttpContext context, string mediaType)
    {
        context.Response.ContentType = mediaType;
        await context.Response.Body.WriteAsync(Picture, context.RequestAborted);
    }
}
