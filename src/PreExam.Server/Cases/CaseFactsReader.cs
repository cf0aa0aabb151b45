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
}

/// <summary>The one place that turns a case into facts.</summary>
internal sealed class CaseFactsReader(
    PreExamDb db, MatterCatalogue catalogue, PersonReader people, CaseVault vault, Calendars calendars, TimeProvider clock)
{
    /// <summary>Pages that no worker took for so long count as undetermined: people decide what the machine couldn't.</summary>
    public static readonly TimeSpan PatienceWithWorkers = TimeSpan.FromMinutes(10);

    public async Task<CaseDossier> Read(Case found, CancellationToken cancellation)
    {
        var matter = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
            ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
        var pages = await db.Pages.AsNoTracking().Where(p => p.CaseId == found.Id && p.RemovedAt == null).OrderBy(p => p.Id).ToListAsync(cancellation);
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
            Sex = known ? (id.Sex.ToString() == nameof(Sex.Female) ? Sex.Female : Sex.Male) : null,
            ThroughGuardian = subject is not null,
            GuardianName = subject is null ? null : people.Name(person),
        };
    }
}
