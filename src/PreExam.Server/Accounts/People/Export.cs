using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>A part of the export that another capability knows how to read, since it sealed it.</summary>
internal interface IPersonExport
{
    /// <summary>Member of the export under which the part stands.</summary>
    string Name { get; }

    /// <summary>Everything of this kind about the person, revealed.</summary>
    Task<object> Read(PreExamDb db, Guid person, CancellationToken cancellation);
}

/// <summary>Everything about a person, for that person.</summary>
/// <param name="ExportedAt">When.</param>
/// <param name="Person">The account, unmasked.</param>
/// <param name="Consents">Every answer ever given.</param>
/// <param name="Subscriptions">Messages still accepted.</param>
/// <param name="Parts">What other capabilities keep, by name: cases, notices, filings.</param>
public sealed record PersonExport(
    DateTimeOffset ExportedAt, ExportedPerson Person, IReadOnlyList<ConsentView> Consents, IReadOnlyList<SubscriptionView> Subscriptions,
    IReadOnlyDictionary<string, object> Parts);

/// <summary>The account, unmasked.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Level">How well we know the person.</param>
/// <param name="Openid">WeChat's id of the person in this mini-program.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Name">Name.</param>
/// <param name="IdNumber">ID number.</param>
/// <param name="CreatedAt">When the account began.</param>
public sealed record ExportedPerson(
    Guid Id, IdentityLevel Level, string? Openid, string? Phone, string? Name, string? IdNumber, DateTimeOffset CreatedAt);

internal static class Export
{
    public static void MapExport(this IEndpointRouteBuilder api) => api
        .MapGet("/me/export", Read).WithName("ExportMe").WithSummary("Everything about the signed-in person, as a download.")
        .RequireAuthorization(Caller.Applicant);

    internal static async Task<Results<Ok<PersonExport>, ProblemHttpResult>> Read(
        ClaimsPrincipal user, PreExamDb db, PersonReader reader, IEnumerable<IPersonExport> parts, TimeProvider clock, HttpResponse response,
        CancellationToken cancellation)
    {
        var id = user.Id();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (person is null) return Problems.Of("signed_out");

        var others = new Dictionary<string, object>();
        foreach (var part in parts) others[part.Name] = await part.Read(db, id, cancellation);
        var consents = await db.Consents.AsNoTracking().Where(c => c.PersonId == id).OrderBy(c => c.At)
            .Select(c => new ConsentView(c.Kind, c.TextVersion, c.IsGiven, c.At)).ToListAsync(cancellation);
        response.Headers.ContentDisposition = "attachment; filename=\"preexam-export.json\"";
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PersonExport(
            clock.GetUtcNow(),
            new ExportedPerson(
                id, person.Level, reader.Openid(person), reader.Phone(person), reader.Name(person), reader.IdNumber(person), person.CreatedAt),
            consents, await db.SubscriptionsOf(id, cancellation), others));
    }
}
