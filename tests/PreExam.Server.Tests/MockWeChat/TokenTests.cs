using System.Text.Json;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class TokenTests
{
    private static string Token(JsonElement answer) => answer.GetProperty("access_token").GetString()!;

    [Fact]
    public async Task The_stable_token_stays_the_same_and_tells_the_seconds_that_are_left()
    {
        await using var mock = await MockHost.Start();
        var first = await mock.AskStableToken();
        mock.Clock.Advance(TimeSpan.FromMinutes(100));

        var later = await mock.AskStableToken();

        Assert.Equal(Token(first), Token(later));
        Assert.Equal(7200, first.GetProperty("expires_in").GetInt32());
        Assert.InRange(later.GetProperty("expires_in").GetInt32(), 1100, 1200);
    }

    [Fact]
    public async Task Five_minutes_before_its_end_the_stable_token_is_renewed_and_both_are_good_until_then()
    {
        await using var mock = await MockHost.Start();
        var former = Token(await mock.AskStableToken());
        mock.Clock.Advance(TimeSpan.FromMinutes(116));

        var renewed = Token(await mock.AskStableToken());

        Assert.NotEqual(former, renewed);
        Assert.Equal(0, await mock.TryToken(former));
        Assert.Equal(0, await mock.TryToken(renewed));
        mock.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(42001, await mock.TryToken(former));
    }

    [Fact]
    public async Task A_forced_refresh_ends_the_former_token_at_once()
    {
        await using var mock = await MockHost.Start();
        var former = Token(await mock.AskStableToken());

        var forced = Token(await mock.AskStableToken(forced: true));

        Assert.NotEqual(former, forced);
        Assert.Equal(40001, await mock.TryToken(former));
        Assert.Equal(0, await mock.TryToken(forced));
        Assert.Equal(forced, Token(await mock.AskStableToken()));
    }

    [Fact]
    public async Task Forcing_again_within_thirty_seconds_is_refused()
    {
        await using var mock = await MockHost.Start();
        await mock.AskStableToken(forced: true);

        mock.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(45011, MockHost.Errcode(await mock.AskStableToken(forced: true)));

        mock.Clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken(forced: true)));
    }

    [Fact]
    public async Task The_twenty_first_forced_refresh_of_a_day_is_refused_until_midnight_in_Beijing()
    {
        await using var mock = await MockHost.Start();
        var midnight = new DateTimeOffset(mock.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date.AddDays(1), TimeSpan.FromHours(8));
        mock.Clock.TravelTo(midnight);
        for (var time = 0; time < 20; time++)
        {
            Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken(forced: true)));
            mock.Clock.Advance(TimeSpan.FromSeconds(31));
        }

        Assert.Equal(45009, MockHost.Errcode(await mock.AskStableToken(forced: true)));

        mock.Clock.TravelTo(midnight.AddDays(1));
        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken(forced: true)));
    }

    [Fact]
    public async Task A_second_plain_token_leaves_the_former_five_minutes()
    {
        await using var mock = await MockHost.Start();
        var former = Token(await mock.AskPlainToken());

        var second = Token(await mock.AskPlainToken());

        Assert.NotEqual(former, second);
        Assert.Equal(0, await mock.TryToken(former));
        mock.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.Equal(40001, await mock.TryToken(former));
        Assert.Equal(0, await mock.TryToken(second));
    }

    [Fact]
    public async Task Plain_and_stable_tokens_do_not_disturb_each_other()
    {
        await using var mock = await MockHost.Start();
        var stable = Token(await mock.AskStableToken());
        var plain = Token(await mock.AskPlainToken());
        await mock.AskStableToken(forced: true);
        var newest = Token(await mock.AskStableToken());
        await mock.AskPlainToken();

        Assert.Equal(40001, await mock.TryToken(stable));
        Assert.Equal(0, await mock.TryToken(newest));
        Assert.Equal(0, await mock.TryToken(plain));
    }

    [Fact]
    public async Task Missing_foreign_malformed_and_expired_tokens_are_told_apart()
    {
        await using var mock = await MockHost.Start();
        await using var other = await MockHost.Start();
        var own = Token(await mock.AskStableToken());
        var foreign = Token(await other.AskStableToken());

        Assert.Equal(41001, await mock.TryToken(""));
        Assert.Equal(40001, await mock.TryToken(foreign));
        Assert.Equal(40014, await mock.TryToken("anything"));
        mock.Clock.Advance(TimeSpan.FromSeconds(7201));
        Assert.Equal(42001, await mock.TryToken(own));
    }

    [Theory]
    [InlineData("", MockHost.Secret, 41002)]
    [InlineData(MockHost.AppId, "", 41004)]
    [InlineData(MockHost.NeighbourAppId, MockHost.Secret, 40013)]
    [InlineData(MockHost.AppId, "another", 40125)]
    public async Task A_wrong_account_is_refused_by_both_token_interfaces(string appId, string secret, int errcode)
    {
        await using var mock = await MockHost.Start();

        Assert.Equal(errcode, MockHost.Errcode(await mock.AskStableToken(false, appId, secret)));
        Assert.Equal(errcode, MockHost.Errcode(await mock.Get($"/cgi-bin/token?grant_type=client_credential&appid={appId}&secret={secret}")));
    }

    [Fact]
    public async Task A_wrong_grant_type_is_refused()
    {
        await using var mock = await MockHost.Start();

        Assert.Equal(40002, MockHost.Errcode(await mock.Get($"/cgi-bin/token?appid={MockHost.AppId}&secret={MockHost.Secret}")));
    }

    [Fact]
    public async Task A_caller_whose_address_is_not_listed_gets_no_token()
    {
        await using var mock = await MockHost.Start("--Mock:AllowedAddresses:0=10.1.2.3");

        var refused = await mock.AskStableToken();

        Assert.Equal(40164, MockHost.Errcode(refused));
        Assert.Contains("127.0.0.1", refused.GetProperty("errmsg").GetString(), StringComparison.Ordinal);
    }
}
