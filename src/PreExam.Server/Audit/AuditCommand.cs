using PreExam.Persistence;

namespace PreExam.Server.Audit;

/// <summary>The command <c>audit verify</c>: walks the hash chain without starting the server.</summary>
internal static class AuditCommand
{
    /// <summary>Verifies and says what was found.</summary>
    /// <returns>0 when every row fits, 1 when one does not.</returns>
    public static async Task<int> Verify(string[] args, TextWriter output)
    {
        await using var app = ServerApplication.Build(args);
        await using var scope = app.Services.CreateAsyncScope();
        var found = await AuditSealer.Verify(scope.ServiceProvider.GetRequiredService<PreExamDb>(), CancellationToken.None);
        await output.WriteLineAsync(found.FirstBroken is { } broken
            ? $"The chain breaks at row {broken}; {found.Sealed} rows are sealed, {found.Unsealed} not yet."
            : $"Every row fits: {found.Sealed} sealed, {found.Unsealed} not yet.");
        return found.FirstBroken is null ? 0 : 1;
    }
}
