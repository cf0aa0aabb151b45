using System.Globalization;

namespace PreExam.Server.Accounts;

internal static class RetryAfter
{
    /// <summary>Whole seconds, rounded up: a client that waits exactly so long is not refused again.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
