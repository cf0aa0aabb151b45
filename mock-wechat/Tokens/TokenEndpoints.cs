using System.Net;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Tokens;

internal static class TokenEndpoints
{
    public static void MapTokens(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<AccessTokens>();
        var account = app.Services.GetRequiredService<IOptions<MockOptions>>().Value;

        app.MapInterface(new Interface("/cgi-bin/token", "GET", call => ValueTask.FromResult(
            account.Refuse(call.Query("grant_type"), call.Query("appid"), call.Query("secret"), call.Http.Connection.RemoteIpAddress)
            ?? tokens.Plain())) { NeedsToken = false, Quotas = ["token.day"] });

        app.MapInterface(new Interface("/cgi-bin/stable_token", "POST", call => ValueTask.FromResult(
            account.Refuse(call.Text("grant_type"), call.Text("appid"), call.Text("secret"), call.Http.Connection.RemoteIpAddress)
            ?? (call.Body.TryBool("force_refresh", false, out var forced) ? tokens.Stable(forced) : Answer.Error(47001, "data format error"))))
        { NeedsToken = false, Quotas = ["stable_token.minute", "stable_token.day"] });
    }

    private static Answer? Refuse(this MockOptions account, string grant, string appId, string secret, IPAddress? caller)
    {
        if (grant != "client_credential") return Answer.Error(40002, "invalid grant_type");
        if (account.RefuseSecret(appId, secret) is { } wrong) return wrong;
        var from = (caller ?? IPAddress.Loopback).MapToIPv4().ToString();
        return account.AllowedAddresses.Count == 0 || account.AllowedAddresses.Contains(from)
            ? null
            : Answer.Error(40164, $"invalid ip {from} ipv6 ::ffff:{from}, not in whitelist");
    }

    public static Answer? RefuseSecret(this MockOptions account, string appId, string secret) =>
        appId.Length == 0 ? Answer.Error(41002, "appid missing")
        : secret.Length == 0 ? Answer.Error(41004, "appsecret missing")
        : appId != account.AppId ? Answer.Error(40013, "invalid appid")
        : secret != account.Secret ? Answer.Error(40125, "invalid appsecret")
        : null;
}
