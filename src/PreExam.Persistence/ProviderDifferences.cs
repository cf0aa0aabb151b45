using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace PreExam.Persistence;

/// <summary>Everything that is not the same on SQLite, SQL Server and PostgreSQL. No other file may name a provider.</summary>
public static class ProviderDifferences
{
    private const string SqliteProvider = "Microsoft.EntityFrameworkCore.Sqlite";
    private const string SqlServerProvider = "Microsoft.EntityFrameworkCore.SqlServer";

    /// <summary>The provider that needs no server.</summary>
    public const string Embedded = "sqlite";

    /// <summary>The names that configuration and command line use, in the order in which documents list them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["sqlite", "postgres", "sqlserver"];

    /// <summary>Selects the provider by its name in configuration.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="provider">One of <see cref="Names"/>.</param>
    /// <param name="connection">The provider's connection string.</param>
    /// <param name="migrations">Assembly that holds the migrations; null for the context's own.</param>
    public static DbContextOptionsBuilder UseProvider(
        this DbContextOptionsBuilder options, string provider, string connection, string? migrations = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return provider switch
        {
            "sqlite" => options
                .UseSqlite(connection, o => o.MigrationsAssembly(migrations))
                .AddInterceptors(SqliteOpening.Instance),
            "postgres" => options.UseNpgsql(connection, o => o.MigrationsAssembly(migrations)),
            "sqlserver" => options.UseSqlServer(connection, o => o.MigrationsAssembly(migrations)),
            _ => throw new ArgumentException($"Unknown database provider; known are {string.Join(", ", Names)}.", nameof(provider)),
        };
    }

    /// <summary>
    /// SQLite has no time type and compares DateTimeOffset as text; UTC ticks keep order and equality. SQL Server sorts
    /// uniqueidentifier by its last bytes first; sixteen big-endian bytes sort as GUID v7 is meant to. PostgreSQL's uuid
    /// does so by itself, and so does SQLite's text.
    /// </summary>
    public static void Apply(ModelConfigurationBuilder conventions, string? provider)
    {
        ArgumentNullException.ThrowIfNull(conventions);
        if (provider == SqliteProvider) conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
        if (provider == SqlServerProvider) conventions.Properties<Guid>().HaveConversion<SortableBytes>().HaveColumnType("binary(16)");
    }

    /// <summary>Registers the context type of the named provider, each with migrations of its own, as <see cref="PreExamDb"/>.</summary>
    internal static void AddContext(
        IServiceCollection services, string provider, string connection, Action<IServiceProvider, DbContextOptionsBuilder> configure)
    {
        switch (provider)
        {
            case "postgres":
                Add<PostgresDb>();
                break;
            case "sqlserver":
                Add<SqlServerDb>();
                break;
            default:
                Add<SqliteDb>();
                break;
        }

        void Add<TContext>()
            where TContext : PreExamDb
        {
            services.AddDbContext<TContext>((scope, options) => configure(scope, options.UseProvider(provider, connection)));
            services.AddScoped<PreExamDb>(scope => scope.GetRequiredService<TContext>());
        }
    }

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(
        time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

    private sealed class SortableBytes() : ValueConverter<Guid, byte[]>(
        id => ToBytes(id), bytes => new Guid(bytes, true))
    {
        private static byte[] ToBytes(Guid id)
        {
            var bytes = new byte[16];
            id.TryWriteBytes(bytes, bigEndian: true, out _);
            return bytes;
        }
    }

    /// <summary>
    /// One writer at a time, readers beside it (WAL), and a writer that finds the lock taken waits instead of failing.
    /// Transactions begin IMMEDIATE in this driver unless asked otherwise, so none dies on the way from reading to writing.
    /// </summary>
    private sealed class SqliteOpening : DbConnectionInterceptor
    {
        private const string Pragmas = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL;";

        public static SqliteOpening Instance { get; } = new();

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>The model on SQLite.</summary>
public sealed class SqliteDb(DbContextOptions<SqliteDb> options) : PreExamDb(options);

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresDb(DbContextOptions<PostgresDb> options) : PreExamDb(options);

/// <summary>The model on SQL Server.</summary>
public sealed class SqlServerDb(DbContextOptions<SqlServerDb> options) : PreExamDb(options);

/// <summary>Makes a context for the tool that writes migrations; no database is asked.</summary>
internal abstract class DesignTime<TContext>(string provider) : IDesignTimeDbContextFactory<TContext>
    where TContext : PreExamDb
{
    public TContext CreateDbContext(string[] args) =>
        (TContext)Activator.CreateInstance(typeof(TContext), new DbContextOptionsBuilder<TContext>().UseProvider(provider, provider == "postgres" ? "Host=none" : "Data Source=none").Options)!;
}

internal sealed class SqliteDesignTime() : DesignTime<SqliteDb>("sqlite");

internal sealed class PostgresDesignTime() : DesignTime<PostgresDb>("postgres");

internal sealed class SqlServerDesignTime() : DesignTime<SqlServerDb>("sqlserver");
