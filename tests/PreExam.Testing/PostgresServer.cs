using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using Xunit;

namespace PreExam.Testing;

/// <summary>
/// A real PostgreSQL: a cluster in a folder that goes with it, reached over a socket in that folder, so that no port can
/// be taken. One per run as an assembly fixture; every test has a database of its own.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new("postgres");
    private ServerProcess? _process;

    private static string Binaries { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin/"
        : "";

    // PostgreSQL refuses to run as root.
    private static string? Owner { get; } = Environment.IsPrivilegedProcess ? "postgres" : null;

    public async ValueTask InitializeAsync()
    {
        if (Owner is not null) await ServerProcess.Run("chown", [$"{Owner}:{Owner}", _folder.Path], "/");
        await ServerProcess.Run(Binaries + "initdb",
            ["--pgdata", _folder.File("data"), "--username", "preexam", "--auth", "trust", "--encoding", "UTF8", "--locale", "C", "--no-sync"],
            _folder.Path, Owner);

        // Nothing of this outlives the run: no disk needs to be waited for.
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={_folder.Path}", "fsync=off", "full_page_writes=off",
            "synchronous_commit=off", "max_connections=400", "shared_buffers=64MB", "autovacuum=off",
        ];
        _process = await ServerProcess.Start(Binaries + "postgres",
            ["-D", _folder.File("data"), .. settings.SelectMany(s => new[] { "-c", s })], _folder.Path, Owner);
        await Eventually.Holds(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"postgres did not start: {_process.Output}");
            await using var context = Connect("postgres");
            return await context.Database.CanConnectAsync();
        });
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabase()
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var context = Connect("postgres");
        // The name is ours and an identifier, which a parameter can't be.
#pragma warning disable EF1003
        await context.Database.ExecuteSqlRawAsync("CREATE DATABASE " + name);
#pragma warning restore EF1003
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        // Asked, not killed: it gives its shared memory back, and its children go with it.
        if (_process is { HasExited: false })
            await ServerProcess.Run(Binaries + "pg_ctl", ["stop", "-D", _folder.File("data"), "-m", "immediate"], _folder.Path, Owner);
        _process?.Dispose();
        _folder.Dispose();
    }

    private string ConnectionString(string database) =>
        $"Host={_folder.Path};Username=preexam;Database={database};Maximum Pool Size=20;Connection Idle Lifetime=5;Connection Pruning Interval=2";

    private DbContext Connect(string database) =>
        new(new DbContextOptionsBuilder().UseProvider("postgres", ConnectionString(database) + ";Pooling=false").Options);
}
