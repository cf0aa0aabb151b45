using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using PreExam.Persistence;
using PreExam.Server.Tests.SqlServer;

namespace PreExam.Server.Tests.Persistence;

public sealed class MigrationTests
{
    public static TheoryData<string> Providers { get; } = [.. ProviderDifferences.Names];

    [Theory, MemberData(nameof(Providers))]
    public void The_migrations_make_exactly_the_model(string provider)
    {
        using var db = Open(provider);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Microsofts_own_parser_reads_the_whole_script_for_SQL_Server()
    {
        using var db = Open("sqlserver");
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Contains("CREATE TABLE [Cases]", script, StringComparison.Ordinal);
        Assert.Empty(TransactSql.FaultsOf(script));
    }

    private static PreExamDb Open(string provider) => provider switch
    {
        "sqlite" => new SqliteDb(Options<SqliteDb>(provider, "Data Source=none")),
        "postgres" => new PostgresDb(Options<PostgresDb>(provider, "Host=none")),
        _ => new SqlServerDb(Options<SqlServerDb>(provider, "Data Source=none")),
    };

    private static DbContextOptions<T> Options<T>(string provider, string connection)
        where T : PreExamDb
    {
        var options = new DbContextOptionsBuilder<T>();
        options.UseProvider(provider, connection);
        return options.Options;
    }
}
