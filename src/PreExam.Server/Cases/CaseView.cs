using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Filings;
using PreExam.Domain.Matters;
using PreExam.Server.Catalogue;
using PreExam.Server.Pages;

namespace PreExam.Server.Cases;

/// <summary>The matter of a case.</summary>
/// <param name="Code">Code.</param>
/// <param name="Version">Pinned version.</param>
/// <param name="Name">Name.</param>
public sealed record CaseMatterView(string Code, int Version, LocalText Name);

/// <summary>What the caseworker said of one material.</summary>
/// <param name="Outcome">accepted, rejected, notNeeded or deferred.</param>
/// <param name="Reasons">Filled reasons.</param>
/// <param name="OwnWords">The caseworker's words.</param>
/// <param name="Marks">Shapes on pages.</param>
/// <param name="DeferredUntil">Last day when it may follow.</param>
public sealed record VerdictView(
    VerdictOutcome Outcome, IReadOnlyList<VerdictReason> Reasons, string? OwnWords, IReadOnlyList<Mark> Marks, DateOnly? DeferredUntil)
{
    internal static VerdictView? Of(Verdict? verdict) =>
        verdict is null ? null : new(verdict.Outcome, verdict.Reasons, verdict.OwnWords, verdict.Marks, verdict.DeferredUntil);
}

/// <summary>One material of a case.</summary>
/// <param name="Slot">Id within the matter, or form.</param>
/// <param name="Name">What it is.</param>
/// <param name="Required">Whether it must be supplied; null while an answer is missing.</param>
/// <param name="Why">Which answer put it on the list.</param>
/// <param name="Tolerable">May follow later.</param>
/// <param name="MinPages">Fewest pages.</param>
/// <param name="MaxPages">Most pages.</param>
/// <param name="Formats">Kinds of file.</param>
/// <param name="MaxBytes">Largest file.</param>
/// <param name="FieldSpecs">What is typed off the paper.</param>
/// <param name="Fields">What was typed.</param>
/// <param name="Unavailable">Why it can't be provided, or null.</param>
/// <param name="Pages">Its pages.</param>
/// <param name="Verdict">What was told in the last feedback; for staff the current one.</param>
public sealed record CaseMaterialView(
    string Slot, LocalText Name, bool? Required, LocalText Why, bool Tolerable, int MinPages, int MaxPages, IReadOnlyList<FileFormat> Formats, long MaxBytes,
    IReadOnlyList<FieldView> FieldSpecs, IReadOnlyDictionary<string, string> Fields, string? Unavailable, IReadOnlyList<PageView> Pages, VerdictView? Verdict);

/// <summary>The last complete answer.</summary>
/// <param name="Result">passed, returned or redirected.</param>
/// <param name="GivenAt">When.</param>
/// <param name="Words">The caseworker's words to the whole, or null.</param>
/// <param name="CorrectionUntil">Last day of the correction.</param>
/// <param name="RedirectedTo">Where to instead.</param>
/// <param name="Notice">The whole text.</param>
public sealed record FeedbackView(FeedbackResult Result, DateTimeOffset GivenAt, string? Words, DateOnly? CorrectionUntil, string? RedirectedTo, LocalText Notice);

/// <summary>What comes next, and whose turn it is.</summary>
/// <param name="Action">Stable word: complete, submit, wait, correct, handOver, elsewhere, follow, none.</param>
/// <param name="Who">applicant, staff, department or nobody.</param>
/// <param name="Text">In plain words.</param>
public sealed record NextStep(string Action, string Who, LocalText Text);

/// <summary>Where to go and what to bring after passing.</summary>
/// <param name="Office">Address, hours and telephone.</param>
/// <param name="Bring">What to bring.</param>
/// <param name="ValidUntil">Last day of the pass.</param>
public sealed record PassedView(Office Office, IReadOnlyList<LocalText> Bring, DateOnly? ValidUntil);

/// <summary>The formal filing behind a handed-over case.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Status">What the department told last.</param>
public sealed record CaseFilingView(string Number, FilingStatus? Status);

/// <summary>A case as its applicant sees it.</summary>
/// <param name="Id">Id.</param>
/// <param name="Number">Number to say over the phone.</param>
/// <param name="Matter">The matter.</param>
/// <param name="State">Where it stands; an answer being sent still shows as in review.</param>
/// <param name="StateText">In plain words.</param>
/// <param name="Round">0 while a draft.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="SubmittedAt">The latest submission, or null.</param>
/// <param name="Answers">Answers to the situations.</param>
/// <param name="FieldSpecs">The form.</param>
/// <param name="Fields">What was typed.</param>
/// <param name="Subject">The child for whom it is filed, or null.</param>
/// <param name="Materials">What is asked for and supplied.</param>
/// <param name="FormVerdict">What was told of the typed form in the last feedback; for staff the current one.</param>
/// <param name="Findings">Open findings of the checks as the case stands; null while it is not the applicant's turn.</param>
/// <param name="Explanations">Explanations by finding.</param>
/// <param name="Feedback">The last complete answer, or null.</param>
/// <param name="LapsesOn">The applicant's last day, or null.</param>
/// <param name="Expected">When an answer can be expected.</param>
/// <param name="Next">What comes next.</param>
/// <param name="Passed">After passing: where and with what.</param>
/// <param name="Filing">After the hand-over.</param>
public sealed record CaseView(
    Guid Id, string Number, CaseMatterView Matter, CaseState State, LocalText StateText, int Round, int Version,
    DateTimeOffset CreatedAt, DateTimeOffset? SubmittedAt, IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, IReadOnlyList<FieldView> FieldSpecs, IReadOnlyDictionary<string, string> Fields,
    CaseSubject? Subject, IReadOnlyList<CaseMaterialView> Materials, VerdictView? FormVerdict,
    IReadOnlyList<Finding>? Findings, IReadOnlyDictionary<string, string> Explanations, FeedbackView? Feedback,
    DateOnly? LapsesOn, ExpectedTime Expected, NextStep Next, PassedView? Passed, CaseFilingView? Filing);

/// <summary>One line of the applicant's list.</summary>
/// <param name="Id">Id.</param>
/// <param name="Number">Number.</param>
/// <param name="MatterCode">Matter.</param>
/// <param name="MatterName">Its name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateText">In plain words.</param>
/// <param name="Round">0 while a draft.</param>
/// <param name="UpdatedAt">Last change by the applicant.</param>
/// <param name="LapsesOn">The applicant's last day, or null.</param>
public sealed record CaseRow(
    Guid Id, string Number, string MatterCode, LocalText MatterName, CaseState State, LocalText StateText, int Round, DateTimeOffset UpdatedAt, DateOnly? LapsesOn);

/// <summary>What a check found.</summary>
/// <param name="Result">passed; failed when anything failed; else undetermined when something can't be told.</param>
/// <param name="Findings">Open findings, blockers first.</param>
/// <param name="Explained">Ids of findings that carry the applicant's explanation.</param>
/// <param name="CanSubmit">Whether submitting would be accepted now.</param>
public sealed record CheckResponse(CheckResult Result, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Explained, bool CanSubmit);
