using System.Globalization;
using StackExchange.Redis;
using Xunit;

namespace PreExam.Testing;

/// <summary>
/// A real redis-server: a free port, a folder that goes with it. One per run as an assembly fixture, with a key prefix per
/// test; a test that empties or stops Redis makes one of its own.
/// </summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TestFolder _folder = new("redis");
    private readonly int _port = ServerProcess.FreePort();
    private ServerProcess? _process;
    private ConnectionMultiplexer? _connection;

    /// <summary>What <c>Messaging:Redis</c> takes.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public ConnectionMultiplexer Connection => _connection ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        await Start();
        _connection = await ConnectionMultiplexer.ConnectAsync($"{Address},allowAdmin=true,abortConnect=false,connectRetry=20");
    }

    /// <summary>Starts it, empty, on the same port as before.</summary>
    public async Task Start()
    {
        string[] arguments = ["--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder.Path, "--save", "", "--appendonly", "no"];
        _process = await ServerProcess.Start("redis-server", arguments, _folder.Path);
        await Eventually.Holds(async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"redis-server did not start: {_process.Output}");
            await using var probe = await ConnectionMultiplexer.ConnectAsync($"{Address},abortConnect=false,connectTimeout=200,connectRetry=1");
            return probe.IsConnected;
        });
    }

    /// <summary>Kills it, with everything that it remembers.</summary>
    public void Stop()
    {
        _process?.Dispose();
        _process = null;
    }

    /// <summary>Forgets everything.</summary>
    public Task Empty() => Connection.GetServer(Connection.GetEndPoints()[0]).FlushAllDatabasesAsync();

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null) await _connection.DisposeAsync();
        Stop();
        _folder.Dispose();
    }
}
