namespace PreExam.Domain.Filings;

/// <summary>One immutable fact told by a department.</summary>
/// <param name="Id">Row id, GUID v7.</param>
/// <param name="FilingId">The filing.</param>
/// <param name="Source">Who told it, for example a department's code.</param>
/// <param name="SourceEventId">The source's own id; the same id twice changes nothing.</param>
/// <param name="Status">The status that it tells.</param>
/// <param name="SourceAt">When it happened, by the source's clock, in whole microseconds: what every database keeps.</param>
/// <param name="Sequence">The source's sequence, 0 when it gives none.</param>
/// <param name="ReceivedAt">When we heard of it.</param>
public sealed record FilingEvent(
    Guid Id, Guid FilingId, string Source, string SourceEventId, FilingStatus Status, DateTimeOffset SourceAt, long Sequence, DateTimeOffset ReceivedAt)
{
    /// <summary>The same instant in UTC without what some databases would cut off: a fact must sort alike before and after it is stored.</summary>
    public static DateTimeOffset Storable(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>The order in which things happened, however they arrived; the same for everyone who knows the same facts.</summary>
    public static IReadOnlyList<FilingEvent> InOrder(IEnumerable<FilingEvent> events) =>
    [
        .. events.OrderBy(e => e.SourceAt).ThenBy(e => e.Sequence)
            .ThenBy(e => e.SourceEventId, StringComparer.Ordinal).ThenBy(e => e.Source, StringComparer.Ordinal),
    ];

    /// <summary>What the facts come to in the end, and since when it has been so without a break; null when nothing is known.</summary>
    /// <param name="events">The facts, in any order.</param>
    /// <param name="meaning">What one status comes to.</param>
    internal static (T Value, DateTimeOffset Since)? Outcome<T>(IEnumerable<FilingEvent> events, Func<FilingStatus, T> meaning)
        where T : struct, Enum
    {
        (T Value, DateTimeOffset Since)? outcome = null;
        foreach (var happened in InOrder(events))
        {
            var value = meaning(happened.Status);
            if (outcome is not { } before || !EqualityComparer<T>.Default.Equals(before.Value, value)) outcome = (value, happened.SourceAt);
        }

        return outcome;
    }
}
