using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using MockWeChat.Users;

namespace MockWeChat.Phone;

internal static class PhoneNumberEndpoint
{
    public static void MapPhoneNumber(this WebApplication app)
    {
        var codes = app.Services.GetRequiredService<OneTimeCodes>();
        var account = app.Services.GetRequiredService<IOptions<MockOptions>>().Value;

        app.MapInterface(new Interface("/wxa/business/getuserphonenumber", "POST", call =>
            ValueTask.FromResult(Exchange(call, codes, account.AppId))));
    }

    private static Answer Exchange(ApiCall call, OneTimeCodes codes, string appId)
    {
        var code = call.Text("code");
        var (_, user) = codes.Look(code, CodeKind.Phone);
        if (user is null) return Answer.Error(40029, "invalid code");
        if (user.AppId != appId) return Answer.Error(40013, "invalid appid");
        if (!call.Body.IsMissing("openid") && call.Text("openid") != user.Openid) return Answer.Error(40029, "invalid code");
        if (codes.Use(code, CodeKind.Phone) != CodeState.Good) return Answer.Error(40029, "invalid code");

        return Answer.Ok(("phone_info", new JsonObject
        {
            ["phoneNumber"] = user.PhoneNumber,
            ["purePhoneNumber"] = user.PhoneNumber,
            ["countryCode"] = "86",
            ["watermark"] = new JsonObject { ["timestamp"] = call.Now.ToUnixTimeSeconds(), ["appid"] = appId },
        }));
    }
}
