using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Pages;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>The one place that shows a case, to its applicant or to staff.</summary>
internal sealed class CaseViews(PreExamDb db, CaseFactsReader facts, CaseVault vault, PersonReader people)
{
    /// <summary>The applicant's view, or with <paramref name="forStaff"/> the caseworker's, which shows the current verdicts.</summary>
    public async Task<CaseView> Of(Case found, CancellationToken cancellation, bool forStaff = false) =>
        await Of(await facts.Read(found, cancellation), cancellation, forStaff);

    /// <inheritdoc cref="Of(Case, CancellationToken, bool)"/>
    public async Task<CaseView> Of(CaseDossier dossier, CancellationToken cancellation, bool forStaff = false)
    {
        var (found, matter) = (dossier.Case, dossier.Matter);
        var list = dossier.Requirements();
        var told = found.Rounds.LastOrDefault(r => r.Feedback is not null)?.Feedback;
        var filing = await db.Filings.AsNoTracking().Where(f => f.CaseId == found.Id).Select(f => new CaseFilingView(f.Number, f.Status)).SingleOrDefaultAsync(cancellation);
        var materials = list.Materials.Select(m => MaterialOf(dossier, m.Requirement, m, told, forStaff)).ToList();
        // A paper that the answers no longer ask for stays visible while pages hang on it: the applicant must be able to remove them.
        materials.AddRange(matter.Matter.Materials
            .Where(m => list.Materials.All(l => l.Requirement.Slot != m.Slot) && dossier.Pages.Any(p => p.Slot == m.Slot))
            .Select(m => MaterialOf(dossier, m, null, told, forStaff)));

        var explanations = vault.Explanations(found);
        var findings = found.IsApplicantsTurn ? dossier.Check().Open.OrderBy(f => f.Severity).ToList() : null;
        return new CaseView(
            found.Id, found.Number, new CaseMatterView(found.MatterCode, found.MatterVersion, matter.Matter.Name),
            found.State, CaseTexts.Of(found.State), found.Round, found.Version, found.CreatedAt, found.SubmittedAt, found.Answers,
            [.. matter.Matter.Form.Select(FieldView.Of)], dossier.Facts.Form, SubjectOf(found), materials,
            VerdictView.Of(VerdictOn(found, Material.FormSlot, told, forStaff)),
            findings, explanations,
            told is null ? null : await FeedbackOf(found, matter, told, cancellation),
            found.LapsesOn, await db.Expected(found, cancellation), CaseTexts.NextOf(found, matter, list.IsComplete, Standing(findings, explanations)),
            found.State is CaseState.Passed or CaseState.HandedOver ? new PassedView(matter.Matter.Guide.Office, [.. ToBring(dossier)], found.LapsesOn) : null,
            filing);
    }

    private CaseMaterialView MaterialOf(CaseDossier dossier, MaterialRequirement requirement, RequiredMaterial? listed, Feedback? told, bool forStaff)
    {
        var material = dossier.Case.FindMaterial(requirement.Slot);
        var verdict = VerdictOn(dossier.Case, requirement.Slot, told, forStaff);
        return new CaseMaterialView(
            requirement.Slot, requirement.Name,
            listed is null || requirement.Optional ? false : listed.Required switch { Truth.Yes => true, Truth.Unknown => null, _ => false },
            listed?.Why ?? new LocalText("按目前的回答不需要，可以删除", "Not asked for with the present answers; you may remove it"),
            requirement.Tolerable, requirement.MinPages, requirement.MaxPages, requirement.Formats, requirement.MaxBytes,
            [.. requirement.Fields.Select(FieldView.Of)], vault.Typed(material), vault.Unavailable(material),
            [.. dossier.Pages.Where(p => p.Slot == requirement.Slot).Select(PageView.Of)], VerdictView.Of(verdict));
    }

    private async Task<FeedbackView> FeedbackOf(Case found, MatterVersion matter, Feedback told, CancellationToken cancellation)
    {
        var applicant = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.ApplicantId, cancellation);
        return new FeedbackView(
            told.Result, told.GivenAt, told.Words, told.CorrectionUntil, told.RedirectedTo,
            FeedbackText.Compose(matter, found.Number, people.Name(applicant), told, told.Verdicts, await PassValidUntil(found, cancellation)));
    }

    /// <summary>A case that was handed over has no limit any more; its timeline still knows the one it had.</summary>
    private async Task<DateOnly?> PassValidUntil(Case found, CancellationToken cancellation)
    {
        if (found.State == CaseState.Passed) return found.LapsesOn;
        var given = await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == found.Id && e.Type == nameof(FeedbackGiven))
            .OrderByDescending(e => e.Sequence).FirstOrDefaultAsync(cancellation);
        return given is null ? null : ((FeedbackGiven)CaseJournal.Read(given)).Until;
    }

    // A caseworker's verdict is the applicant's to see when the feedback is given, not before.
    private static Verdict? VerdictOn(Case found, string slot, Feedback? told, bool forStaff) =>
        forStaff && found.State is CaseState.Submitted or CaseState.InReview ? found.FindMaterial(slot)?.Verdict : told?.Verdicts.GetValueOrDefault(slot);

    private CaseSubject? SubjectOf(Case found) =>
        vault.Subject(found) is { } child ? child with { IdNumber = ResidentId.Parse(child.IdNumber, null).Masked } : null;

    private static int Standing(IReadOnlyList<Finding>? findings, IReadOnlyDictionary<string, string> explanations) =>
        findings?.Count(f => f.Result == CheckResult.Failed && (f.Severity == Severity.Blocker || (f.Severity == Severity.Warning && !explanations.ContainsKey(f.Id)))) ?? 0;

    private static IEnumerable<LocalText> ToBring(CaseDossier dossier) => dossier.Matter.Matter.Guide.Bring.Concat(
        from slot in dossier.Case.Materials.Select(m => m.Slot)
        let paper = dossier.Matter.FindMaterial(slot)
        where paper is not null && paper.OriginalsCount + paper.CopiesCount > 0
        select new LocalText(
            $"《{paper.Name.Zh}》：原件{paper.OriginalsCount}份，复印件{paper.CopiesCount}份",
            $"{paper.Name.En}: originals {paper.OriginalsCount}, copies {paper.CopiesCount}"));
}
