using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Accounts;

namespace PreExam.Server.Cases;

/// <summary>The applicant's cases in their own export: everything that was typed and answered, and what was uploaded.</summary>
internal sealed class CaseExport(CaseVault vault) : IPersonExport
{
    public string Name => "cases";

    public async Task<object> Read(PreExamDb db, Guid person, CancellationToken cancellation)
    {
        var cases = await db.Cases.AsNoTracking().Where(c => c.ApplicantId == person).OrderBy(c => c.Id).ToListAsync(cancellation);
        var ids = cases.Select(c => c.Id).ToList();
        var pages = (await db.Pages.AsNoTracking().Where(p => ids.Contains(p.CaseId)).OrderBy(p => p.Id).ToListAsync(cancellation)).ToLookup(p => p.CaseId);
        return cases.Select(found => new
        {
            found.Id,
            found.Number,
            Matter = found.MatterCode,
            found.State,
            found.CreatedAt,
            found.FirstSubmittedAt,
            found.Answers,
            Fields = vault.Fields(found),
            Explanations = vault.Explanations(found),
            OnBehalfOf = vault.Subject(found),
            Materials = found.Materials.Select(material => Describe(material, pages[found.Id])),
            Rounds = found.Rounds.Select(round => new { round.Number, round.SubmittedAt, round.Feedback }),
        }).ToList();
    }

    private object Describe(Material material, IEnumerable<Page> pages) => new
    {
        material.Slot,
        Typed = vault.Typed(material),
        Unavailable = vault.Unavailable(material),
        Pages = pages.Where(page => page.Slot == material.Slot).Select(page => new { page.Id, page.UploadedAt, page.FileKind, page.Bytes, page.Sha256 }),
    };
}
