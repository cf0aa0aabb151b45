using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>Signs a member of staff in.</summary>
/// <param name="UserName">Sign-in name; capitals do not matter.</param>
/// <param name="Password">Password.</param>
public sealed record StaffSignInRequest(string UserName, string Password);

/// <summary>A signed-in member of staff.</summary>
/// <param name="AccessToken">For the header <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="RefreshToken">Works once.</param>
/// <param name="StaffId">Row id.</param>
/// <param name="DisplayName">Name shown to colleagues.</param>
/// <param name="Department">Department code.</param>
/// <param name="Roles">Roles.</param>
public sealed record StaffSession(
    string AccessToken, int ExpiresIn, string RefreshToken, Guid StaffId, string DisplayName, string Department, IReadOnlyList<string> Roles);

internal static class StaffSignIn
{
    /// <summary>Wrong passwords in a row before the account is locked.</summary>
    public const int Tries = 5;

    /// <summary>Long enough to make guessing hopeless, short enough to wait at the desk.</summary>
    public static readonly TimeSpan LockFor = TimeSpan.FromMinutes(15);

    public static void MapStaffSignIn(this IEndpointRouteBuilder staff)
    {
        staff.MapPost("/sign-in", SignIn).WithName("SignInStaff").WithSummary("Signs staff in with name and password.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(429);
        staff.MapPost("/refresh", Refresh).WithName("RefreshStaff").WithSummary("Exchanges a refresh token; it works once.")
            .ProducesProblem(400).ProducesProblem(401);
        staff.MapPost("/sign-out", SignOut).WithName("SignOutStaff").WithSummary("Ends the sign-in that the token belongs to.")
            .ProducesProblem(400);
    }

    internal static async Task<Results<Ok<StaffSession>, ProblemHttpResult>> SignIn(
        StaffSignInRequest request, PreExamDb db, PasswordCheck passwords, RefreshTokens refresh, AccessTokens tokens, TimeProvider clock,
        HttpResponse response, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var name = StaffAccounts.Normal(request.UserName);

        // The try is counted before the password is looked at: many guesses at once don't get more tries than one after the other.
        await db.Staff.Where(s => s.UserName == name && (s.LockedUntil == null || s.LockedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.FailedSignIns, s => s.FailedSignIns + 1), cancellation);
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.UserName == name, cancellation);
        if (account is { LockedUntil: { } until } && until > now) return Locked(response, until - now);
        if (account?.FailedSignIns > Tries) return Locked(response, LockFor);

        if (!passwords.Holds(account, request.Password) || account!.DisabledAt is not null)
        {
            await LockAfterTooMany(db, account, now, cancellation);
            return Problems.Of("sign_in_wrong");
        }

        await db.Staff.Where(s => s.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.FailedSignIns, 0).SetProperty(s => s.LockedUntil, (DateTimeOffset?)null), cancellation);
        var refreshToken = refresh.Begin(account.Id, isStaff: true);
        db.Note("staff", account.Id, "staff.signedIn", "staff", account.Id, now);
        await db.SaveChangesAsync(cancellation);
        return TypedResults.Ok(Session(account, tokens, refreshToken));
    }

    internal static async Task<Results<Ok<StaffSession>, ProblemHttpResult>> Refresh(
        RefreshRequest request, PreExamDb db, RefreshTokens refresh, AccessTokens tokens, CancellationToken cancellation)
    {
        var (subject, next, refusal) = await refresh.Exchange(request.RefreshToken, isStaff: true, cancellation);
        if (refusal is not null) return Problems.From(refusal);
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Id == subject && s.DisabledAt == null, cancellation);
        return account is null ? Problems.Of("refresh_token_invalid") : TypedResults.Ok(Session(account, tokens, next!));
    }

    internal static async Task<NoContent> SignOut(RefreshRequest request, RefreshTokens refresh, CancellationToken cancellation)
    {
        await refresh.End(request.RefreshToken, isStaff: true, cancellation);
        return TypedResults.NoContent();
    }

    private static async Task LockAfterTooMany(PreExamDb db, StaffAccount? account, DateTimeOffset now, CancellationToken cancellation)
    {
        if (account is null || account.FailedSignIns < Tries) return;
        await db.Staff.Where(s => s.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.FailedSignIns, 0).SetProperty(s => s.LockedUntil, now + LockFor), cancellation);
        db.Note("system", null, "staff.locked", "staff", account.Id, now);
        await db.SaveChangesAsync(cancellation);
    }

    private static ProblemHttpResult Locked(HttpResponse response, TimeSpan wait)
    {
        response.Headers.RetryAfter = RetryAfter.Seconds(wait);
        return Problems.Of("locked_out");
    }

    private static StaffSession Session(StaffAccount account, AccessTokens tokens, string refreshToken) => new(
        tokens.For(account), (int)AccessTokens.Life.TotalSeconds, refreshToken, account.Id, account.DisplayName, account.Department, account.Roles);
}
