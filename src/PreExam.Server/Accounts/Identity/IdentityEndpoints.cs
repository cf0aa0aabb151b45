using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Identifiers;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>Who the person says to be.</summary>
/// <param name="Name">As on the identity card.</param>
/// <param name="IdNumber">公民身份号码, 18 characters.</param>
public sealed record IdentityRequest(string Name, string IdNumber);

/// <summary>Nothing: the address says it all.</summary>
public sealed record VerificationRequest;

/// <summary>Staff saw the card.</summary>
/// <param name="SawCard">Must be true: the clerk says so under their own name.</param>
public sealed record SawCardRequest(bool SawCard);

/// <summary>How well we know the person now.</summary>
/// <param name="Level">The level.</param>
public sealed record LevelView(IdentityLevel Level);

internal static class IdentityEndpoints
{
    /// <summary>From this age on a child acts alone; below it a guardian does (PIPL 31).</summary>
    public const int OwnConsentAge = 14;

    /// <summary>The service tells who is called what: nobody may try names for a number all day.</summary>
    private const int MismatchesADay = 5;

    private const string Mismatch = "identity.notConfirmed";

    public static void MapIdentity(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        var identity = api.MapGroup("/me/identity").RequireAuthorization(Caller.Applicant);
        identity.MapPut("", Tell).WithName("TellIdentity").WithSummary("Name and ID number as the person tells them; kept encrypted.")
            .ProducesProblem(400).ProducesProblem(422);
        identity.MapPost("/verification", Verify).WithName("VerifyIdentity").WithSummary("Has them confirmed by the unified identity service.")
            .ProducesProblem(409).ProducesProblem(422).ProducesProblem(429).ProducesProblem(503);
        staff.MapPost("/people/{personId:guid}/identity", Confirm).WithName("ConfirmIdentity")
            .WithSummary("A window clerk saw the card; audited.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).RequireAuthorization(Caller.WindowClerk);
    }

    internal static async Task<Results<Ok<LevelView>, ProblemHttpResult>> Tell(
        IdentityRequest request, ClaimsPrincipal user, PreExamDb db, PersonReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        var today = ChinaDay.Today(clock);
        var name = request.Name.Trim().Normalize();
        List<FieldError> errors = [];
        if (!IsName(name)) errors.Add(new("name", "bad_format", "2 to 60 letters, as on the identity card."));
        var check = ResidentId.Check(request.IdNumber, today, out var number);
        if (!check.IsOk) errors.Add(new("idNumber", check.Code, "Not a number of an identity card: see the code for what is wrong."));
        if (errors.Count > 0) return Problems.Invalid(errors);
        if (number.AgeOn(today) < OwnConsentAge) return Problems.Of("guardian_needed");

        var changed = await db.Change(
            user.Id(),
            person => person.TellIdentity(
                reader.SealName(name), reader.SealIdNumber(number.Value), reader.HashIdNumber(number.Value),
                changed: reader.Name(person) != name || reader.IdNumber(person) != number.Value),
            cancellation);
        return changed is null ? Problems.Of("signed_out") : TypedResults.Ok(new LevelView(changed.Level));
    }

    internal static async Task<Results<Ok<LevelView>, ProblemHttpResult>> Verify(
        VerificationRequest request, ClaimsPrincipal user, PreExamDb db, PersonReader reader, IdentityVerifier verifier, TimeProvider clock,
        HttpResponse response, CancellationToken cancellation)
    {
        var (id, now) = (user.Id(), clock.GetUtcNow());
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (person is null) return Problems.Of("signed_out");
        if (person.Level == IdentityLevel.RealName) return TypedResults.Ok(new LevelView(person.Level));
        if (reader.Name(person) is not { } name || reader.IdNumber(person) is not { } number) return Problems.Of("identity_missing");

        var dayAgo = now - TimeSpan.FromDays(1);
        if (await db.Audit.CountAsync(a => a.TargetId == id && a.Action == Mismatch && a.At > dayAgo, cancellation) >= MismatchesADay)
        {
            response.Headers.RetryAfter = RetryAfter.Seconds(TimeSpan.FromHours(1));
            return Problems.Of("too_many_requests");
        }

        switch (await verifier.Verify(name, number, cancellation))
        {
            case IdentityOutcome.Unavailable:
                response.Headers.RetryAfter = RetryAfter.Seconds(TimeSpan.FromSeconds(30));
                return Problems.Of("neighbour_unavailable", ["identity"]);
            case IdentityOutcome.NotConfirmed:
                db.Note(user, Mismatch, "person", id, now);
                await db.SaveChangesAsync(cancellation);
                return Problems.Of("identity_not_confirmed");
            default:
                return await Confirmed(db, user, person, by: "service", now, cancellation);
        }
    }

    internal static async Task<Results<Ok<LevelView>, ProblemHttpResult>> Confirm(
        Guid personId, SawCardRequest request, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        if (!request.SawCard) return Problems.Invalid(new FieldError("sawCard", "must_be_true", "Confirm only after you have seen the card."));
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.ErasedAt == null, cancellation);
        if (person is null) return Problems.NotFound("person");
        if (person.IdNumberSealed is null) return Problems.Of("identity_missing");

        return await Confirmed(db, user, person, by: "counter", clock.GetUtcNow(), cancellation);
    }

    /// <summary>What was confirmed is this name and number: if they changed while the answer was on its way, it is void.</summary>
    private static async Task<Results<Ok<LevelView>, ProblemHttpResult>> Confirmed(
        PreExamDb db, ClaimsPrincipal user, Person seen, string by, DateTimeOffset now, CancellationToken cancellation)
    {
        var same = true;
        var changed = await db.Change(
            seen.Id,
            person =>
            {
                same = person.NameSealed == seen.NameSealed && person.IdNumberSealed == seen.IdNumberSealed;
                if (!same) return;
                person.ConfirmRealName();
                db.Note(user, "identity.confirmed", "person", person.Id, now, new { By = by });
            },
            cancellation);
        if (changed is null) return Problems.NotFound("person");
        return same ? TypedResults.Ok(new LevelView(changed.Level)) : Problems.Of("changed_meanwhile");
    }

    /// <summary>Letters of any script, and the dot and space of 少数民族 and foreign names.</summary>
    private static bool IsName(string name) =>
        name.Length is >= 2 and <= 60
        && name.EnumerateRunes().All(rune => System.Text.Rune.IsLetter(rune) || rune.Value is '·' or ' ' or '.' or '-' or '\'')
        && System.Text.Rune.IsLetter(System.Text.Rune.GetRuneAt(name, 0));
}
