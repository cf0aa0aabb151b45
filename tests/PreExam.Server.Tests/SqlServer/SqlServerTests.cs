using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PreExam.Testing;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>
/// The server works through a busy day on SQLite, and whatever it asks or tells the database is said once more in SQL Server's language
/// and read by Microsoft's own parser.
/// </summary>
public sealed partial class SqlServerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_statement_of_a_busy_day_is_good_Transact_SQL()
    {
        var other = new OnSqlServer();
        await using (var host = await PreExamHost.Start([], BusyDay.Settings, services => services.AddRelays(other))) await BusyDay.Work(host);

        var statements = other.Statements;
        Assert.Empty(other.Untold);
        Assert.Empty(statements.SelectMany(TransactSql.FaultsOf));

        // The day has to come by what the sources hold: every file with a query, nearly every query, every table.
        var missed = WrittenQueries.All.Where(query => !other.Places.Keys.Any(place => place.Covers(query.File, query.Line))).ToList();
        output.WriteLine($"{statements.Count} statements; {WrittenQueries.All.Count} queries in the sources, of which the day left out {missed.Count}:");
        foreach (var (file, line) in missed) output.WriteLine($"  {file}:{line}");
        Assert.Empty(WrittenQueries.All.Select(query => query.File).Except(other.Places.Keys.Select(place => place.File)));
        Assert.InRange(missed.Count, 0, WrittenQueries.All.Count / 20);
        Assert.Empty(other.Model.GetEntityTypes().Select(type => type.GetTableName()!).Except(statements.SelectMany(Filled)));
    }

    [Theory]
    [InlineData(true, "SELECT TOP(@p) [n].[Id] FROM [Notices] AS [n] WHERE [n].[Id] < @last ORDER BY [n].[Id] DESC")]
    [InlineData(true, "SELECT COUNT(CASE WHEN [c].[State] = N'Draft' THEN 1 END) FROM [Cases] AS [c]")]
    [InlineData(false, "SELECT \"n\".\"Id\" FROM \"Notices\" AS \"n\" LIMIT @p")]
    [InlineData(false, "SELECT COUNT(CASE WHEN EXISTS (SELECT 1 FROM [Pages] AS [p]) THEN 1 END) FROM [Cases] AS [c]")]
    [InlineData(false, "SELECT MAX((SELECT COUNT(*) FROM [Pages] AS [p])) FROM [Cases] AS [c]")]
    public void What_SQL_Server_would_refuse_is_told(bool good, string text) => Assert.Equal(good, TransactSql.FaultsOf(text).Count == 0);

    private static IEnumerable<string> Filled(string statement) => Filling().Matches(statement).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"(?:INSERT INTO|MERGE) \[(\w+)\]")]
    private static partial Regex Filling();
}
