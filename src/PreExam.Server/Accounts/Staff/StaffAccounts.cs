using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Platform;
using System.Security.Claims;

namespace PreExam.Server.Accounts;

/// <summary>A staff account as administrators see it.</summary>
/// <param name="Id">Row id.</param>
/// <param name="UserName">Sign-in name.</param>
/// <param name="DisplayName">Name shown to colleagues.</param>
/// <param name="Department">Department code.</param>
/// <param name="Station">Station code, for station agents.</param>
/// <param name="Roles">Roles.</param>
/// <param name="Disabled">The account was ended.</param>
/// <param name="LockedUntil">No sign-in before this.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">Its version; the ETag.</param>
public sealed record StaffView(
    Guid Id, string UserName, string DisplayName, string Department, string? Station, IReadOnlyList<string> Roles, bool Disabled,
    DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, int Version)
{
    internal static StaffView Of(StaffAccount account) => new(
        account.Id, account.UserName, account.DisplayName, account.Department, account.Station, account.Roles, account.DisabledAt is not null,
        account.LockedUntil, account.CreatedAt, account.Version);
}

/// <summary>A new account.</summary>
/// <param name="UserName">Sign-in name: 3 to 64 small letters, digits, dots, hyphens.</param>
/// <param name="DisplayName">Name shown to colleagues.</param>
/// <param name="Password">At least ten characters.</param>
/// <param name="Department">Department code.</param>
/// <param name="Roles">At least one role.</param>
/// <param name="Station">Station code, for station agents.</param>
public sealed record NewStaffRequest(
    string UserName, string DisplayName, string Password, string Department, IReadOnlyList<string> Roles, string? Station = null);

/// <summary>What an administrator may change.</summary>
/// <param name="DisplayName">Name shown to colleagues.</param>
/// <param name="Department">Department code.</param>
/// <param name="Roles">At least one role.</param>
/// <param name="Disabled">True ends the account and every sign-in of it.</param>
/// <param name="Station">Station code, for station agents.</param>
public sealed record StaffChange(string DisplayName, string Department, IReadOnlyList<string> Roles, bool Disabled, string? Station = null);

internal static class StaffAccounts
{
    public static void MapStaffAccounts(this IEndpointRouteBuilder staff)
    {
        staff.MapPost("/setup", FirstAdministrator.SetUp).WithName("SetUp")
            .WithSummary("Makes the first administrator with the code that the first start printed.")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        var accounts = staff.MapGroup("/accounts").RequireAuthorization(Caller.Administrator);
        accounts.MapGet("", List).WithName("ListStaff").WithSummary("Staff accounts by sign-in name.").ProducesProblem(400);
        accounts.MapPost("", Add).WithName("AddStaff").WithSummary("Makes a staff account.")
            .ProducesProblem(400).ProducesProblem(409).RequireIdempotencyKey();
        accounts.MapPut("/{id:guid}", Change).WithName("ChangeStaff").WithSummary("Changes or ends a staff account.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
    }

    internal static async Task<Results<Ok<Listing<StaffView>>, ProblemHttpResult>> List(
        PreExamDb db, CancellationToken cancellation, string? after = null, int limit = Cursor.DefaultLimit)
    {
        if (limit is < 1 or > Cursor.MaxLimit)
            return Problems.Invalid(new FieldError("limit", "out_of_range", $"From 1 to {Cursor.MaxLimit}."));
        var accounts = db.Staff.AsNoTracking();
        if (after is not null)
        {
            if (Cursor.Read(after, 1) is not [var last]) return Problems.Of("cursor_invalid");
            accounts = accounts.Where(s => string.Compare(s.UserName, last) > 0);
        }

        var found = await accounts.OrderBy(s => s.UserName).Take(limit + 1).ToListAsync(cancellation);
        return TypedResults.Ok(Cursor.Cut([.. found.Select(StaffView.Of)], limit, view => Cursor.Write(view.UserName)));
    }

    internal static async Task<Results<Created<StaffView>, ProblemHttpResult>> Add(
        NewStaffRequest request, ClaimsPrincipal user, PreExamDb db, PasswordCheck passwords, TimeProvider clock, HttpResponse response,
        CancellationToken cancellation)
    {
        var errors = Errors(request.UserName, request.DisplayName, request.Password, request.Roles, request.Department, request.Station);
        if (errors.Count > 0) return Problems.Invalid(errors);
        var name = Normal(request.UserName);
        if (await db.Staff.AnyAsync(s => s.UserName == name, cancellation)) return Problems.Of("user_name_taken");

        var now = clock.GetUtcNow();
        var account = new StaffAccount
        {
            UserName = name,
            DisplayName = request.DisplayName.Trim(),
            Department = request.Department,
            Station = request.Station,
            Roles = [.. request.Roles.Distinct()],
            PasswordHash = passwords.Hash(request.Password),
            CreatedAt = now,
        };
        db.Staff.Add(account);
        db.Note(user, "staff.added", "staff", account.Id, now, new { account.Roles, account.Department });
        await db.SaveChangesAsync(cancellation);
        response.Headers.ETag = new ETag(account.Version).ToString();
        return TypedResults.Created($"/api/v1/staff/accounts/{account.Id}", StaffView.Of(account));
    }

    internal static async Task<Results<Ok<StaffView>, ProblemHttpResult>> Change(
        Guid id, StaffChange request, [FromHeader(Name = "If-Match")] ETag? expected, ClaimsPrincipal user, PreExamDb db,
        RefreshTokens refresh, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (expected is null) return Problems.VersionMissing();
        var errors = Errors(null, request.DisplayName, null, request.Roles, request.Department, request.Station);
        if (errors.Count > 0) return Problems.Invalid(errors);
        var account = await db.Staff.SingleOrDefaultAsync(s => s.Id == id, cancellation);
        if (account is null) return Problems.NotFound("staff");
        if (account.Version != expected.Value.Version) return Problems.Changed(account.Version);

        // Whoever takes the own administrator role away might be the last one; a colleague can do it.
        if (id == user.Id() && (request.Disabled || !request.Roles.Contains(Caller.Administrator))) return Problems.Of("own_rights");

        var now = clock.GetUtcNow();
        (account.DisplayName, account.Department, account.Station) = (request.DisplayName.Trim(), request.Department, request.Station);
        account.Roles = [.. request.Roles.Distinct()];
        account.DisabledAt = request.Disabled ? account.DisabledAt ?? now : null;
        account.Version++;
        db.Note(user, request.Disabled ? "staff.ended" : "staff.changed", "staff", id, now, new { account.Roles, account.Department });
        await db.SaveChangesAsync(cancellation);
        if (request.Disabled) await refresh.EndAll(id, cancellation);
        response.Headers.ETag = new ETag(account.Version).ToString();
        return TypedResults.Ok(StaffView.Of(account));
    }

    public static string Normal(string userName) => userName.Trim().ToLowerInvariant();

    /// <summary>What is wrong with the values of an account; null means that the value is not part of the request.</summary>
    public static IReadOnlyList<FieldError> Errors(
        string? userName, string displayName, string? password, IReadOnlyList<string> roles, string department = "", string? station = null)
    {
        List<FieldError> errors = [];
        if (userName is not null && !IsUserName(Normal(userName)))
            errors.Add(new("userName", "bad_format", "3 to 64 letters, digits, dots, hyphens, underscores."));
        if (string.IsNullOrWhiteSpace(displayName) || displayName.Length > 60) errors.Add(new("displayName", "bad_length", "1 to 60 characters."));
        if (password is { Length: < PasswordCheck.MinLength or > PasswordCheck.MaxLength })
            errors.Add(new("password", "bad_length", $"{PasswordCheck.MinLength} to {PasswordCheck.MaxLength} characters."));
        if (roles.Count == 0 || roles.Except(Caller.Roles).Any())
            errors.Add(new("roles", "unknown", $"One or more of {string.Join(", ", Caller.Roles)}."));
        if (department.Length > 40) errors.Add(new("department", "bad_length", "At most 40 characters."));
        if (station?.Length > 40) errors.Add(new("station", "bad_length", "At most 40 characters."));
        return errors;
    }

    private static bool IsUserName(string name) =>
        name.Length is >= 3 and <= 64 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
