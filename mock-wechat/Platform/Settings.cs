using Microsoft.Extensions.Options;

namespace MockWeChat.Platform;

internal sealed record SettingsChange(
    string? PushUrl = null, PushMode? PushMode = null, PushFormat? PushFormat = null,
    bool? RenewSessionKeyOnLogin = null, bool? RefuseConcurrentSends = null, string? ServerUrl = null);

internal sealed record SettingsView(
    string AppId, string PushUrl, PushMode PushMode, PushFormat PushFormat, bool RenewSessionKeyOnLogin, bool RefuseConcurrentSends, string ServerUrl);

/// <summary>What may change while the program runs: the receiver's address, say, is only known once the receiver is up.</summary>
internal sealed class Settings(IOptions<MockOptions> options)
{
    private volatile SettingsView _now = new(
        options.Value.AppId, options.Value.PushUrl, options.Value.PushMode, options.Value.PushFormat,
        options.Value.RenewSessionKeyOnLogin, options.Value.RefuseConcurrentSends, options.Value.ServerUrl);

    public SettingsView Now => _now;

    public SettingsView Change(SettingsChange change) => _now = _now with
    {
        PushUrl = change.PushUrl ?? _now.PushUrl,
        PushMode = change.PushMode ?? _now.PushMode,
        PushFormat = change.PushFormat ?? _now.PushFormat,
        RenewSessionKeyOnLogin = change.RenewSessionKeyOnLogin ?? _now.RenewSessionKeyOnLogin,
        RefuseConcurrentSends = change.RefuseConcurrentSends ?? _now.RefuseConcurrentSends,
        ServerUrl = change.ServerUrl ?? _now.ServerUrl,
    };
}

internal static class SettingsEndpoints
{
    public static void MapSettings(this WebApplication app)
    {
        app.MapGet("/_mock/settings", (Settings settings) => settings.Now);
        app.MapPut("/_mock/settings", (SettingsChange change, Settings settings) => settings.Change(change));
    }
}
