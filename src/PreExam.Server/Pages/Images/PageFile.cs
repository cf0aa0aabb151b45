using System.Globalization;
using PreExam.Domain.Cases;
using PreExam.Imaging;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Images;

/// <summary>The bytes of one rendition for one viewer: the page with its watermark, the thumbnail and the original as they are.</summary>
internal sealed class PageFile(PreExamDb db, IBlobStore blobs, MatterCatalogue catalogue, Watermarks watermarks, TimeProvider clock, IHttpContextAccessor http)
{
    public async Task<IResult> Send(Page page, ImageRendition rendition, int number, Guid viewer, TimeSpan cacheFor, CancellationToken cancellation)
    {
        var picture = page.Renditions.FirstOrDefault(r => r.Number == number);
        var kind = Enum.Parse<FileKind>(page.FileKind, ignoreCase: true);
        var (name, type) = rendition switch
        {
            ImageRendition.Original => (page.Blob, kind.MediaType()),
            ImageRendition.Thumb => (picture?.ThumbBlob, "image/jpeg"),
            _ => (picture?.PageBlob, "image/jpeg"),
        };
        if (name is null || await blobs.OpenRead(BlobKey.Parse(name), cancellation) is not { } blob) return Problems.NotFound("image");

        var response = http.HttpContext!.Response;
        response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={(int)cacheFor.TotalSeconds}");
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox"; // a PDF may carry scripts
        response.Headers["Referrer-Policy"] = "no-referrer"; // the address is the key
        if (rendition != ImageRendition.Page || watermarks.Lettering is null) return TypedResults.Stream(blob, type);

        await using (blob)
        {
            var text = await Watermarks.TextFor(db, catalogue, page.CaseId, viewer, clock.GetUtcNow(), cancellation);
            return TypedResults.Bytes(await watermarks.Mark(page, number, viewer, text, () => Whole(blob, cancellation), cancellation), type);
        }
    }

    /// <summary>A marked page for a print; null when its picture is not there or can't be read to its end.</summary>
    public async Task<byte[]?> Marked(Page page, int number, Guid viewer, string text, CancellationToken cancellation)
    {
        var picture = page.Renditions.First(r => r.Number == number);
        try
        {
            if (await blobs.OpenRead(BlobKey.Parse(picture.PageBlob), cancellation) is not { } blob) return null;
            await using (blob) return await watermarks.Mark(page, number, viewer, text, () => Whole(blob, cancellation), cancellation);
        }
        catch (BlobDamagedException)
        {
            return null;
        }
    }

    private static async Task<byte[]> Whole(Stream blob, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await blob.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
