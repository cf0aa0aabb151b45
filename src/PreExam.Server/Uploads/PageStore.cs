using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Persistence.Platform;
using PreExam.Server.Pages;
using PreExam.Server.Platform;

namespace PreExam.Server.Uploads;

/// <summary>A file whose bytes are safe and which is about to become a page.</summary>
internal sealed class NewPage(Guid caseId, MaterialRequirement material, BlobKey blob, ArrivedFile file)
{
    public Guid CaseId => caseId;

    public MaterialRequirement Material => material;

    public BlobKey Blob => blob;

    public ArrivedFile File => file;

    /// <summary>Whether a row names the blob.</summary>
    public bool IsKept { get; set; }
}

/// <summary>
/// Rows of pages that come and go. Every change goes through the case's version, so limits hold under parallel uploads; who loses
/// that race reads the case again and tries anew, because two uploads do not contradict each other.
/// </summary>
internal sealed class PageStore(PreExamDb db, IBlobStore blobs, TimeProvider clock, IOptions<UploadsOptions> options)
{
    // Each lost race means that another upload went through, and a phone sends at most ten at once.
    private const int Attempts = 30;

    public async Task<IResult> Add(NewPage page, ClaimsPrincipal user, HttpResponse response)
    {
        var slot = page.Material.Slot;
        return await Change(page.CaseId, user, response, async (found, now) =>
        {
            var room = await PageRoom.Find(db, page.CaseId, page.Material, options.Value, CancellationToken.None);
            if (room.Refusal is { } full) return Problems.From(full);
            if (found.NotePageChange(slot, now) is { } refusal) return Problems.From(refusal);

            var (file, blob) = (page.File, await SameBytes(page) ?? page.Blob.ToString());
            var kind = file.Kind.ToString().ToLowerInvariant();
            var row = new Page(Guid.CreateVersion7(now), page.CaseId, slot, found.WorkingRound, blob, file.Bytes, file.Sha256, kind, now);
            db.Pages.Add(row);
            db.Outbox.Add(OutboxMessage.For(Queues.Pages, row.Id, new ProcessPage(row.Id, room.Left), now));
            page.IsKept = blob == page.Blob.ToString();
            var uri = $"/api/v1/cases/{page.CaseId}/pages/{row.Id}";
            return TypedResults.Created(uri, new UploadedPage(row.Id, slot, row.Sha256, row.Bytes, row.FileKind, row.State));
        }, () => page.IsKept = false);
    }

    public Task<IResult> Remove(Guid caseId, string slot, Guid pageId, ClaimsPrincipal user, HttpResponse response) =>
        Change(caseId, user, response, async (found, now) =>
        {
            var row = await db.Pages.SingleOrDefaultAsync(p => p.Id == pageId && p.CaseId == caseId && p.Slot == slot && p.RemovedAt == null);
            if (row is null) return Problems.NotFound("page");
            if (found.NotePageChange(slot, now) is { } refusal) return Problems.From(refusal);

            // What a submission froze stays with it; a photograph that nobody has seen goes, and its blobs with the next sweep.
            if (row.AddedInRound <= found.Round) row.Remove(now);
            else db.Pages.Remove(row);
            return TypedResults.NoContent();
        });

    private async Task<IResult> Change(
        Guid caseId, ClaimsPrincipal user, HttpResponse response, Func<Case, DateTimeOffset, Task<IResult>> change, Action? undone = null)
    {
        var person = user.Id();
        for (var attempt = 1; ; attempt++)
        {
            var found = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId && c.ApplicantId == person);
            if (found is null) return Problems.NotFound("case");
            var result = await change(found, clock.GetUtcNow());
            if (result is IStatusCodeHttpResult { StatusCode: >= 400 }) return result;
            try
            {
                await db.SaveChangesAsync();
                response.Headers.ETag = new ETag(found.Version).ToString();
                return result;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                undone?.Invoke();
                foreach (var entry in db.ChangeTracker.Entries().Where(e => e.Entity is not IdempotentAnswer).ToArray()) entry.State = EntityState.Detached;
            }
        }
    }

    /// <summary>The same bytes twice in a case are one blob and two pages: one paper may serve two requirements.</summary>
    private async Task<string?> SameBytes(NewPage page)
    {
        var (caseId, sha256, bytes) = (page.CaseId, page.File.Sha256, page.File.Bytes);
        var other = await db.Pages.Where(p => p.CaseId == caseId && p.Sha256 == sha256 && p.Bytes == bytes && !p.HashMismatch)
            .Select(p => p.Blob).FirstOrDefaultAsync();
        return other is not null && await blobs.FindLength(BlobKey.Parse(other)) == bytes ? other : null;
    }
}
