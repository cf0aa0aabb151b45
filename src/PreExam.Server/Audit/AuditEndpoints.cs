using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Platform;

namespace PreExam.Server.Audit;

/// <summary>One line of the audit log.</summary>
/// <param name="Id">The row.</param>
/// <param name="At">When.</param>
/// <param name="ActorKind">person, staff, department or system.</param>
/// <param name="ActorId">Who.</param>
/// <param name="Action">What.</param>
/// <param name="TargetKind">Kind of thing.</param>
/// <param name="TargetId">Which.</param>
/// <param name="Detail">Codes and ids as JSON text.</param>
/// <param name="Sequence">Place in the chain, null until sealed.</param>
public sealed record AuditLine(
    Guid Id, DateTimeOffset At, string ActorKind, Guid? ActorId, string Action, string TargetKind, Guid TargetId, string? Detail, long? Sequence);

internal static class AuditEndpoints
{
    public static void MapAuditLog(this IEndpointRouteBuilder staff)
    {
        staff.MapGet("/audit", Read).WithName("ReadAudit")
            .WithSummary("The audit log, newest first; of one thing when target is given.")
            .ProducesProblem(400)
            .RequireAuthorization(Caller.Administrator);
        staff.MapPost("/audit/verify", Verify).WithName("VerifyAudit")
            .WithSummary("Walks the hash chain: tells the first row that does not fit, and where the chain ends.")
            .RequireAuthorization(Caller.Administrator);
    }

    internal static async Task<Results<Ok<Listing<AuditLine>>, ProblemHttpResult>> Read(
        Guid? target, int? limit, string? after, PreExamDb db, CancellationToken cancellation)
    {
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        var rows = db.Audit.AsNoTracking();
        if (target is { } id) rows = rows.Where(a => a.TargetId == id);
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var key] || !Guid.TryParseExact(key, "N", out var last)) return Problems.Of("cursor_invalid");
            rows = rows.Where(a => a.Id < last);
        }

        var found = await rows.OrderByDescending(a => a.Id).Take(take + 1)
            .Select(a => new AuditLine(a.Id, a.At, a.ActorKind, a.ActorId, a.Action, a.TargetKind, a.TargetId, a.Detail, a.Sequence))
            .ToListAsync(cancellation);
        return TypedResults.Ok(Cursor.Cut(found, take, line => Cursor.Write(line.Id.ToString("N"))));
    }

    internal static async Task<Ok<AuditVerification>> Verify(PreExamDb db, IKeyRing ring, CancellationToken cancellation) =>
        TypedResults.Ok(await AuditChain.Verify(db, ring, cancellation));
}
