using System.Collections.Frozen;

namespace PreExam.Server.Platform;

/// <summary>One stable code: its HTTP status and what it says, in Chinese first.</summary>
/// <param name="Code">Public contract: added, never renamed.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="TitleZh">What is wrong.</param>
/// <param name="TitleEn">What is wrong.</param>
/// <param name="RemedyZh">What to do about it.</param>
/// <param name="RemedyEn">What to do about it.</param>
public sealed record ProblemKind(string Code, int Status, string TitleZh, string TitleEn, string RemedyZh, string RemedyEn);

/// <summary>Every expected "no" of the API, one place: <c>docs/problems.md</c> is generated from it. A part per capability.</summary>
public static partial class ProblemCatalogue
{
    private static readonly FrozenDictionary<string, ProblemKind> ByCode = All().ToFrozenDictionary(k => k.Code, StringComparer.Ordinal);

    /// <summary>All kinds, by code.</summary>
    public static IReadOnlyList<ProblemKind> Kinds { get; } = [.. ByCode.Values.OrderBy(k => k.Code, StringComparer.Ordinal)];

    /// <summary>The kind of a code.</summary>
    /// <exception cref="InvalidOperationException">The code is not in the catalogue: a defect.</exception>
    public static ProblemKind Get(string code) =>
        ByCode.TryGetValue(code, out var kind) ? kind : throw new InvalidOperationException($"Problem code '{code}' is not in the catalogue.");

    private static IEnumerable<ProblemKind> All() =>
    [
        .. General,
        .. Accounts,
        .. Catalogue,
        .. Uploads,
        .. Pages,
        .. Cases,
        .. Review,
        .. Filings,
    ];
}
