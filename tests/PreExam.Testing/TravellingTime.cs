namespace PreExam.Testing;

/// <summary>
/// The system's clock plus a distance that a test chooses. It goes on by itself, so that time-outs and retries inside
/// the hosted program still end; it never runs backwards.
/// </summary>
public sealed class TravellingTime : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    /// <summary>Moves on by <paramref name="distance"/>. Timers that run already are not called earlier for it.</summary>
    public void Advance(TimeSpan distance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(distance, TimeSpan.Zero);
        Interlocked.Add(ref _ahead, distance.Ticks);
    }

    /// <summary>Moves on to an instant that is still to come.</summary>
    public void TravelTo(DateTimeOffset instant) => Advance(instant - GetUtcNow());
}
