using MockWeChat.Platform;

namespace MockWeChat.Users;

internal enum CodeKind { Login, Phone }

internal enum CodeState { Good, Unknown, Old, Used }

/// <summary>The codes that a page gets for its server: five minutes, one use, each for its own purpose.</summary>
internal sealed class OneTimeCodes(TimeProvider clock)
{
    private sealed record Code(VirtualUser User, CodeKind Kind, DateTimeOffset ExpiresAt)
    {
        public bool Used { get; set; }
    }

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];

    public (string Code, DateTimeOffset ExpiresAt) Issue(VirtualUser user, CodeKind kind)
    {
        var text = kind == CodeKind.Login ? "0" + RandomText.Of(31) : RandomText.Of(64);
        var code = new Code(user, kind, clock.GetUtcNow() + Life);
        lock (_gate)
        {
            _codes.Add(text, code);
            _order.Enqueue(text);
            if (_order.Count > 10_000) _codes.Remove(_order.Dequeue());
        }
        return (text, code.ExpiresAt);
    }

    /// <summary>Whose code it is and whether it would do; looking does not use it up.</summary>
    public (CodeState State, VirtualUser? User) Look(string text, CodeKind kind)
    {
        lock (_gate) return State(text, kind);
    }

    /// <summary>Uses the code; only one of several callers at once gets <see cref="CodeState.Good"/>.</summary>
    public CodeState Use(string text, CodeKind kind)
    {
        lock (_gate)
        {
            var (state, _) = State(text, kind);
            if (state == CodeState.Good) _codes[text].Used = true;
            return state;
        }
    }

    private (CodeState, VirtualUser?) State(string text, CodeKind kind)
    {
        if (!_codes.TryGetValue(text, out var code) || code.Kind != kind) return (CodeState.Unknown, null);
        var state = code.Used ? CodeState.Used : code.ExpiresAt <= clock.GetUtcNow() ? CodeState.Old : CodeState.Good;
        return (state, code.User);
    }
}
