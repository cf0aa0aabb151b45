using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Pages;

namespace PreExam.Server.Cases;

/// <summary>The one place that shows a case, to its applicant or to staff.</summary>
internal sealed class CaseViews(PreExamDb db, CaseFactsReader facts, CaseVault vault, PersonReader people)
{
    private const int PastAnswers = 100;

    /// <summary>The applicant's view, or with <paramref name="forStaff"/> the caseworker's, which shows the current verdicts.</summary>
    public async Task<CaseView> Of(Case found, CancellationToken cancellation, bool forStaff = false) =>
        await Of(await facts.Read(found, cancellation), cancellation, forStaff);

    /// <inheritdoc cref="Of(Case, CancellationToken, bool)"/>
    public async Task<CaseView> Of(CaseDossier dossier, CancellationToken cancellation, bool forStaff = false)
    {
        var (found, matter) = (dossier.Case, dossier.Matter);
        var list = matter.RequirementsFor(found.Answers);
        var told = found.Rounds.LastOrDefault(r => r.Feedback is not null)?.Feedback;
        var filing = await db.Filings.AsNoTracking().Where(f => f.CaseId == found.Id).Select(f => new CaseFilingView(f.Number, f.Status)).SingleOrDefaultAsync(cancellation);
        var materials = list.Materials.Select(m => MaterialOf(dossier, m.Requirement, m, told, forStaff)).ToList();
        // A paper that the answers no longer ask for stays visible while pages hang on it: the applicant must be able to remove them.
        materials.AddRange(matter.Matter.Materials
            .Where(m => list.Materials.All(l => l.Requirement.Slot != m.Slot) && dossier.Pages.Any(p => p.Slot == m.Slot))
            .Select(m => MaterialOf(dossier, m, null, told, forStaff)));

        return new CaseView(
            found.Id, found.Number, new CaseMatterView(found.MatterCode, found.MatterVersion, matter.Matter.Name),
            found.State, CaseTexts.Of(found.State), found.Round, found.Version, found.Answers,
            [.. matter.Matter.Form.Select(FieldView.Of)], vault.Fields(found), vault.Subject(found), materials, vault.Explanations(found),
            told is null ? null : await FeedbackOf(found, matter, told, cancellation),
            found.LapsesOn, await ExpectedOf(found, cancellation), CaseTexts.NextOf(found, matter, list.IsComplete),
            found.State == CaseState.Passed ? new PassedView(matter.Matter.Guide.Office, matter.Matter.Guide.Bring, found.LapsesOn) : null,
            filing);
    }

    private CaseMaterialView MaterialOf(CaseDossier dossier, MaterialRequirement requirement, RequiredMaterial? listed, Feedback? told, bool forStaff)
    {
        var material = dossier.Case.FindMaterial(requirement.Slot);
        var verdict = forStaff && dossier.Case.State is CaseState.Submitted or CaseState.InReview ? material?.Verdict : told?.Verdicts.GetValueOrDefault(requirement.Slot);
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
        var until = told.Result == FeedbackResult.Passed ? found.LapsesOn : told.CorrectionUntil;
        return new FeedbackView(
            told.Result, told.GivenAt, told.CorrectionUntil, told.RedirectedTo,
            FeedbackText.Compose(matter, found.Number, people.Name(applicant), told, told.Verdicts, until));
    }

    private async Task<ExpectedTime> ExpectedOf(Case found, CancellationToken cancellation)
    {
        var past = await db.HandlingTimes.AsNoTracking().Where(t => t.MatterCode == found.MatterCode)
            .OrderByDescending(t => t.At).Take(PastAnswers).Select(t => t.Seconds).ToListAsync(cancellation);
        past.Sort();
        return new ExpectedTime(found.DueAt, past.Count == 0 ? null : Math.Round(past[past.Count / 2] / 3600.0, 1), past.Count);
    }
}
