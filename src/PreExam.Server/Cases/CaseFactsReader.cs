using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Identifiers;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>A case with everything that checking and showing it needs, read once.</summary>
/// <param name="Case">The aggregate.</param>
/// <param name="Matter">Its pinned version.</param>
/// <param name="Pages">Its live pages, in order.</param>
/// <param name="Facts">What the checks look at.</param>
internal sealed record CaseDossier(Case Case, MatterVersion Matter, IReadOnlyList<Page> Pages, CaseFacts Facts)
{
    public CheckReport Check() => Matter.Plan.Run(Facts);

    /// <summary>The list of materials, as far as everything known of the case decides it.</summary>
    public RequirementList Requirements() => Matter.Plan.Requirements(Facts);

    /// <summary>Slots on which a caseworker has to say something: the form, what must be there, and what is there of what may be.</summary>
    public IReadOnlyList<string> ToJudge() =>
    [
        .. Matter.Matter.Form.Count > 0 ? [Material.FormSlot] : Array.Empty<string>(),
        .. Requirements().Materials
            .Where(m => (m.Required == Truth.Yes && !m.Requirement.Optional)
                || Pages.Any(p => p.Slot == m.Requirement.Slot)
                || Case.FindMaterial(m.Requirement.Slot)?.UnavailableSealed is not null)
            .Select(m => m.Requirement.Slot),
    ];

    /// <summary>Sensitive kinds that the case really holds, each of which needs a consent of its own.</summary>
    public IReadOnlyList<Sensitivity> Touched() =>
    [
        .. Matter.Matter.Form.Where(f => Facts.Form.ContainsKey(f.Id)).Select(f => f.Sensitivity),
        .. Matter.Matter.Materials.Where(m => Pages.Any(p => p.Slot == m.Slot)).Select(m => m.Sensitivity),
        .. Case.SubjectSealed is null ? Array.Empty<Sensitivity>() : [Sensitivity.Minor],
    ];
}

/// <summary>The one place that turns a case into facts.</summary>
internal sealed class CaseFactsReader(
    PreExamDb db, MatterCatalogue catalogue, PersonReader people, CaseVault vault, Calendars calendars, TimeProvider clock)
{
    public async Task<CaseDossier> Read(Case found, CancellationToken cancellation)
    {
        var matter = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
            ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
        var pages = await db.Pages.AsNoTracking().Live(found.Id).ToListAsync(cancellation);
        var facts = new CaseFacts
        {
            Today = WorkingCalendar.DayOf(clock.GetUtcNow()),
            Calendar = await calendars.Current(db, cancellation),
            Answers = found.Answers,
            Form = vault.Fields(found),
            Materials = matter.Matter.Materials.ToDictionary(m => m.Slot, m => FactsOf(found.FindMaterial(m.Slot), pages.Where(p => p.Slot == m.Slot))),
            Applicant = await ApplicantOf(found, cancellation),
        };
        return new CaseDossier(found, matter, pages, facts);
    }

    private MaterialFacts FactsOf(Material? material, IEnumerable<Page> pages) => new()
    {
        Pages = [.. pages.Select(p => new PageFacts(p.Id, p.State, p.FindingCodes, Math.Max(1, p.Renditions.Count)))],
        Fields = vault.Typed(material),
        Unavailable = material?.UnavailableSealed is not null,
    };

    private async Task<ApplicantFacts> ApplicantOf(Case found, CancellationToken cancellation)
    {
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == found.ApplicantId, cancellation);
        var subject = vault.Subject(found);
        var number = subject?.IdNumber ?? people.IdNumber(person);
        var known = ResidentId.TryParse(number, null, out var id);
        return new ApplicantFacts
        {
            Level = person.Level,
            Name = subject?.Name ?? people.Name(person),
            IdNumber = number,
            BirthDate = known ? id.BirthDate : null,
            Sex = known ? id.Sex : null,
            ThroughGuardian = subject is not null,
            GuardianName = subject is null ? null : people.Name(person),
        };
    }
}

internal static class LivePages
{
    /// <summary>Pages of a case that were not removed, in the order of their upload.</summary>
    public static IQueryable<Page> Live(this IQueryable<Page> pages, Guid caseId) =>
        pages.Where(p => p.CaseId == caseId && p.RemovedAt == null).OrderBy(p => p.Id);
}
