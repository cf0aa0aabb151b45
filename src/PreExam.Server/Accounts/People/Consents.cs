using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>A person's answer to one consent text.</summary>
/// <param name="Kind">Which text.</param>
/// <param name="Version">The version that was shown.</param>
/// <param name="Given">Agreed, or taken back.</param>
public sealed record ConsentAnswer(string Kind, int Version, bool Given);

internal static class Consents
{
    public static void MapConsents(this IEndpointRouteBuilder api)
    {
        api.MapGet("/consents", () => TypedResults.Ok(ConsentTexts.All)).WithName("ListConsents").WithSummary("The texts that a person may be asked to agree to.");
        api.MapPut("/me/consents", Answer).WithName("AnswerConsent").WithSummary("Gives or takes back one consent.")
            .ProducesProblem(400).ProducesProblem(409).RequireAuthorization(Caller.Applicant);
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> Answer(
        ConsentAnswer request, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (ConsentTexts.Find(request.Kind) is not { } text)
            return Problems.Invalid(new FieldError("kind", "unknown", $"One of {string.Join(", ", ConsentTexts.All.Select(t => t.Kind))}."));

        // Agreeing to a text that was not shown is no consent; taking back works whatever was shown.
        if (request.Given && request.Version != text.Version) return Problems.Of("consent_text_outdated", [text.Kind]);

        var now = clock.GetUtcNow();
        db.Consents.Add(new Consent(Guid.CreateVersion7(), user.Id(), text.Kind, request.Version, request.Given, now));
        db.Note(user, request.Given ? "consent.given" : "consent.withdrawn", "person", user.Id(), now, new { text.Kind, request.Version });
        await db.SaveChangesAsync(cancellation);
        return TypedResults.NoContent();
    }

    /// <summary>The latest answer of each kind.</summary>
    public static async Task<IReadOnlyList<Consent>> Latest(this PreExamDb db, Guid person, CancellationToken cancellation)
    {
        var all = await db.Consents.AsNoTracking().Where(c => c.PersonId == person).ToListAsync(cancellation);
        return [.. all.GroupBy(c => c.Kind).Select(kind => kind.OrderBy(c => c.At).ThenBy(c => c.Id).Last())];
    }
}
