using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Imaging;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;
using PreExam.Server.Pages.Live;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Images;

/// <summary>Addresses that need no token and work for five minutes.</summary>
/// <param name="Page">The picture, or null until the page is ready.</param>
/// <param name="Thumb">The thumbnail, or null until the page is ready.</param>
/// <param name="Original">What arrived.</param>
/// <param name="ExpiresAt">When they end.</param>
public sealed record PageLinks(string? Page, string? Thumb, string Original, DateTimeOffset ExpiresAt);

internal static class ImageEndpoints
{
    public static void MapImages(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id:guid}/pages/{page:guid}", View)
            .WithName("GetPage").WithTags("Pages").WithSummary("A page with what the machine found on it.")
            .Produces<PageView>().ProducesProblem(401).ProducesProblem(404).RequireAuthorization();
        api.MapGet("/cases/{id:guid}/pages/{page:guid}/image", Image)
            .WithName("GetPageImage").WithTags("Pages").WithSummary("The picture, for callers that can send their token.")
            .Produces(200, contentType: "image/jpeg").ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).RequireAuthorization();
        api.MapGet("/cases/{id:guid}/pages/{page:guid}/links", Links)
            .WithName("GetPageLinks").WithTags("Pages").WithSummary("Signed addresses for image elements; they end after five minutes.")
            .Produces<PageLinks>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).RequireAuthorization();
        api.MapGet("/images/{token}", Linked)
            .WithName("GetImage").WithTags("Pages").WithSummary("The picture of a signed address.")
            .Produces(200, contentType: "image/jpeg").ProducesProblem(404).ProducesProblem(410).AllowAnonymous();
    }

    private static async Task<IResult> View(
        Guid id, Guid page, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (await db.FindPage(user, id, page, cancellation) is not { } found) return Problems.NotFound("page");
        await db.NoteView(user, found, clock.GetUtcNow(), cancellation);
        if (found.State != PageState.Received) return TypedResults.Ok(PageView.Of(found));

        var wait = (await db.Waits([id], clock.GetUtcNow(), cancellation))[id].SingleOrDefault(w => w.PageId == page);
        if (wait is not null) response.Headers.RetryAfter = wait.ExpectedSeconds.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(PageView.Of(found) with { Waiting = wait });
    }

    private static async Task<IResult> Image(
        Guid id, Guid page, ClaimsPrincipal user, PreExamDb db, PageFile file, TimeProvider clock, CancellationToken cancellation,
        string rendition = "page", int number = 1)
    {
        if (Enum.GetValues<ImageRendition>().Cast<ImageRendition?>().FirstOrDefault(r => NameOf(r!.Value) == rendition) is not { } wanted)
            return Problems.Invalid(new FieldError("rendition", "unknown", "One of page, thumb and original."));
        if (await db.FindPage(user, id, page, cancellation) is not { } found) return Problems.NotFound("page");
        await db.NoteView(user, found, clock.GetUtcNow(), cancellation);
        return await file.Send(found, wanted, number, user.Id(), ImageLinks.Life, cancellation);
    }

    private static async Task<IResult> Links(
        Guid id, Guid page, ClaimsPrincipal user, PreExamDb db, ImageLinks links, TimeProvider clock, CancellationToken cancellation, int number = 1)
    {
        if (number is < 1 or > 999) return Problems.Invalid(new FieldError("number", "out_of_range", "1 for the first picture."));
        if (await db.FindPage(user, id, page, cancellation) is not { } found) return Problems.NotFound("page");
        var now = clock.GetUtcNow();
        await db.NoteView(user, found, now, cancellation);

        var expires = DateTimeOffset.FromUnixTimeSeconds((now + ImageLinks.Life).ToUnixTimeSeconds());
        string Link(ImageRendition rendition) => "/api/v1/images/" + links.Sign(new ImageLink(found.Id, rendition, number, user.Id(), expires));
        var isThere = found.Renditions.Any(r => r.Number == number);
        return TypedResults.Ok(new PageLinks(
            isThere ? Link(ImageRendition.Page) : null, isThere ? Link(ImageRendition.Thumb) : null, Link(ImageRendition.Original), expires));
    }

    private static async Task<IResult> Linked(
        string token, PreExamDb db, ImageLinks links, PageFile file, TimeProvider clock, CancellationToken cancellation)
    {
        if (links.Read(token) is not { } link) return Problems.NotFound("image");
        var left = link.Expires - clock.GetUtcNow();
        if (left <= TimeSpan.Zero) return Problems.Of("image_link_expired");
        if (await db.Pages.AsNoTracking().SingleOrDefaultAsync(p => p.Id == link.Page, cancellation) is not { } page) return Problems.NotFound("image");
        return await file.Send(page, link.Rendition, link.Number, link.Viewer, left, cancellation);
    }

    private static string NameOf(ImageRendition rendition) => rendition.ToString().ToLowerInvariant();
}
