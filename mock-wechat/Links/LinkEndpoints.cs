using System.Text.Json;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Links;

/// <summary>generate_urllink and generatescheme: two doors to the same rules.</summary>
internal static class LinkEndpoints
{
    private static readonly string[] Versions = ["release", "trial", "develop"];
    private static readonly string[] Quotas = ["links.second", "links.day"];

    public static void MapLinks(this WebApplication app)
    {
        var published = app.Services.GetRequiredService<IOptions<MockOptions>>().Value.PublishedPages;

        app.MapInterface(new Interface("/wxa/generate_urllink", "POST", call => ValueTask.FromResult(
            RefuseTarget(call.Body, published) ?? RefuseExpiry(call)
            ?? Answer.Ok(("url_link", $"https://wxaurl.cn/{RandomText.Of(11)}")))) { Quotas = Quotas });

        app.MapInterface(new Interface("/wxa/generatescheme", "POST", call => ValueTask.FromResult(
            (call.Body.TryGetProperty("jump_wxa", out var target) && target.ValueKind == JsonValueKind.Object ? RefuseTarget(target, published) : null)
            ?? RefuseExpiry(call)
            ?? Answer.Ok(("openlink", $"weixin://dl/business/?t={RandomText.Of(11)}")))) { Quotas = Quotas });
    }

    private static Answer? RefuseTarget(JsonElement target, string[] published)
    {
        var path = target.Text("path");
        var version = target.IsMissing("env_version") ? "release" : target.Text("env_version");
        return path.Length > 0 && !published.Contains(path.TrimStart('/')) ? Answer.Error(40165, "invalid weapp pagepath")
            : target.Text("query").Length > 1024 ? Answer.Error(40212, "invalid query")
            : !Versions.Contains(version) ? Answer.Error(85402, "invalid env_version")
            : null;
    }

    /// <summary>A minute to thirty days, as an instant (kind 0) or in days (kind 1). Without a word: thirty days.</summary>
    private static Answer? RefuseExpiry(ApiCall call)
    {
        var wrong = Answer.Error(85401, "invalid expire_time");
        if (!call.Body.TryWhole("expire_type", 0, out var kind) || kind is not (0 or 1)
            || !call.Body.TryWhole("expire_interval", 30, out var days)
            || !call.Body.TryWhole("expire_time", call.Now.AddDays(30).ToUnixTimeSeconds(), out var instant))
            return wrong;
        var seconds = kind == 1 ? days * 86_400 : instant - call.Now.ToUnixTimeSeconds();
        return seconds is >= 60 and <= 30 * 86_400 ? null : wrong;
    }
}
