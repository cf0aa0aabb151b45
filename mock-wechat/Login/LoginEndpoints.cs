using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using MockWeChat.Quotas;
using MockWeChat.Tokens;
using MockWeChat.Users;

namespace MockWeChat.Login;

internal static class LoginEndpoints
{
    public static void MapLogin(this WebApplication app)
    {
        var login = ActivatorUtilities.CreateInstance<Logins>(app.Services);
        app.MapInterface(new Interface("/sns/jscode2session", "GET", call => ValueTask.FromResult(login.Exchange(call))) { NeedsToken = false });
        app.MapInterface(new Interface("/wxa/checksession", "GET", call => ValueTask.FromResult(
            login.RefuseSignature(call, out _) ?? Answer.Ok())));
        app.MapInterface(new Interface("/wxa/resetusersessionkey", "GET", call => ValueTask.FromResult(
            login.RefuseSignature(call, out var user)
            ?? Answer.Ok(("openid", user!.Openid), ("session_key", user.ResetKey())))) { Quotas = ["resetusersessionkey.minute"] });
    }
}

internal sealed class Logins(IOptions<MockOptions> options, Settings settings, OneTimeCodes codes, VirtualUsers users, QuotaCounters quotas)
{
    private readonly MockOptions _account = options.Value;

    public Answer Exchange(ApiCall call)
    {
        if (_account.RefuseSecret(call.Query("appid"), call.Query("secret")) is { } wrong) return wrong;
        if (call.Query("grant_type") != "authorization_code") return Answer.Error(40002, "invalid grant_type");
        var code = call.Query("js_code");
        if (code.Length == 0) return Answer.Error(41008, "missing code");

        if (codes.Look(code, CodeKind.Login).User is not { } user || user.AppId != _account.AppId) return InvalidCode();
        if (quotas.Spend("jscode2session.person.minute", user.Openid) is { } tooOften) return tooOften;
        switch (codes.Use(code, CodeKind.Login))
        {
            case CodeState.Used: return Answer.Error(40163, "code been used");
            case not CodeState.Good: return InvalidCode();
        }
        if (user.HighRisk) return Answer.Error(40226, "high risk user, login blocked");

        var key = user.Login(settings.Now.RenewSessionKeyOnLogin, call.Now, _account.SessionKeyLife);
        return Answer.Fields(("session_key", key), ("openid", user.Openid));
    }

    public Answer? RefuseSignature(ApiCall call, out VirtualUser? user)
    {
        user = users.FindOwn(call.Query("openid"));
        if (user is null) return Answer.Error(40003, "invalid openid");
        if (call.Query("sig_method") != "hmac_sha256") return Answer.Error(87008, "invalid sig_method");
        if (user.KeyExpired(call.Now)) return Answer.Error(87007, "session_key is not existed or expired");

        // The key is the Base64 text itself, not the sixteen bytes behind it; the message is empty.
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(user.SessionKey!), Array.Empty<byte>()));
        return string.Equals(call.Query("signature"), expected, StringComparison.OrdinalIgnoreCase)
            ? null
            : Answer.Error(87009, "invalid signature");
    }

    private static Answer InvalidCode() => Answer.Error(40029, "invalid code");
}
