using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Quotas;

internal static class QuotaEndpoints
{
    public static void MapQuotas(this WebApplication app)
    {
        var quotas = app.Services.GetRequiredService<QuotaCounters>();
        var account = app.Services.GetRequiredService<IOptions<MockOptions>>().Value;

        Answer Clear()
        {
            if (quotas.Spend("clear_quota.month") is { } exhausted) return exhausted;
            quotas.ClearDay();
            return Answer.Ok();
        }

        app.MapInterface(new Interface("/cgi-bin/clear_quota", "POST", call => ValueTask.FromResult(
            call.Text("appid") == account.AppId ? Clear() : Answer.Error(40013, "invalid appid"))));

        app.MapInterface(new Interface("/cgi-bin/clear_quota/v2", "POST", call => ValueTask.FromResult(
            call.Text("appid") != account.AppId ? Answer.Error(40013, "invalid appid")
            : call.Text("appsecret") != account.Secret ? Answer.Error(40125, "invalid appsecret")
            : Clear())) { NeedsToken = false });
    }
}
