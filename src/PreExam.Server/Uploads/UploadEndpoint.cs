using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.People;
using PreExam.Imaging;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Pages;
using PreExam.Server.Pages.Decoding;
using PreExam.Server.Platform;

namespace PreExam.Server.Uploads;

/// <summary>What the phone learns of its upload.</summary>
/// <param name="PageId">The page.</param>
/// <param name="Slot">The material.</param>
/// <param name="Sha256">Lower-case hex of what arrived, to compare with what was sent.</param>
/// <param name="Bytes">Length that arrived.</param>
/// <param name="FileKind">Judged by content.</param>
/// <param name="State">Received: the rest is told live.</param>
public sealed record UploadedPage(Guid PageId, string Slot, string Sha256, long Bytes, string FileKind, PageState State);

/// <summary>The form of an upload, for the API's description.</summary>
internal sealed class UploadForm
{
    public required IFormFile File { get; init; }

    /// <summary>Lower-case hex of the file, if the phone wants it compared.</summary>
    public string? Sha256 { get; init; }
}

/// <summary>One file into one material: stream, judge, make durable, then one short transaction.</summary>
internal sealed class UploadEndpoint(
    PreExamDb db, MatterCatalogue matters, IBlobStore blobs, PageStore store, IOptions<UploadsOptions> options, IOptions<DecodingOptions> decoding)
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/cases/{id:guid}/materials/{slot}/pages", (
                Guid id, string slot, HttpContext context, UploadEndpoint endpoint, [FromHeader(Name = "Idempotency-Key")] string? key) =>
            endpoint.Upload(id, slot, key, context))
        .WithName("UploadPage").WithTags("Pages")
        .WithSummary("Uploads one file into a material, as wx.uploadFile sends it. An Idempotency-Key may be given.")
        .Accepts<UploadForm>("multipart/form-data")
        .Produces<UploadedPage>(201)
        .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
        .RequireAuthorization(Caller.Applicant)
        .RequireLevel(IdentityLevel.Phone);

    public async Task<IResult> Upload(Guid id, string slot, string? idempotencyKey, HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var (material, refusal) = await Admit(id, slot, context.User, cancellation);
        if (material is null) return refusal!;

        var limits = new UploadLimits(
            Math.Min(material.MaxBytes, options.Value.MaxBytes), [.. material.Formats.Select(KindOf)], decoding.Value.Decoder.Limits);
        if (UploadReader.FindBoundary(context.Request.ContentType) is not { } boundary) return Problems.Of("upload_not_multipart");
        var mostBytes = limits.MaxBytes + UploadReader.MostBytesAroundFile;
        if (context.Request.ContentLength > mostBytes) return Problems.From(UploadReader.TooLarge(limits));
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = mostBytes;

        var key = BlobKey.New();
        await using var blob = await blobs.Create(key, cancellation); // what is not committed leaves nothing behind
        var (file, refused) = await ReadBody(context, limits, boundary, blob.Content);
        if (file is null) return refused!;
        await blob.Commit(cancellation);

        // The bytes are safe: a phone that hangs up now has uploaded all the same.
        var page = new NewPage(id, material, key, file);
        var result = idempotencyKey is not null
            ? await Idempotency.Run(context, file.Sha256, () => store.Add(page, context.User, context.Response))
            : await store.Add(page, context.User, context.Response);
        if (!page.IsKept) await blobs.Delete(key, CancellationToken.None);
        return result;
    }

    private async Task<(MaterialRequirement?, IResult?)> Admit(Guid id, string slot, ClaimsPrincipal user, CancellationToken cancellation)
    {
        var person = user.Id();
        var found = await db.Cases.AsNoTracking().Where(c => c.Id == id && c.ApplicantId == person)
            .Select(c => new { c.MatterCode, c.MatterVersion, c.State }).SingleOrDefaultAsync(cancellation);
        if (found is null) return (null, Problems.NotFound("case"));
        var matter = await matters.Find(found.MatterCode, found.MatterVersion, cancellation);
        if (matter?.FindMaterial(slot) is not { } material) return (null, Problems.Of("slot_unknown"));
        if (found.State is not (CaseState.Draft or CaseState.Returned)) return (null, Problems.Of("case_not_editable"));
        if (await ConsentGate.Missing(db, person, [material.Sensitivity], cancellation) is { } missing) return (null, Problems.From(missing));
        // Asked again inside the transaction; here it spares the phone sending a file in vain.
        var room = await PageRoom.Find(db, id, material, options.Value, cancellation);
        return room.Refusal is { } full ? (null, Problems.From(full)) : (material, null);
    }

    private static async Task<(ArrivedFile?, IResult?)> ReadBody(HttpContext context, UploadLimits limits, string boundary, Stream target)
    {
        try
        {
            var (file, refusal) = await new UploadReader(limits).Read(context.Request.Body, boundary, target, context.RequestAborted);
            if (refusal is null) return (file, null);
            return (null, refusal.Code == "file_kind_unsupported" ? OtherKinds.Problem(refusal.Subjects[0]) : Problems.From(refusal));
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == 413)
        {
            return (null, Problems.From(UploadReader.TooLarge(limits)));
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            return (null, Problems.Of("upload_incomplete"));
        }
    }

    private static FileKind KindOf(FileFormat format) => Enum.Parse<FileKind>(format.ToString());
}
