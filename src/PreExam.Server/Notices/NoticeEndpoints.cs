using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Matters;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Platform;

namespace PreExam.Server.Notices;

/// <summary>A message to the caller.</summary>
/// <param name="Id">The notice.</param>
/// <param name="CaseId">The case it speaks of.</param>
/// <param name="Kind">What it tells, for example feedbackGiven.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">Everything.</param>
/// <param name="CreatedAt">When it came to be.</param>
/// <param name="ReadAt">When the caller opened it, or null.</param>
/// <param name="WeChat">How the WeChat card ended: sent, in_app_only, unclear, parked; null while under way.</param>
public sealed record NoticeView(
    Guid Id, Guid CaseId, string Kind, LocalText Title, LocalText Text, DateTimeOffset CreatedAt, DateTimeOffset? ReadAt, string? WeChat);

internal static class NoticeEndpoints
{
    public static void MapNoticeList(this IEndpointRouteBuilder api)
    {
        api.MapGet("/notices", List).WithName("ListNotices").WithSummary("The caller's notices, newest first.")
            .ProducesProblem(400).RequireAuthorization(Caller.Applicant);
        api.MapPut("/notices/{id:guid}/read", MarkRead).WithName("MarkNoticeRead").WithSummary("The caller opened a notice.")
            .ProducesProblem(404).RequireAuthorization(Caller.Applicant);
    }

    internal static async Task<Results<Ok<Listing<NoticeView>>, ProblemHttpResult>> List(
        int? limit, string? after, ClaimsPrincipal user, PreExamDb db, FieldCipher cipher, CancellationToken cancellation)
    {
        var me = user.Id();
        var take = limit ?? Cursor.DefaultLimit;
        if (take is < 1 or > Cursor.MaxLimit) return Problems.Invalid(new FieldError("limit", "out_of_range", "1 to 100."));
        var rows = db.Notices.AsNoTracking().Where(n => n.PersonId == me);
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var key] || !Guid.TryParseExact(key, "N", out var last)) return Problems.Of("cursor_invalid");
            rows = rows.Where(n => n.Id < last);
        }

        var found = await rows.OrderByDescending(n => n.Id).Take(take + 1).ToListAsync(cancellation);
        var page = Cursor.Cut(found, take, n => Cursor.Write(n.Id.ToString("N")));
        return TypedResults.Ok(new Listing<NoticeView>(
            [.. page.Items.Select(n =>
            {
                var stored = StoredText.Parse(cipher.Reveal(StoredText.Column, n.TextSealed));
                return new NoticeView(n.Id, n.CaseId, n.Kind, stored.Title, stored.Text, n.CreatedAt, n.ReadAt, n.Outcome);
            })],
            page.Next));
    }

    internal static async Task<Results<NoContent, ProblemHttpResult>> MarkRead(
        Guid id, ClaimsPrincipal user, PreExamDb db, TimeProvider clock, CancellationToken cancellation)
    {
        var me = user.Id();
        var now = clock.GetUtcNow();
        if (!await db.Notices.AnyAsync(n => n.Id == id && n.PersonId == me, cancellation)) return Problems.NotFound("notice");
        // By itself, without the version: the worker's outcome and the person's reading don't concern each other.
        await db.Notices.Where(n => n.Id == id && n.ReadAt == null).ExecuteUpdateAsync(n => n.SetProperty(x => x.ReadAt, now), cancellation);
        return TypedResults.NoContent();
    }
}
