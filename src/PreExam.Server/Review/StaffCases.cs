using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>Which cases a member of staff sees: those handed in to the own department. Another department's case is not there.</summary>
internal static class StaffCases
{
    public static IQueryable<Case> VisibleTo(this IQueryable<Case> cases, ClaimsPrincipal user)
    {
        var department = user.Department();
        return cases.Where(c => c.Department == department && c.Round > 0);
    }

    /// <summary>The case for a judgement that carries If-Match, or the problem to answer with: who no longer holds it hears that, not of versions.</summary>
    public static async Task<(Case? Case, IResult? Problem)> ForChange(
        this PreExamDb db, Guid id, ETag? expected, ClaimsPrincipal user, DateTimeOffset now, CancellationToken cancellation)
    {
        if (expected is null) return (null, Problems.VersionMissing());
        var found = await db.Cases.VisibleTo(user).SingleOrDefaultAsync(c => c.Id == id, cancellation);
        if (found is null) return (null, Problems.NotFound("case"));
        if (found.RefuseReview(user.Id(), now) is { } refusal) return (null, Problems.From(refusal));
        return found.Version == expected.Value.Version ? (found, null) : (null, Problems.Changed(found.Version));
    }
}
