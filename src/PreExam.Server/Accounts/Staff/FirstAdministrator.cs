using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Persistence.Platform;
using PreExam.Server.Audit;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>Where the one-time code for the first administrator is printed: the console, never the log.</summary>
/// <param name="Writer">Standard output unless the host that embeds the server says otherwise.</param>
public sealed record SetupCodeOutput(TextWriter Writer);

/// <summary>Makes the first administrator.</summary>
/// <param name="Code">The code that the first start printed.</param>
/// <param name="UserName">Sign-in name.</param>
/// <param name="Password">At least ten characters.</param>
/// <param name="DisplayName">Name shown to colleagues.</param>
public sealed record SetupRequest(string Code, string UserName, string Password, string DisplayName);

/// <summary>
/// An installation without staff has nobody who could let anybody in. So the first start prints a code that whoever can read the
/// console may use, once, to become administrator. Only its hash is kept; it does not end by itself.
/// </summary>
internal sealed class FirstAdministrator(IServiceScopeFactory scopes, SetupCodeOutput output, IConfiguration configuration) : IHostedService
{
    private const string Name = "setup-code";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        if (await db.Staff.AnyAsync(cancellationToken)) return;
        if (configuration.GetValue<bool>("Accounts:NewSetupCode")) await db.Shared.Where(v => v.Name == Name).ExecuteDeleteAsync(cancellationToken);
        if (await db.Shared.AnyAsync(v => v.Name == Name, cancellationToken)) return;

        var code = NewCode();
        db.Shared.Add(new SharedValue { Name = Name, Value = HashOf(code) });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            return; // another process of this installation was first, and has printed its code
        }

        await output.Writer.WriteLineAsync($"PreExam: one-time code for the first administrator: {code} (POST /api/v1/staff/setup)");
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    internal static async Task<Results<Created<StaffView>, ProblemHttpResult>> SetUp(
        SetupRequest request, PreExamDb db, PasswordCheck passwords, TimeProvider clock, HttpResponse response, CancellationToken cancellation)
    {
        if (await db.Staff.AnyAsync(cancellation)) return Problems.Of("already_set_up");
        var errors = StaffAccounts.Errors(request.UserName, request.DisplayName, request.Password, [Caller.Administrator]);
        if (errors.Count > 0) return Problems.Invalid(errors);

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var hash = HashOf(request.Code.Trim().ToUpperInvariant());
        if (await db.Shared.Where(v => v.Name == Name && v.Value == hash).ExecuteDeleteAsync(cancellation) == 0)
            return Problems.Of("setup_code_wrong");

        var now = clock.GetUtcNow();
        var account = new StaffAccount
        {
            UserName = StaffAccounts.Normal(request.UserName),
            DisplayName = request.DisplayName.Trim(),
            Department = "",
            Roles = [Caller.Administrator],
            PasswordHash = passwords.Hash(request.Password),
            CreatedAt = now,
        };
        db.Staff.Add(account);
        db.Note("staff", account.Id, "staff.setUp", "staff", account.Id, now);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        response.Headers.ETag = new ETag(account.Version).ToString();
        return TypedResults.Created($"/api/v1/staff/accounts/{account.Id}", StaffView.Of(account));
    }

    /// <summary>Four groups of five out of 32 signs: a hundred bits, and none that is mistaken for another when typed from a screen.</summary>
    private static string NewCode() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 5)));

    private static string HashOf(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
