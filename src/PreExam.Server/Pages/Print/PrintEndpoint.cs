using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Pages.Images;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Print;

internal static class PrintEndpoint
{
    public static void MapPrint(this IEndpointRouteBuilder api) => api
        .MapGet("/cases/{id:guid}/print", Print)
        .WithName("PrintCase").WithTags("Pages")
        .WithSummary("The pages of a case, or of one material with ?slot=, as one PDF with page numbers and the purpose watermark.")
        .Produces(200, contentType: "application/pdf").ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503)
        .RequireAuthorization();

    private static async Task<IResult> Print(
        Guid id, string? slot, ClaimsPrincipal user, PreExamDb db, PrintedCase printed, Watermarks watermarks, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        var (found, pages) = await db.FindPages(user, id, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (slot is not null && found.FindMaterial(slot) is null) return Problems.NotFound("material");
        if (watermarks.Lettering is not { } lettering) return Problems.Of("print_unavailable");

        var now = clock.GetUtcNow();
        if (user.HasClaim(Caller.KindClaim, "staff"))
        {
            db.Note(user, "case.printed", "case", id, now, new { slot });
            await db.SaveChangesAsync(cancellation);
        }

        var chosen = pages.Where(p => p.Renditions.Count > 0 && (slot is null || p.Slot == slot)).ToList();
        if (chosen.Count == 0) return Problems.NotFound("page");
        var (file, damaged) = await printed.Write(found, chosen, lettering, user.Id(), now, cancellation);
        if (file is null) return Problems.Of("page_damaged", [.. damaged.Select(page => page.ToString())]);
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(file, "application/pdf", $"{found.Number}{(slot is null ? "" : "-" + slot)}.pdf");
    }
}
