using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Imaging;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Pages.Decoding;
using PreExam.Server.Platform;
using Rendition = PreExam.Domain.Cases.Rendition;

namespace PreExam.Server.Pages;

/// <summary>An uploaded page waits for the machine.</summary>
/// <param name="PageId">The page.</param>
/// <param name="Room">Pages that its material still took when it came; a document of more is refused. Null: only the limit of any file holds.</param>
public sealed record ProcessPage(Guid PageId, int? Room = null);

/// <summary>
/// One page: verify the bytes, decode them in a child process, keep the renditions, tell the phone. The page's own state says
/// whether it was done already; renditions of a broken-off attempt are swept with the other blobs that no page names.
/// </summary>
internal sealed class PageProcessing(
    PreExamDb db, IBlobStore blobs, DecoderPool decoder, CurrentMessage current, PagesTelemetry telemetry, TimeProvider clock,
    IOptions<DecodingOptions> options) : IConsumer<ProcessPage>
{
    /// <summary>Kills of its worker after which a file is never tried again.</summary>
    public const int MaxAttempts = 3;

    /// <summary>
    /// Pages that are taken up at once: more than the default has memory for, because memory decides (<see cref="DecoderPool"/>). Not
    /// many more: each holds its blob open while it waits, and a store may close what is not read from for a minute.
    /// </summary>
    public const int AtOnce = 8;

    public async Task<Disposition> Handle(Guid messageId, ProcessPage message, CancellationToken cancellation)
    {
        var page = await FindWaiting(message.PageId, cancellation);
        if (page is null) return Disposition.Done;

        var outcome = await Decode(page, message.Room, cancellation);
        switch (outcome)
        {
            case null:
                page.TellMismatch(clock.GetUtcNow());
                break;
            case ChildDied { Reason: ChildDeath.NotStarted }:
                return new Disposition.RetryAfter(TimeSpan.FromSeconds(5), SpendsAttempt: false); // the machine's fault, not the page's
            case ChildDied:
                return current.IsLastAttempt
                    ? new Disposition.DeadLetter("page_quarantined")
                    : new Disposition.RetryAfter(TimeSpan.FromSeconds(current.Attempt));
            case DecodeRefused { Code: ImagingCodes.TooManyPages or ImagingCodes.PdfTooManyPages } when message.Room < options.Value.Decoder.Limits.Pages:
                page.BecomeUnreadable(["MATERIAL_PAGES_FULL"], clock.GetUtcNow());
                break;
            case DecodeRefused refused:
                page.BecomeUnreadable([refused.Code], clock.GetUtcNow());
                break;
            case Decoded decoded:
                var renditions = await Keep(decoded, cancellation);
                page.BecomeReady(renditions, [.. decoded.Pages.SelectMany(p => p.Findings).Select(f => f.Code).Distinct()], clock.GetUtcNow());
                break;
            default:
                throw new UnreachableException();
        }

        await Save(page, cancellation);
        return Disposition.Done;
    }

    public async Task GiveUp(Guid messageId, ProcessPage message, string reason, CancellationToken cancellation)
    {
        if (await FindWaiting(message.PageId, cancellation) is not { } page) return;
        page.Quarantine("PAGE_QUARANTINED", clock.GetUtcNow());
        await Save(page, cancellation);
    }

    private Task<Page?> FindWaiting(Guid id, CancellationToken cancellation) =>
        db.Pages.SingleOrDefaultAsync(p => p.Id == id && p.State == PageState.Received && p.RemovedAt == null, cancellation);

    /// <returns>Null when the stored bytes are not those that arrived.</returns>
    private async Task<DecodeOutcome?> Decode(Page page, int? room, CancellationToken cancellation)
    {
        try
        {
            await using var blob = await blobs.OpenRead(BlobKey.Parse(page.Blob), cancellation);
            if (blob is null) return null;
            using var hash = SHA256.Create();
            DecodeOutcome outcome;
            await using (var hashing = new CryptoStream(blob, hash, CryptoStreamMode.Read, leaveOpen: true))
                outcome = await decoder.Decode(hashing, Enum.Parse<FileKind>(page.FileKind, ignoreCase: true), page.Bytes, room ?? int.MaxValue, cancellation);
            if (outcome is ChildDied) return outcome; // it may have died before it had read everything
            return Convert.ToHexStringLower(hash.Hash!) == page.Sha256 ? outcome : null;
        }
        catch (BlobDamagedException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<Rendition>> Keep(Decoded decoded, CancellationToken cancellation)
    {
        var renditions = new List<Rendition>(decoded.Pages.Count);
        foreach (var (index, picture) in decoded.Pages.Index())
        {
            renditions.Add(new Rendition(
                index + 1, await Keep(picture.Page.Jpeg, cancellation), await Keep(picture.Thumbnail.Jpeg, cancellation),
                picture.Page.Width, picture.Page.Height,
                JsonSerializer.Serialize(picture.Transform, Wire.Json), JsonSerializer.Serialize(picture.Measures, Wire.Json)));
        }

        return renditions;
    }

    private async Task<string> Keep(byte[] jpeg, CancellationToken cancellation)
    {
        var key = BlobKey.New();
        using var content = new MemoryStream(jpeg, writable: false);
        await blobs.Write(key, content, cancellation);
        return key.ToString();
    }

    private async Task Save(Page page, CancellationToken cancellation)
    {
        var now = page.DoneAt!.Value;
        db.Signal(new CaseChanged(page.CaseId, "pageReady", page.Id, now));
        await db.SaveChangesAsync(cancellation);
        telemetry.Done(page.State, now - page.UploadedAt);
    }
}
