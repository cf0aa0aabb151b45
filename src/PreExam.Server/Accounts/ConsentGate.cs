using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Persistence;

namespace PreExam.Server.Accounts;

/// <summary>Nothing is uploaded before the person has agreed to the current texts: the privacy notice, and one for each sensitive kind.</summary>
internal static class ConsentGate
{
    /// <summary>The consents that are missing, as one refusal <c>consent_needed</c> with their kinds, or null.</summary>
    /// <param name="db">The database.</param>
    /// <param name="person">Who has to agree.</param>
    /// <param name="kinds">Kinds beyond the privacy notice, which is always needed.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Refusal?> Missing(PreExamDb db, Guid person, IEnumerable<string> kinds, CancellationToken cancellation)
    {
        var given = (await db.Latest(person, cancellation))
            .Where(consent => consent.IsGiven && ConsentTexts.Find(consent.Kind)?.Version == consent.TextVersion)
            .Select(consent => consent.Kind)
            .ToHashSet(StringComparer.Ordinal);
        string[] missing = [.. kinds.Prepend(ConsentTexts.Privacy).Distinct().Where(kind => !given.Contains(kind))];
        return missing.Length == 0 ? null : new Refusal("consent_needed", missing);
    }

    /// <inheritdoc cref="Missing(PreExamDb, Guid, IEnumerable{string}, CancellationToken)"/>
    public static Task<Refusal?> Missing(PreExamDb db, Guid person, IEnumerable<Sensitivity> touched, CancellationToken cancellation) =>
        Missing(db, person, touched.Select(ConsentTexts.KindFor).OfType<string>(), cancellation);
}
