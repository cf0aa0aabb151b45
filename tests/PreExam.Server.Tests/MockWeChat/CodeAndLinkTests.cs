using System.Globalization;
using System.Text.Json;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class CodeAndLinkTests(MockHost mock) : IClassFixture<MockHost>
{
    private async Task<int> Code(object body) => MockHost.Errcode(await mock.Post(await mock.WithToken("/wxa/getwxacodeunlimit"), body));

    private async Task<JsonElement> Link(object body) => await mock.Post(await mock.WithToken("/wxa/generate_urllink"), body);

    [Fact]
    public async Task A_code_is_a_picture_and_says_so()
    {
        using var answer = await mock.PostText(
            await mock.WithToken("/wxa/getwxacodeunlimit"), """{"scene":"c=0199","page":"pages/case/case","width":280}""");

        var picture = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
    }

    [Theory]
    [InlineData("", 40169)]
    [InlineData("a23456789012345678901234567890123", 40169)]
    [InlineData("a%20b", 40129)]
    [InlineData("编号", 40129)]
    [InlineData("a b", 40129)]
    [InlineData("a\n", 40129)]
    [InlineData("!#$&'()*+,/:;=?@-._~09AZaz", 0)]
    public async Task A_scene_has_up_to_32_of_the_allowed_characters(string scene, int errcode)
    {
        using var answer = await mock.PostText(await mock.WithToken("/wxa/getwxacodeunlimit"), JsonSerializer.Serialize(new { scene }));

        var refused = answer.Content.Headers.ContentType!.MediaType == "application/json";
        Assert.Equal(errcode != 0, refused);
        if (refused) Assert.Equal(errcode, MockHost.Errcode(await MockHost.Read(answer)));
    }

    [Fact]
    public async Task A_page_with_a_slash_in_front_a_query_or_unpublished_is_refused()
    {
        Assert.Equal(41030, await Code(new { scene = "a", page = "/pages/case/case" }));
        Assert.Equal(41030, await Code(new { scene = "a", page = "pages/case/case?id=1" }));
        Assert.Equal(41030, await Code(new { scene = "a", page = "pages/nowhere/nowhere" }));

        using var unchecked_ = await mock.PostText(
            await mock.WithToken("/wxa/getwxacodeunlimit"), """{"scene":"a","page":"pages/nowhere/nowhere","check_path":false}""");
        Assert.Equal("image/png", unchecked_.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_width_out_of_range_or_an_unknown_version_is_refused()
    {
        Assert.Equal(40097, await Code(new { scene = "a", width = 279 }));
        Assert.Equal(40097, await Code(new { scene = "a", width = 1281 }));
        Assert.Equal(40097, await Code(new { scene = "a", env_version = "formal" }));
    }

    [Fact]
    public async Task Links_are_made_for_published_pages()
    {
        var target = new { path = "pages/case/case", query = "id=1" };

        Assert.StartsWith("https://wxaurl.cn/", (await Link(target)).GetProperty("url_link").GetString(), StringComparison.Ordinal);
        var scheme = await mock.Post(await mock.WithToken("/wxa/generatescheme"), new { jump_wxa = target });
        Assert.StartsWith("weixin://dl/business/?t=", scheme.GetProperty("openlink").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_query_an_unknown_page_and_an_unknown_version_are_refused_by_both()
    {
        (object Target, int Errcode)[] wrong =
        [
            (new { path = "pages/case/case", query = new string('a', 1025) }, 40212),
            (new { path = "pages/nowhere/nowhere" }, 40165),
            (new { path = "pages/case/case", env_version = "formal" }, 85402),
        ];
        foreach (var (target, errcode) in wrong)
        {
            Assert.Equal(errcode, MockHost.Errcode(await Link(target)));
            Assert.Equal(errcode, MockHost.Errcode(await mock.Post(await mock.WithToken("/wxa/generatescheme"), new { jump_wxa = target })));
        }
        Assert.Equal(0, MockHost.Errcode(await Link(new { path = "pages/case/case", query = new string('a', 1024) })));
    }

    [Theory]
    [InlineData(1, 31, 0, 85401)]
    [InlineData(1, 0, 0, 85401)]
    [InlineData(1, 30, 0, 0)]
    [InlineData(0, 0, 30, 85401)]
    [InlineData(0, 0, 2_592_000 + 3600, 85401)]
    [InlineData(0, 0, 2_592_000 - 3600, 0)]
    [InlineData(2, 0, 0, 85401)]
    public async Task A_link_lives_a_minute_to_thirty_days(int kind, int days, int seconds, int errcode)
    {
        object body = kind == 0
            ? new { path = "pages/case/case", expire_type = kind, expire_time = mock.Clock.GetUtcNow().ToUnixTimeSeconds() + seconds }
            : new { path = "pages/case/case", expire_type = kind, expire_interval = days };

        Assert.Equal(errcode, MockHost.Errcode(await Link(body)));
    }

    [Fact]
    public async Task Free_text_is_checked_for_people_who_were_there_lately()
    {
        var openid = await mock.NewUser();
        var check = await mock.WithToken("/wxa/msg_sec_check");
        async Task<JsonElement> Check(string content, string who, int scene = 2, int version = 2) =>
            await mock.Post(check, new { content, version, scene, openid = who });

        Assert.Equal(61010, MockHost.Errcode(await Check("你好", openid)));
        await mock.Login(openid);
        Assert.Equal("pass", (await Check("你好", openid)).GetProperty("result").GetProperty("suggest").GetString());
        Assert.Equal("risky", (await Check("代开发票", openid)).GetProperty("result").GetProperty("suggest").GetString());
        Assert.Equal(40129, MockHost.Errcode(await Check("你好", openid, scene: 5)));
        Assert.Equal(40097, MockHost.Errcode(await Check("你好", openid, version: 1)));
        Assert.Equal(40097, MockHost.Errcode(await Check(new string('好', 2501), openid)));
        Assert.Equal(43104, MockHost.Errcode(await Check("你好", await mock.NewUser(ofNeighbour: true))));
    }

    [Fact]
    public async Task A_template_may_not_be_asked_for_with_more_than_five_or_unknown_ones()
    {
        var openid = await mock.NewUser();
        async Task<int> Ask(params string[] templates) => (await mock.Post(
            $"/_mock/users/{openid}/grants", templates.ToDictionary(id => id, _ => "accept"))).GetProperty("errCode").GetInt32();

        Assert.Equal(10001, await Ask());
        Assert.Equal(20001, await Ask("nobody's"));
        Assert.Equal(20003, await Ask([.. Enumerable.Range(0, 6).Select(i => i.ToString(CultureInfo.InvariantCulture))]));
    }
}
