using Microsoft.AspNetCore.Http.HttpResults;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Catalogue;

/// <summary>One matter in a list.</summary>
/// <param name="Code">Code.</param>
/// <param name="Version">Version that a new case begins with.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortTitle">Name of at most 20 characters.</param>
/// <param name="Department">Department in charge.</param>
/// <param name="Kind">Kind of act.</param>
/// <param name="Applicant">Who applies.</param>
/// <param name="VisitsMax">Most visits needed.</param>
/// <param name="ZeroRun">Whether no visit is possible.</param>
public sealed record MatterRow(
    string Code, int Version, LocalText Name, string ShortTitle, LocalText Department, MatterKind Kind, ApplicantKind Applicant, int VisitsMax, bool ZeroRun);

internal static class MattersEndpoint
{
    public static void MapMatters(this IEndpointRouteBuilder api) => api
        .MapGet("/matters", List)
        .WithName("ListMatters")
        .WithTags("Catalogue")
        .WithSummary("Matters that can be pre-examined, by code; q looks in names, codes and departments.")
        .ProducesProblem(400)
        .AllowAnonymous();

    internal static async Task<Results<Ok<Listing<MatterRow>>, ProblemHttpResult>> List(
        MatterCatalogue catalogue, CancellationToken cancellation, string? q = null, string? after = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", $"1 to {Cursor.MaxLimit}."));
        if (q is { Length: > 100 }) return Problems.Invalid(new FieldError("q", "too_long", "At most 100 characters."));
        string? last = null;
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [{ Length: 12 } key] || !key.All(char.IsAsciiDigit)) return Problems.Of("cursor_invalid");
            last = key;
        }

        var found = (await catalogue.Current(cancellation))
            .Where(v => last is null || string.CompareOrdinal(v.Code, last) > 0)
            .Where(v => Fits(v.Matter, q))
            .Take(limit + 1)
            .Select(Row);
        return TypedResults.Ok(Cursor.Cut([.. found], limit, row => Cursor.Write(row.Code)));
    }

    /// <summary>Every word must be somewhere: in a name, the code or the department.</summary>
    private static bool Fits(Matter matter, string? q)
    {
        string[] places = [matter.Name.Zh, matter.Name.En, matter.ShortTitle, matter.Code, matter.Department.Name.Zh, matter.Department.Name.En];
        return (q ?? "").Split((char[])[' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries)
            .All(word => places.Any(p => p.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static MatterRow Row(MatterVersion version)
    {
        var matter = version.Matter;
        return new(matter.Code, version.Number, matter.Name, matter.ShortTitle, matter.Department.Name, matter.Kind, matter.Applicant, matter.VisitsMax, matter.ZeroRun.Possible);
    }
}
