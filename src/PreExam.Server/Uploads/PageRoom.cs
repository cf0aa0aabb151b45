using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Persistence;

namespace PreExam.Server.Uploads;

/// <summary>
/// How many more pages a material and its case take. A document counts with each of its pages, one that no worker has looked at yet
/// as one; a file of several goes to the worker with the room that there was, and is refused there before any of it is decoded.
/// </summary>
/// <param name="Left">Pages that still fit; 0 where there is a refusal.</param>
/// <param name="Refusal">Why not even one fits, or null.</param>
internal readonly record struct PageRoom(int Left, Refusal? Refusal)
{
    public static async Task<PageRoom> Find(PreExamDb db, Guid caseId, MaterialRequirement material, UploadsOptions options, CancellationToken cancellation)
    {
        var live = await db.Pages.AsNoTracking().Where(p => p.CaseId == caseId && p.RemovedAt == null)
            .Select(p => new { p.Slot, p.Renditions }).ToListAsync(cancellation);
        var inMaterial = material.MaxPages - live.Where(p => p.Slot == material.Slot).Sum(p => Math.Max(1, p.Renditions.Count));
        var inCase = options.MaxPagesPerCase - live.Sum(p => Math.Max(1, p.Renditions.Count));
        if (inMaterial <= 0) return new(0, TooMany(material.Slot, material.MaxPages));
        return inCase <= 0 ? new(0, TooMany("case", options.MaxPagesPerCase)) : new(Math.Min(inMaterial, inCase), null);
    }

    private static Refusal TooMany(string what, int most) => new("too_many_pages", what, most.ToString(CultureInfo.InvariantCulture));
}
