using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PreExam.Server.Tests.WeChatStandIn;

/// <summary>What every interface demands before it looks at the content of a call.</summary>
public sealed class FrontDoorTests(MockHost mock) : IClassFixture<MockHost>
{
    [Fact]
    public async Task A_body_without_a_length_is_answered_412_with_nothing_in_it()
    {
        using var chunked = JsonContent.Create(new { grant_type = "client_credential", appid = MockHost.AppId, secret = MockHost.Secret });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/cgi-bin/stable_token", UriKind.Relative)) { Content = chunked };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await mock.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/cgi-bin/stable_token")]
    [InlineData("/cgi-bin/message/subscribe/send")]
    [InlineData("/wxa/business/getuserphonenumber")]
    [InlineData("/wxa/getwxacodeunlimit")]
    public async Task Getting_what_must_be_posted_is_refused(string path) =>
        Assert.Equal(43002, MockHost.Errcode(await mock.Get(path)));

    [Theory]
    [InlineData("PATCH")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task No_other_method_stands_in_for_POST(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(MockHost.SendPath, UriKind.Relative)) { Content = new StringContent("{}") };

        using var answer = await mock.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(43002, MockHost.Errcode(await MockHost.Read(answer)));
    }

    [Fact]
    public async Task Posting_to_the_template_list_finds_nothing_there()
    {
        using var answer = await mock.PostText(await mock.WithToken("/wxaapi/newtmpl/gettemplate"), "{}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("/cgi-bin/message/subscribe/send", "", 44002)]
    [InlineData("/cgi-bin/message/subscribe/send", "touser=1", 47001)]
    [InlineData("/cgi-bin/message/subscribe/send", "[]", 47001)]
    [InlineData("/cgi-bin/message/subscribe/send", "{\"touser\":", 47001)]
    [InlineData("/wxa/business/getuserphonenumber", "", 44002)]
    [InlineData("/wxa/business/getuserphonenumber", "nothing", 47001)]
    [InlineData("/wxa/getwxacodeunlimit", "nothing", 40169)]
    public async Task A_body_that_is_missing_or_no_JSON_is_refused(string path, string body, int errcode)
    {
        using var answer = await mock.PostText(await mock.WithToken(path), body);

        Assert.Equal(errcode, MockHost.Errcode(await MockHost.Read(answer)));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task A_form_is_no_JSON_whatever_stands_in_it(string contentType)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(MockHost.ResultCard("o")));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var answer = await mock.Http.PostAsync(
            new Uri(await mock.WithToken(MockHost.SendPath), UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(47001, MockHost.Errcode(await MockHost.Read(answer)));
    }

    [Fact]
    public async Task A_token_in_a_header_or_in_the_body_is_no_token()
    {
        var token = (await mock.AskStableToken()).GetProperty("access_token").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(MockHost.SendPath, UriKind.Relative))
        {
            Content = new StringContent(JsonSerializer.Serialize(new { access_token = token })),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var answer = await mock.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(41001, MockHost.Errcode(await MockHost.Read(answer)));
    }

    [Fact]
    public async Task Every_refusal_carries_a_request_id() =>
        Assert.Matches(" rid: [0-9a-f]+$", (await mock.Get("/cgi-bin/getcallbackip")).GetProperty("errmsg").GetString());

    [Fact]
    public async Task The_addresses_that_pushes_come_from_are_told() =>
        Assert.Contains("127.0.0.1", (await mock.Get(await mock.WithToken("/cgi-bin/getcallbackip"))).GetProperty("ip_list").EnumerateArray().Select(ip => ip.GetString()));

    [Fact]
    public async Task The_record_of_calls_holds_no_secret()
    {
        var openid = await mock.NewUser();
        var code = await mock.Code(openid);
        await mock.Exchange(code);

        var record = (await mock.Get("/_mock/calls")).GetRawText();

        Assert.Contains("/sns/jscode2session", record, StringComparison.Ordinal);
        foreach (var secret in new[] { MockHost.Secret, code, openid, "access_token" })
            Assert.DoesNotContain(secret, record, StringComparison.Ordinal);
    }
}
