using Microsoft.Extensions.Options;
using MockWeChat.Platform;

namespace MockWeChat.Quotas;

internal enum Period { Second, Minute, Day, Month }

/// <summary>Calls counted by second, minute, day or month in Beijing time, against the platform's limits.</summary>
internal sealed class QuotaCounters(IOptions<MockOptions> options, TimeProvider clock)
{
    private sealed record Limit(Period Period, long Calls, int Errcode);

    private static readonly Dictionary<string, Limit> Limits = new()
    {
        ["token.day"] = new(Period.Day, 2000, 45009),
        ["stable_token.minute"] = new(Period.Minute, 10_000, 45011),
        ["stable_token.day"] = new(Period.Day, 500_000, 45009),
        ["stable_token.forced.day"] = new(Period.Day, 20, 45009),
        ["jscode2session.person.minute"] = new(Period.Minute, 100, 45011),
        ["resetusersessionkey.minute"] = new(Period.Minute, 60_000, 45011),
        ["send.day"] = new(Period.Day, 10_000_000, 45009),
        ["msg_sec_check.minute"] = new(Period.Minute, 4000, 44991),
        ["getwxacodeunlimit.minute"] = new(Period.Minute, 5000, 45011),
        ["links.second"] = new(Period.Second, 100, 44990),
        ["links.day"] = new(Period.Day, 500_000, 44993),
        ["clear_quota.month"] = new(Period.Month, 10, 48006),
    };

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Window, long Calls)> _spent = [];

    /// <summary>Counts one call; the answer to give when the limit had been reached before it.</summary>
    /// <param name="counter">A name of the table above.</param>
    /// <param name="person">For limits that hold for each person alone.</param>
    public Answer? Spend(string counter, string person = "")
    {
        var limit = Limits[counter];
        var window = Window(limit.Period);
        var allowed = options.Value.Quotas.GetValueOrDefault(counter, limit.Calls);
        lock (_gate)
        {
            var key = counter + person;
            var spent = _spent.TryGetValue(key, out var before) && before.Window == window ? before.Calls : 0;
            if (spent >= allowed) return Exhausted(limit);
            _spent[key] = (window, spent + 1);
            return null;
        }
    }

    /// <summary>What clear_quota does: the day begins anew, the month's count of clearings goes on.</summary>
    public void ClearDay()
    {
        lock (_gate)
            foreach (var counter in _spent.Keys.Where(name => name.EndsWith(".day", StringComparison.Ordinal)).ToArray())
                _spent.Remove(counter);
    }

    private long Window(Period period)
    {
        var beijing = clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8));
        return period switch
        {
            Period.Second => beijing.ToUnixTimeSeconds(),
            Period.Minute => beijing.ToUnixTimeSeconds() / 60,
            Period.Day => beijing.Date.Ticks / TimeSpan.TicksPerDay,
            _ => (beijing.Year * 12) + beijing.Month,
        };
    }

    private static Answer Exhausted(Limit limit) => Answer.Error(limit.Errcode, limit.Errcode switch
    {
        45009 => "reach max api daily quota limit",
        48006 => "forbid to clear quota because of reaching the limit",
        44993 => "link generation limit of the day",
        _ => "api minute-quota reach limit, must slower, retry next minute",
    });
}
