using System.Collections.Concurrent;

namespace MockWeChat.Subscriptions;

/// <summary>One message at a time to one person: a second one that meets it is turned away.</summary>
internal sealed class SendGate
{
    private readonly ConcurrentDictionary<string, byte> _busy = new(StringComparer.Ordinal);

    public bool TryEnter(string openid) => _busy.TryAdd(openid, 0);

    public void Leave(string openid) => _busy.TryRemove(openid, out _);
}
