namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class QuotaTests
{
    /// <summary>The middle of a day and the start of a minute, so that no window ends by itself within a test.</summary>
    private static async Task<MockHost> AtNoon(params string[] settings)
    {
        var mock = await MockHost.Start(settings);
        var beijing = mock.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        mock.Clock.TravelTo(new DateTimeOffset(beijing.Date.AddDays(1).AddHours(12), beijing.Offset));
        return mock;
    }

    [Fact]
    public async Task After_the_last_message_of_the_day_none_goes_before_midnight()
    {
        await using var mock = await AtNoon("--Mock:Quotas:send.day=1");
        var openid = await mock.NewUser();
        await mock.Decide(openid, MockHost.ResultTemplate, "accept");
        await mock.Decide(openid, MockHost.ResultTemplate, "accept");

        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(45009, MockHost.Errcode(await mock.SendResult(openid)));

        mock.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(42001, MockHost.Errcode(await mock.SendResult(openid)));
        var token = (await mock.AskStableToken()).GetProperty("access_token").GetString();
        Assert.Equal(45009, MockHost.Errcode(await mock.Post($"{MockHost.SendPath}?access_token={token}", MockHost.ResultCard(openid))));
        mock.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(0, MockHost.Errcode(await mock.Post($"{MockHost.SendPath}?access_token={token}", MockHost.ResultCard(openid))));
    }

    [Theory]
    [InlineData("getwxacodeunlimit.minute", "/wxa/getwxacodeunlimit", 45011)]
    [InlineData("msg_sec_check.minute", "/wxa/msg_sec_check", 44991)]
    [InlineData("links.second", "/wxa/generate_urllink", 44990)]
    [InlineData("links.day", "/wxa/generatescheme", 44993)]
    public async Task A_limit_that_is_reached_is_told_in_the_interfaces_own_code(string counter, string path, int errcode)
    {
        await using var mock = await AtNoon($"--Mock:Quotas:{counter}=0");

        Assert.Equal(errcode, MockHost.Errcode(await mock.Post(await mock.WithToken(path), new { scene = "a" })));
    }

    [Fact]
    public async Task A_limit_by_the_minute_ends_with_the_minute()
    {
        await using var mock = await AtNoon("--Mock:Quotas:stable_token.minute=1");

        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken()));
        Assert.Equal(45011, MockHost.Errcode(await mock.AskStableToken()));
        mock.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken()));
    }

    [Fact]
    public async Task Plain_tokens_are_counted_by_the_day()
    {
        await using var mock = await AtNoon("--Mock:Quotas:token.day=1");

        Assert.Equal(0, MockHost.Errcode(await mock.AskPlainToken()));
        Assert.Equal(45009, MockHost.Errcode(await mock.AskPlainToken()));
    }

    [Fact]
    public async Task Clearing_gives_the_day_back_and_is_itself_limited_to_ten_a_month()
    {
        await using var mock = await AtNoon("--Mock:Quotas:token.day=1");
        var clear = await mock.WithToken("/cgi-bin/clear_quota");
        await mock.AskPlainToken();

        Assert.Equal(40013, MockHost.Errcode(await mock.Post(clear, new { appid = MockHost.NeighbourAppId })));
        Assert.Equal(0, MockHost.Errcode(await mock.Post(clear, new { appid = MockHost.AppId })));
        Assert.Equal(0, MockHost.Errcode(await mock.AskPlainToken()));

        var secretly = new { appid = MockHost.AppId, appsecret = MockHost.Secret };
        Assert.Equal(40125, MockHost.Errcode(await mock.Post("/cgi-bin/clear_quota/v2", new { appid = MockHost.AppId, appsecret = "another" })));
        for (var time = 0; time < 9; time++) Assert.Equal(0, MockHost.Errcode(await mock.Post("/cgi-bin/clear_quota/v2", secretly)));
        Assert.Equal(48006, MockHost.Errcode(await mock.Post("/cgi-bin/clear_quota/v2", secretly)));
        Assert.Equal(48006, MockHost.Errcode(await mock.Post(clear, new { appid = MockHost.AppId })));
    }
}
