using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.WeChat;

namespace PreExam.Server.Accounts;

/// <summary>Signs a person in.</summary>
/// <param name="Code">From <c>wx.login</c>; works once.</param>
public sealed record WeChatSignInRequest(string Code);

/// <summary>Exchanges or ends a refresh token.</summary>
/// <param name="RefreshToken">As it was given.</param>
public sealed record RefreshRequest(string RefreshToken);

/// <summary>A signed-in person.</summary>
/// <param name="AccessToken">For the header <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">Works once.</param>
/// <param name="PersonId">Row id.</param>
/// <param name="Level">How well we know the person.</param>
public sealed record PersonSession(string AccessToken, int ExpiresIn, string RefreshToken, Guid PersonId, IdentityLevel Level);

internal static class WeChatSignIn
{
    private const int Attempts = 5;

    public static void MapWeChatSignIn(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth");
        auth.MapPost("/wechat", SignIn).WithName("SignIn").WithSummary("Signs a person in with the code of wx.login.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(422).ProducesProblem(503);
        auth.MapPost("/refresh", Refresh).WithName("Refresh").WithSummary("Exchanges a refresh token; used twice, all of its sign-in ends.")
            .ProducesProblem(400).ProducesProblem(401);
        auth.MapPost("/logout", SignOut).WithName("SignOut").WithSummary("Ends the sign-in that the token belongs to.").ProducesProblem(400);
    }

    internal static async Task<Results<Ok<PersonSession>, ProblemHttpResult>> SignIn(
        WeChatSignInRequest request, WeChatClient weChat, PreExamDb db, PersonReader reader, RefreshTokens refresh, AccessTokens tokens,
        TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (request.Code.Length is 0 or > 256) return Problems.Of("wechat_code_invalid");
        var (session, refusal) = await weChat.SignIn(request.Code, cancellation);
        if (session is null) return WeChatProblem.Of(refusal!, response);

        for (var attempt = 1; ; attempt++)
        {
            var person = await FindOrAdd(db, reader, session.Openid, clock.GetUtcNow(), cancellation);
            person.SignedIn(reader.SealSessionKey(session.SessionKey));
            var refreshToken = refresh.Begin(person.Id, isStaff: false);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return TypedResults.Ok(Session(person, tokens, refreshToken));
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear(); // the same person signed in twice at once: the other one's row is there now
            }
        }
    }

    internal static async Task<Results<Ok<PersonSession>, ProblemHttpResult>> Refresh(
        RefreshRequest request, PreExamDb db, RefreshTokens refresh, AccessTokens tokens, CancellationToken cancellation)
    {
        var (subject, next, refusal) = await refresh.Exchange(request.RefreshToken, isStaff: false, cancellation);
        if (refusal is not null) return Problems.From(refusal);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == subject && p.ErasedAt == null, cancellation);
        return person is null ? Problems.Of("refresh_token_invalid") : TypedResults.Ok(Session(person, tokens, next!));
    }

    internal static async Task<NoContent> SignOut(RefreshRequest request, RefreshTokens refresh, CancellationToken cancellation)
    {
        await refresh.End(request.RefreshToken, isStaff: false, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Person> FindOrAdd(
        PreExamDb db, PersonReader reader, string openid, DateTimeOffset now, CancellationToken cancellation)
    {
        var hashes = reader.OpenidHashes(openid);
        var person = await db.People.SingleOrDefaultAsync(p => hashes.Contains(p.OpenidHash), cancellation);
        if (person is null) db.People.Add(person = new Person(Guid.CreateVersion7(), reader.HashOpenid(openid), reader.SealOpenid(openid), now));
        return person;
    }

    private static PersonSession Session(Person person, AccessTokens tokens, string refreshToken) =>
        new(tokens.For(person), (int)AccessTokens.Life.TotalSeconds, refreshToken, person.Id, person.Level);
}

/// <summary>WeChat's "no" as ours.</summary>
internal static class WeChatProblem
{
    public static ProblemHttpResult Of(WeChatRefusal refusal, HttpResponse response)
    {
        var problem = Problems.Of(refusal.Code);
        if (refusal.RetryIn is { } wait) response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        return problem;
    }
}
