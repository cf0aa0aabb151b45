using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Users;

/// <summary>A made-up person in one mini-program: an openid belongs to an appid, and so do this person's codes.</summary>
internal sealed class VirtualUser(string openid, string appId, string nickname, string phoneNumber, bool highRisk)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _keyExpiresAt;

    public string Openid { get; } = openid;
    public string AppId { get; } = appId;
    public string Nickname { get; } = nickname;
    public string PhoneNumber { get; } = phoneNumber;

    /// <summary>The platform's risk control blocks the login of this one.</summary>
    public bool HighRisk { get; } = highRisk;

    public string? SessionKey { get; private set; }

    /// <summary>Content security only speaks about people who were there lately.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public string Login(bool renewKey, DateTimeOffset now, TimeSpan keyLife)
    {
        lock (_gate)
        {
            LastSeenAt = now;
            if (renewKey || SessionKey is null || _keyExpiresAt <= now) SessionKey = NewKey();
            _keyExpiresAt = now + keyLife;
            return SessionKey;
        }
    }

    /// <summary>A new key that ends when the former one would have ended.</summary>
    public string ResetKey()
    {
        lock (_gate) return SessionKey = NewKey();
    }

    public bool KeyExpired(DateTimeOffset now) => SessionKey is null || _keyExpiresAt <= now;

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
}

internal sealed class VirtualUsers(IOptions<MockOptions> options)
{
    private readonly ConcurrentDictionary<string, VirtualUser> _byOpenid = new(StringComparer.Ordinal);

    public IEnumerable<VirtualUser> All => _byOpenid.Values.OrderBy(user => user.Nickname, StringComparer.Ordinal);

    public VirtualUser Create(string nickname, string? phoneNumber, bool ofNeighbour, bool highRisk)
    {
        var user = new VirtualUser(
            "o" + RandomText.Of(27), ofNeighbour ? options.Value.NeighbourAppId : options.Value.AppId, nickname,
            phoneNumber ?? "199" + RandomText.Digits(8), highRisk);
        return _byOpenid[user.Openid] = user;
    }

    public VirtualUser? Find(string openid) => _byOpenid.GetValueOrDefault(openid);

    /// <summary>Somebody in this account's mini-program; a neighbour's openid is as unknown here as an invented one.</summary>
    public VirtualUser? FindOwn(string openid) =>
        Find(openid) is { } user && user.AppId == options.Value.AppId ? user : null;
}
