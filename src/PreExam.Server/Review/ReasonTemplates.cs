using System.Text.Json;
using System.Text.RegularExpressions;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>A reason as caseworkers choose it; blanks stand in braces.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Group">image, document, consistency, formality, completeness or eligibility.</param>
/// <param name="Blocking">Must be corrected before passing; otherwise advice.</param>
/// <param name="TitleZh">Short title.</param>
/// <param name="TitleEn">Short title.</param>
/// <param name="Message">What the applicant reads.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Elder">The same in one short sentence.</param>
/// <param name="Blanks">Every blank; none may stay empty.</param>
/// <param name="AppliesTo">Forms of paper for which it is offered.</param>
public sealed record ReasonTemplate(
    string Code, string Group, bool Blocking, string TitleZh, string TitleEn, string Message, string Fix, string Elder,
    IReadOnlyList<string> Blanks, IReadOnlyList<string> AppliesTo);

/// <summary>The county's reasons (理由模板), read once from the file beside this class.</summary>
internal sealed partial class ReasonTemplates
{
    private readonly Dictionary<string, ReasonTemplate> _byCode;

    private ReasonTemplates(ReasonFile file)
    {
        All = file.Reasons;
        _byCode = file.Reasons.ToDictionary(r => r.Code, StringComparer.Ordinal);
    }

    public static ReasonTemplates Shipped { get; } = Read();

    public IReadOnlyList<ReasonTemplate> All { get; }

    /// <summary>Fills a template.</summary>
    /// <returns>The reason, or null with what is wrong: an unknown code, an empty, missing or unknown blank.</returns>
    public VerdictReason? Fill(string code, IReadOnlyDictionary<string, string?> blanks, string path, ICollection<FieldError> errors)
    {
        if (!_byCode.TryGetValue(code, out var template))
        {
            errors.Add(new FieldError($"{path}.code", "reason_unknown", "No such reason; see staff/reasons."));
            return null;
        }

        foreach (var missing in template.Blanks.Where(b => !blanks.TryGetValue(b, out var value) || string.IsNullOrWhiteSpace(value)))
            errors.Add(new FieldError($"{path}.blanks.{missing}", "blank_empty", "This blank must be filled."));
        foreach (var unknown in blanks.Keys.Except(template.Blanks))
            errors.Add(new FieldError($"{path}.blanks.{unknown}", "blank_unknown", "The reason has no such blank."));
        foreach (var longOne in blanks.Where(b => b.Value is { Length: > 200 }))
            errors.Add(new FieldError($"{path}.blanks.{longOne.Key}", "too_long", "At most 200 characters."));
        if (errors.Count > 0) return null;
        var filled = blanks.ToDictionary(b => b.Key, b => b.Value!, StringComparer.Ordinal);
        return new VerdictReason(code, filled, Fill(template.Message, filled), Fill(template.Fix, filled));
    }

    /// <summary>Replaces every blank of a text.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> blanks) =>
        Blank().Replace(text, match => blanks.TryGetValue(match.Groups[1].Value, out var value) ? value : match.Value);

    /// <summary>Reasons offered for a form of paper, or for the typed form.</summary>
    public IEnumerable<ReasonTemplate> For(PaperForm? form) =>
        form is null ? All : All.Where(r => r.AppliesTo.Contains(form.Value.ToString(), StringComparer.OrdinalIgnoreCase));

    private static ReasonTemplates Read()
    {
        using var stream = typeof(ReasonTemplates).Assembly.GetManifestResourceStream("PreExam.Server.Review.reasons.json")
            ?? throw new InvalidOperationException("The reasons are not in the assembly.");
        return new ReasonTemplates(JsonSerializer.Deserialize<ReasonFile>(stream, Wire.Json)!);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Blank();

    private sealed record ReasonFile(IReadOnlyList<ReasonTemplate> Reasons);
}
