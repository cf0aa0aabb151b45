using System.Security.Cryptography;
using System.Text;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class LoginTests
{
    private static async Task<string> Signed(MockHost mock, string path, string openid, string key)
    {
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Array.Empty<byte>()));
        return $"{await mock.WithToken(path)}&openid={openid}&signature={signature}&sig_method=hmac_sha256";
    }

    [Fact]
    public async Task A_fresh_code_gives_the_openid_and_a_key_of_sixteen_bytes()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();

        var session = await mock.Exchange(await mock.Code(openid));

        Assert.Equal(openid, session.GetProperty("openid").GetString());
        Assert.Equal(28, openid.Length);
        Assert.Equal(16, session.GetProperty("session_key").GetBytesFromBase64().Length);
        Assert.False(session.TryGetProperty("errcode", out _));
    }

    [Fact]
    public async Task A_code_can_be_used_once()
    {
        await using var mock = await MockHost.Start();
        var code = await mock.Code(await mock.NewUser());
        await mock.Exchange(code);

        Assert.Equal(40163, MockHost.Errcode(await mock.Exchange(code)));
    }

    [Fact]
    public async Task Of_two_who_use_a_code_at_once_one_is_refused()
    {
        await using var mock = await MockHost.Start();
        var code = await mock.Code(await mock.NewUser());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => mock.Exchange(code)));

        Assert.Single(answers, answer => MockHost.Errcode(answer) == 0);
        Assert.Equal(7, answers.Count(answer => MockHost.Errcode(answer) == 40163));
    }

    [Fact]
    public async Task An_unknown_code_an_old_one_a_neighbours_one_and_a_phone_code_are_invalid()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        var old = await mock.Code(openid);
        mock.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Assert.Equal(40029, MockHost.Errcode(await mock.Exchange("never-issued")));
        Assert.Equal(40029, MockHost.Errcode(await mock.Exchange(old)));
        Assert.Equal(40029, MockHost.Errcode(await mock.Exchange(await mock.Code(await mock.NewUser(ofNeighbour: true)))));
        Assert.Equal(40029, MockHost.Errcode(await mock.Exchange(await mock.Code(openid, "phone-code"))));
    }

    [Theory]
    [InlineData(MockHost.NeighbourAppId, MockHost.Secret, 40013)]
    [InlineData(MockHost.AppId, "another", 40125)]
    [InlineData("", MockHost.Secret, 41002)]
    [InlineData(MockHost.AppId, "", 41004)]
    public async Task A_wrong_account_is_refused_and_the_code_stays_good(string appId, string secret, int errcode)
    {
        await using var mock = await MockHost.Start();
        var code = await mock.Code(await mock.NewUser());

        Assert.Equal(errcode, MockHost.Errcode(await mock.Exchange(code, appId, secret)));
        Assert.Equal(0, MockHost.Errcode(await mock.Exchange(code)));
    }

    [Fact]
    public async Task A_person_of_high_risk_is_kept_out()
    {
        await using var mock = await MockHost.Start();

        Assert.Equal(40226, MockHost.Errcode(await mock.Exchange(await mock.Code(await mock.NewUser(highRisk: true)))));
    }

    [Fact]
    public async Task One_person_may_log_in_a_hundred_times_a_minute()
    {
        await using var mock = await MockHost.Start("--Mock:Quotas:jscode2session.person.minute=2");
        var openid = await mock.NewUser();
        mock.Clock.TravelTo(NextMinute(mock));
        await mock.Login(openid);
        await mock.Login(openid);

        Assert.Equal(45011, MockHost.Errcode(await mock.Exchange(await mock.Code(openid))));
        Assert.Equal(0, MockHost.Errcode(await mock.Exchange(await mock.Code(await mock.NewUser()))));
        mock.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, MockHost.Errcode(await mock.Exchange(await mock.Code(openid))));
    }

    [Fact]
    public async Task A_new_login_renews_the_key_and_the_old_signature_is_refused()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        var former = await mock.Login(openid);
        Assert.Equal(0, MockHost.Errcode(await mock.Get(await Signed(mock, "/wxa/checksession", openid, former))));

        var renewed = await mock.Login(openid);

        Assert.NotEqual(former, renewed);
        Assert.Equal(87009, MockHost.Errcode(await mock.Get(await Signed(mock, "/wxa/checksession", openid, former))));
        Assert.Equal(0, MockHost.Errcode(await mock.Get(await Signed(mock, "/wxa/checksession", openid, renewed))));
    }

    [Fact]
    public async Task Renewing_the_key_on_login_can_be_switched_off()
    {
        await using var mock = await MockHost.Start("--Mock:RenewSessionKeyOnLogin=false");
        var openid = await mock.NewUser();

        Assert.Equal(await mock.Login(openid), await mock.Login(openid));
    }

    [Fact]
    public async Task Data_sealed_after_a_new_login_does_not_open_with_the_old_key()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        var former = await mock.Login(openid);
        var renewed = await mock.Login(openid);

        var data = await mock.Post($"/_mock/users/{openid}/open-data", new { });

        byte[] Open(string key)
        {
            using var aes = Aes.Create();
            aes.Key = Convert.FromBase64String(key);
            return aes.DecryptCbc(data.GetProperty("encryptedData").GetBytesFromBase64(), data.GetProperty("iv").GetBytesFromBase64(), PaddingMode.None);
        }
        Assert.Contains(openid, Encoding.UTF8.GetString(Open(renewed)), StringComparison.Ordinal);
        Assert.DoesNotContain(openid, Encoding.UTF8.GetString(Open(former)), StringComparison.Ordinal);
        Assert.Equal(PushReceiver.Sha1(data.GetProperty("rawData").GetString() + renewed), data.GetProperty("signature").GetString());
    }

    [Fact]
    public async Task A_reset_gives_a_new_key_and_ends_the_old_one()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        var former = await mock.Login(openid);

        var reset = await mock.Get(await Signed(mock, "/wxa/resetusersessionkey", openid, former));

        Assert.Equal(openid, reset.GetProperty("openid").GetString());
        Assert.NotEqual(former, reset.GetProperty("session_key").GetString());
        Assert.Equal(87009, MockHost.Errcode(await mock.Get(await Signed(mock, "/wxa/checksession", openid, former))));
    }

    [Fact]
    public async Task A_wrong_method_of_signing_an_expired_key_and_a_stranger_are_refused()
    {
        await using var mock = await MockHost.Start("--Mock:SessionKeyLife=00:30:00");
        var openid = await mock.NewUser();
        var key = await mock.Login(openid);
        var asked = await Signed(mock, "/wxa/checksession", openid, key);

        Assert.Equal(87008, MockHost.Errcode(await mock.Get(asked.Replace("hmac_sha256", "md5", StringComparison.Ordinal))));
        Assert.Equal(40003, MockHost.Errcode(await mock.Get(await Signed(mock, "/wxa/checksession", "oNobody", key))));
        mock.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(87007, MockHost.Errcode(await mock.Get(asked)));
    }

    private static DateTimeOffset NextMinute(MockHost mock) =>
        DateTimeOffset.FromUnixTimeSeconds(((mock.Clock.GetUtcNow().ToUnixTimeSeconds() / 60) + 1) * 60);
}
