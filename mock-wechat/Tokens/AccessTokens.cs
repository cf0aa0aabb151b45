using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MockWeChat.Platform;
using MockWeChat.Quotas;

namespace MockWeChat.Tokens;

/// <summary>Both families of access tokens. They live side by side; neither ends the other's.</summary>
internal sealed partial class AccessTokens(IOptions<MockOptions> options, QuotaCounters quotas, TimeProvider clock)
{
    private sealed record Issued(string Text, DateTimeOffset ExpiresAt)
    {
        /// <summary>When a newer token ends this one, before its life is over.</summary>
        public DateTimeOffset SupersededAt { get; set; } = DateTimeOffset.MaxValue;
    }

    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenForced = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Issued> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = [];
    private Issued? _plain;
    private readonly List<Issued> _stable = []; // the last one is current; near its end the one before it still lives
    private DateTimeOffset _lastForced = DateTimeOffset.MinValue;

    [GeneratedRegex(@"^[0-9]{2}_[A-Za-z0-9_-]{120}\z")]
    private static partial Regex WellFormed();

    public Answer? Refuse(string token)
    {
        if (token.Length == 0) return Answer.Error(41001, "access_token missing");
        if (!WellFormed().IsMatch(token)) return Answer.Error(40014, "invalid access_token");
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (!_known.TryGetValue(token, out var issued) || issued.SupersededAt <= now)
                return Answer.Error(40001, "invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r");
            return issued.ExpiresAt <= now ? Answer.Error(42001, "access_token expired") : null;
        }
    }

    public Answer Plain()
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            if (_plain is not null) _plain.SupersededAt = now + Overlap;
            return Told(_plain = Issue(now), now);
        }
    }

    public Answer Stable(bool forced)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var current = _stable.LastOrDefault();
            if (!forced && current is not null && current.ExpiresAt - now > Overlap) return Told(current, now);
            if (forced)
            {
                if (now - _lastForced < BetweenForced) return Answer.Error(45011, "api minute-quota reach limit, must slower, retry next minute");
                if (quotas.Spend("stable_token.forced.day") is { } exhausted) return exhausted;
                _lastForced = now;
                foreach (var former in _stable) former.SupersededAt = now;
            }
            _stable.RemoveAll(former => former.ExpiresAt <= now || former.SupersededAt <= now);
            _stable.Add(Issue(now));
            return Told(_stable[^1], now);
        }
    }

    private Issued Issue(DateTimeOffset now)
    {
        var token = new Issued($"97_{RandomText.Of(120)}", now + options.Value.TokenLife);
        _known.Add(token.Text, token);
        _order.Enqueue(token.Text);
        if (_order.Count > 5000) _known.Remove(_order.Dequeue());
        return token;
    }

    private static Answer Told(Issued token, DateTimeOffset now) => Answer.Fields(
        ("access_token", token.Text), ("expires_in", (int)(token.ExpiresAt - now).TotalSeconds));
}
