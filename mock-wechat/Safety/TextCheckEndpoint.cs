using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using MockWeChat.Users;

namespace MockWeChat.Safety;

internal static class TextCheckEndpoint
{
    private const int NothingFound = 100;
    private const int OtherwiseIllegal = 21000;

    public static void MapSafety(this WebApplication app)
    {
        var users = app.Services.GetRequiredService<VirtualUsers>();
        var words = app.Services.GetRequiredService<IOptions<MockOptions>>().Value.SensitiveWords;
        app.MapInterface(new Interface("/wxa/msg_sec_check", "POST", call => ValueTask.FromResult(Check(call, users, words)))
        {
            Quotas = ["msg_sec_check.minute"],
        });
    }

    private static Answer Check(ApiCall call, VirtualUsers users, string[] words)
    {
        var content = call.Text("content");
        if (content.Length == 0) return Answer.Error(44002, "empty post data");
        if (content.Length > 2500 || !call.Body.TryWhole("version", 0, out var version) || version != 2) return Answer.Error(40097, "invalid args");
        if (!call.Body.TryWhole("scene", 0, out var scene) || scene is < 1 or > 4) return Answer.Error(40129, "invalid scene");
        if (users.FindOwn(call.Text("openid")) is not { } user)
            return users.Find(call.Text("openid")) is null ? Answer.Error(40003, "invalid openid") : Answer.Error(43104, "appid not match with openid");
        if (call.Now - user.LastSeenAt > TimeSpan.FromHours(2)) return Answer.Error(61010, "code is expired");

        var risky = words.Any(content.Contains);
        return Answer.Ok(
            ("result", new JsonObject { ["suggest"] = risky ? "risky" : "pass", ["label"] = risky ? OtherwiseIllegal : NothingFound }),
            ("detail", new JsonArray()),
            ("trace_id", RandomText.Of(24)));
    }
}
