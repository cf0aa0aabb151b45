namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class PhoneNumberTests
{
    [Fact]
    public async Task A_fresh_code_gives_the_number_with_the_watermark_of_this_account()
    {
        await using var mock = await MockHost.Start();
        var user = await mock.Post("/_mock/users", new { nickname = "小李", phoneNumber = "19900000001" });
        var openid = user.GetProperty("openid").GetString()!;

        var told = (await mock.PhoneNumber(await mock.Code(openid, "phone-code"), openid)).GetProperty("phone_info");

        Assert.Equal("19900000001", told.GetProperty("purePhoneNumber").GetString());
        Assert.Equal("19900000001", told.GetProperty("phoneNumber").GetString());
        Assert.Equal("86", told.GetProperty("countryCode").GetString());
        Assert.Equal(MockHost.AppId, told.GetProperty("watermark").GetProperty("appid").GetString());
        Assert.Equal(mock.Clock.GetUtcNow().ToUnixTimeSeconds(), told.GetProperty("watermark").GetProperty("timestamp").GetInt64(), 5.0);
    }

    [Fact]
    public async Task A_used_code_an_old_one_a_login_code_and_another_persons_are_invalid()
    {
        await using var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        var used = await mock.Code(openid, "phone-code");
        await mock.PhoneNumber(used);
        var old = await mock.Code(openid, "phone-code");
        mock.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));

        Assert.Equal(40029, MockHost.Errcode(await mock.PhoneNumber(used)));
        Assert.Equal(40029, MockHost.Errcode(await mock.PhoneNumber(old)));
        Assert.Equal(40029, MockHost.Errcode(await mock.PhoneNumber(await mock.Code(openid))));
        Assert.Equal(40029, MockHost.Errcode(await mock.PhoneNumber("never-issued")));
        Assert.Equal(40029, MockHost.Errcode(await mock.PhoneNumber(await mock.Code(openid, "phone-code"), await mock.NewUser())));
    }

    [Fact]
    public async Task A_code_of_another_account_is_told_apart()
    {
        await using var mock = await MockHost.Start();
        var neighbour = await mock.NewUser(ofNeighbour: true);

        Assert.Equal(40013, MockHost.Errcode(await mock.PhoneNumber(await mock.Code(neighbour, "phone-code"))));
    }
}
