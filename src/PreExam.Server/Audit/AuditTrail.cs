using System.Security.Claims;
using System.Text.Json;
using PreExam.Persistence;
using PreExam.Persistence.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Audit;

/// <summary>Appends audit rows to the caller's transaction. Codes and ids only: never names, numbers or texts.</summary>
public static class AuditTrail
{
    /// <summary>Notes what a signed-in person or member of staff did.</summary>
    /// <param name="db">The caller's context; the caller saves.</param>
    /// <param name="user">Who.</param>
    /// <param name="action">What, for example <c>page.viewed</c>.</param>
    /// <param name="targetKind">Kind of thing.</param>
    /// <param name="targetId">Which.</param>
    /// <param name="now">When.</param>
    /// <param name="detail">Codes and ids that explain it.</param>
    public static void Note(
        this PreExamDb db, ClaimsPrincipal user, string action, string targetKind, Guid targetId, DateTimeOffset now, object? detail = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        db.Note(user.FindFirstValue(Caller.KindClaim) ?? "system", user.Id(), action, targetKind, targetId, now, detail);
    }

    /// <summary>Notes what the system or a department did.</summary>
    public static void Note(
        this PreExamDb db, string actorKind, Guid? actor, string action, string targetKind, Guid targetId, DateTimeOffset now, object? detail = null)
    {
        ArgumentNullException.ThrowIfNull(db);
        db.Audit.Add(new AuditRow
        {
            At = now,
            ActorKind = actorKind,
            ActorId = actor,
            Action = action,
            TargetKind = targetKind,
            TargetId = targetId,
            Detail = detail is null ? null : JsonSerializer.Serialize(detail, Wire.Json),
        });
    }
}
