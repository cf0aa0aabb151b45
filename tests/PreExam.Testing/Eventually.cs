namespace PreExam.Testing;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns as soon as the condition holds; fails after half a minute, which a loaded machine may need, or the given patience.</summary>
    public static async Task Holds(Func<Task<bool>> condition, string? what = null, TimeSpan? patience = null)
    {
        var begun = TimeProvider.System.GetTimestamp();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(begun) > (patience ?? Patience)) throw new TimeoutException($"Did not come true: {what ?? "the condition"}.");
            await again.WaitForNextTickAsync();
        }
    }

    /// <inheritdoc cref="Holds(Func{Task{bool}}, string?, TimeSpan?)" />
    public static Task Holds(Func<bool> condition, string? what = null, TimeSpan? patience = null) => Holds(() => Task.FromResult(condition()), what, patience);
}
