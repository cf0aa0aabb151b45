using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Audit;

/// <summary>The command <c>audit verify [--kept COUNT:HASH]</c>: walks the hash chain without starting the server.</summary>
internal static class AuditCommand
{
    private const string Kept = "--kept";

    /// <summary>Verifies, and says what was found and where the chain ends.</summary>
    /// <returns>0 when every row fits, 1 when something does not, 2 when that can't be told.</returns>
    public static async Task<int> Verify(string[] args, TextWriter output)
    {
        if (!TryTakeKept(ref args, out var kept))
        {
            await output.WriteLineAsync($"{Kept} needs a head as an earlier verification printed it: COUNT:HASH.");
            return 2;
        }

        // Keys made now could vouch for nothing.
        await using var app = ServerApplication.Build([.. args, "--Keys:CreateForDevelopment=false"]);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        if (!await db.Database.CanConnectAsync() || (await db.Database.GetPendingMigrationsAsync()).Any())
        {
            await output.WriteLineAsync("There is no database here, or it is older than this program: look at the settings, or start the server once.");
            return 2;
        }

        IKeyRing ring;
        try
        {
            ring = scope.ServiceProvider.GetRequiredService<IKeyRing>();
        }
        catch (InvalidOperationException unusable)
        {
            await output.WriteLineAsync(unusable.Message);
            return 2;
        }

        var found = await AuditChain.Verify(db, ring, CancellationToken.None);
        var isAsKept = kept is null || await IsThere(db, kept);
        await Say(found, output);
        if (!isAsKept) await output.WriteLineAsync($"Row {kept!.Count} is not there as it was when that head was kept.");
        return found.Intact && isAsKept ? 0 : 1;
    }

    private static async Task Say(AuditVerification found, TextWriter output)
    {
        await output.WriteLineAsync(found.FirstBroken is { } broken
            ? $"The chain breaks at row {broken}; {found.Sealed} rows are sealed, {found.Unsealed} not yet."
            : $"Every row fits: {found.Sealed} sealed, {found.Unsealed} not yet.");
        await output.WriteLineAsync(found.HeadState switch
        {
            AuditHeadState.Good => FormattableString.Invariant($"Head: {found.HeadCount}:{found.HeadHash}"),
            AuditHeadState.Missing => "The head is missing: somebody removed it, and rows at the end may be missing too.",
            _ => "The head is not ours: somebody changed it, or the key ring is another.",
        });
    }

    internal static async Task<bool> IsThere(PreExamDb db, AuditHead kept) =>
        kept == AuditHead.Start || await db.Audit.AnyAsync(a => a.Sequence == kept.Count && a.Hash == kept.Hash);

    private static bool TryTakeKept(ref string[] args, out AuditHead? kept)
    {
        kept = null;
        var at = Array.IndexOf(args, Kept);
        if (at < 0) return true;
        if (at + 1 == args.Length || args[at + 1].Split(':') is not [var count, { Length: 64 } hash]
            || !long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var place)) return false;
        kept = new AuditHead(place, hash);
        args = [.. args[..at], .. args[(at + 2)..]];
        return true;
    }
}
