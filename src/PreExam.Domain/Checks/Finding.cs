using System.Security.Cryptography;
using System.Text;
using PreExam.Domain.Matters;

namespace PreExam.Domain.Checks;

/// <summary>Where a compared value came from.</summary>
public enum ValueOrigin
{
    /// <summary>An answer to a question.</summary>
    Answer,

    /// <summary>Typed into the form.</summary>
    Form,

    /// <summary>Typed off a paper.</summary>
    Paper,

    /// <summary>Known from the sign-in.</summary>
    Identity,

    /// <summary>The calendar.</summary>
    Calendar,

    /// <summary>The matter's own rule.</summary>
    Rule,

    /// <summary>Counted or measured on the pages.</summary>
    Pages,
}

/// <summary>One value that a check looked at.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The value, numbers of persons masked; null where it is not known.</param>
/// <param name="Origin">Where it came from.</param>
public sealed record ComparedValue(LocalText Label, string? Value, ValueOrigin Origin);

/// <summary>What was compared with what.</summary>
/// <param name="Sentence">In one plain sentence.</param>
/// <param name="Values">The values, one by one.</param>
public sealed record Explanation(LocalText Sentence, IReadOnlyList<ComparedValue> Values);

/// <summary>What a check found (问题).</summary>
/// <param name="Id">The same for the same check and target in every run, so that an applicant's explanation stays with it.</param>
/// <param name="CheckId">The check.</param>
/// <param name="Severity">What a failure means.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Result">What the check says.</param>
/// <param name="Message">What is wrong, or what can't be told.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Explanation">What was compared with what.</param>
public sealed record Finding(
    string Id,
    string CheckId,
    Severity Severity,
    CheckTarget Target,
    CheckResult Result,
    LocalText Message,
    LocalText Remedy,
    Explanation Explanation)
{
    /// <summary>The id of what <paramref name="checkId"/> finds on <paramref name="target"/>: short, and fit for an address.</summary>
    public static string IdFor(string checkId, CheckTarget target)
    {
        var text = $"{checkId}\n{target.Kind}\n{target.Id}\n{target.Slot}\n{target.Field}";
        return "f" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }
}

/// <summary>What a whole run of checks said.</summary>
/// <param name="Findings">One for every check that applied, passed ones too, in the order of the plan.</param>
public sealed record CheckReport(IReadOnlyList<Finding> Findings)
{
    /// <summary>Everything that did not pass.</summary>
    public IEnumerable<Finding> Open => Findings.Where(f => f.Result != CheckResult.Passed);

    /// <summary>What refuses a submission.</summary>
    public IEnumerable<Finding> Blockers => Findings.Where(f => f is { Result: CheckResult.Failed, Severity: Severity.Blocker });

    /// <summary>What needs a new page or the applicant's explanation.</summary>
    public IEnumerable<Finding> ToExplain => Findings.Where(f => f is { Result: CheckResult.Failed, Severity: Severity.Warning });
}
