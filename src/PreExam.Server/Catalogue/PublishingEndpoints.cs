using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Catalogue.Loading;
using PreExam.Server.Platform;

namespace PreExam.Server.Catalogue;

/// <summary>One published version.</summary>
/// <param name="Code">Matter.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="ContentHash">SHA-256 of the text.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="PublishedBy">By whom; null for a file that came with the program.</param>
public sealed record VersionRow(string Code, int Version, string ContentHash, DateTimeOffset PublishedAt, Guid? PublishedBy);

/// <summary>What a publication did.</summary>
/// <param name="Code">Matter.</param>
/// <param name="Version">Its number.</param>
/// <param name="ContentHash">SHA-256 of the text.</param>
/// <param name="IsNew">False when this text was the current version already.</param>
public sealed record PublishedResponse(string Code, int Version, string ContentHash, bool IsNew);

/// <summary>A matter's text, kept as it came: comments and all.</summary>
public sealed class MatterBody
{
    private MatterBody(string? text) => Text = text;

    /// <summary>YAML or JSON; null when it is longer than is taken.</summary>
    public string? Text { get; }

    /// <summary>Reads the body as UTF-8 text, at most as long as a matter may be.</summary>
    public static async ValueTask<MatterBody?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        var buffer = new char[YamlText.MaxLength + 1];
        try
        {
            var length = await reader.ReadBlockAsync(buffer, context.RequestAborted);
            return new(length > YamlText.MaxLength ? null : new string(buffer, 0, length));
        }
        catch (DecoderFallbackException)
        {
            return new("");
        }
    }
}

internal static class PublishingEndpoints
{
    public static void MapPublishing(this IEndpointRouteBuilder staff)
    {
        var matters = staff.MapGroup("/matters").WithTags("Catalogue").RequireAuthorization(Caller.CatalogueEditor);
        matters.MapPost("", Publish)
            .WithName("PublishMatter")
            .WithSummary("Publishes a YAML or JSON text as the next, unchangeable version of its matter.")
            .Accepts<string>("application/yaml", "application/json", "text/plain")
            .ProducesProblem(400).ProducesProblem(413).ProducesProblem(422)
            .RequireIdempotencyKey();
        matters.MapGet("/{code}/versions", Versions)
            .WithName("ListMatterVersions")
            .WithSummary("Every version of a matter, newest first.")
            .ProducesProblem(400).ProducesProblem(404);
        matters.MapGet("/{code}/versions/{version:int}", Text)
            .WithName("GetMatterText")
            .WithSummary("The text of a version as it was published.")
            .Produces<string>(200, "application/yaml")
            .ProducesProblem(404);
    }

    internal static async Task<Results<Ok<PublishedResponse>, Created<PublishedResponse>, ProblemHttpResult>> Publish(
        MatterBody body, ClaimsPrincipal user, MatterCatalogue catalogue, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (body.Text is not { } text) return Problems.Of("body_too_large");
        try
        {
            var (version, isNew) = await catalogue.Publish("matter.yaml", text, user.Id(), cancellation);
            if (isNew)
            {
                db.Note(user, "matter.published", "matter", Guid.Empty, clock.GetUtcNow(), new { code = version.Code, version = version.Number });
                await db.SaveChangesAsync(cancellation);
            }

            var response = new PublishedResponse(version.Code, version.Number, version.ContentHash, isNew);
            return isNew
                ? TypedResults.Created($"/api/v1/staff/matters/{version.Code}/versions/{version.Number}", response)
                : TypedResults.Ok(response);
        }
        catch (CatalogueException wrong)
        {
            return Problems.Of("matter_invalid", errors:
                [.. wrong.Faults.Select(f => new FieldError(f.Place, "matter_fault", $"line {f.Line}, column {f.Column}: {f.Message}"))]);
        }
    }

    internal static async Task<Results<Ok<Listing<VersionRow>>, ProblemHttpResult>> Versions(
        string code, PreExamDb db, CancellationToken cancellation, string? after = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", $"1 to {Cursor.MaxLimit}."));
        var below = int.MaxValue;
        if (after is not null && (Cursor.Read(after, 1) is not [var key] || !int.TryParse(key, out below))) return Problems.Of("cursor_invalid");
        var rows = await db.Matters
            .Where(m => m.Code == code && m.Version < below)
            .OrderByDescending(m => m.Version)
            .Take(limit + 1)
            .Select(m => new VersionRow(m.Code, m.Version, m.ContentHash, m.PublishedAt, m.PublishedBy))
            .ToListAsync(cancellation);
        if (rows.Count == 0 && after is null) return Problems.NotFound("matter");
        return TypedResults.Ok(Cursor.Cut(rows, limit, row => Cursor.Write($"{row.Version}")));
    }

    internal static async Task<Results<ContentHttpResult, ProblemHttpResult>> Text(string code, int version, PreExamDb db, CancellationToken cancellation)
    {
        var text = await db.Matters.Where(m => m.Code == code && m.Version == version).Select(m => m.Text).SingleOrDefaultAsync(cancellation);
        return text is null ? Problems.NotFound("matter_version") : TypedResults.Text(text, "application/yaml; charset=utf-8");
    }
}
