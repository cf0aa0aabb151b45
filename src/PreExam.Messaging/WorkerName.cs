namespace PreExam.Messaging;

/// <summary>This process among all workers: readable for an operator, unique across restarts.</summary>
internal static class WorkerName
{
    private static long _claims;

    public static string Value { get; } =
        $"{Machine()}:{Environment.ProcessId}:{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>A name for one claim; never given twice.</summary>
    public static string NewLease() => $"{Value}#{Interlocked.Increment(ref _claims)}";

    private static string Machine() => Environment.MachineName is { Length: > 40 } name ? name[..40] : Environment.MachineName;
}
