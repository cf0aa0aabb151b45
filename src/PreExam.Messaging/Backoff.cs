namespace PreExam.Messaging;

/// <summary>Exponential waits with jitter, so that what failed together does not come back together.</summary>
internal static class Backoff
{
    public static TimeSpan After(int attempts, QueueOptions options)
    {
        var doublings = Math.Clamp(attempts - 1, 0, 30);
        var wait = Math.Min(options.FirstWait.TotalSeconds * Math.Pow(2, doublings), options.LongestWait.TotalSeconds);
        return TimeSpan.FromSeconds(wait * (0.75 + (Random.Shared.NextDouble() * 0.5)));
    }
}
