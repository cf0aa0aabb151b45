namespace PreExam.Domain.Cases;

public sealed partial class Case
{
    private static readonly IReadOnlyDictionary<string, string> NoBlanks = new Dictionary<string, string>();

    /// <summary>
    /// The applicant left: what anybody wrote about or for the person goes, what counts (states, times, reason codes, hashes of pages)
    /// stays for statistics and audit. Only for a case that has ended.
    /// </summary>
    /// <exception cref="InvalidOperationException">The case is still open: it has to be withdrawn first.</exception>
    public void ForgetApplicant()
    {
        if (!IsEnded) throw new InvalidOperationException("An open case is withdrawn before its applicant is forgotten.");
        SubjectSealed = FieldsSealed = ExplanationsSealed = null;
        Scheduled = null;
        foreach (var material in _materials)
        {
            material.TypedFieldsSealed = material.UnavailableSealed = null;
            material.Verdict = WithoutWords(material.Verdict);
        }

        foreach (var round in _rounds)
        {
            round.ReportSealed = null;
            if (round.Feedback is not { } feedback) continue;
            round.Feedback = feedback with
            {
                Words = null,
                Verdicts = feedback.Verdicts.ToDictionary(v => v.Key, v => WithoutWords(v.Value)!),
            };
        }

        Version++;
    }

    /// <summary>Blanks, own words and notes on marks may name the person.</summary>
    private static Verdict? WithoutWords(Verdict? verdict) => verdict is null ? null : verdict with
    {
        OwnWords = null,
        LateReason = null,
        Reasons = [.. verdict.Reasons.Select(reason => reason with { Blanks = NoBlanks, Text = "", Fix = "" })],
        Marks = [.. verdict.Marks.Select(mark => mark with { Note = null })],
    };
}
