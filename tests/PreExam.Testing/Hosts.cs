using Xunit;

namespace PreExam.Testing;

/// <summary>
/// Assembly fixture: one running server per backend for all tests, started when first asked for. Tests keep apart by having their own
/// persons, cases and staff; a test that moves the clock or breaks a neighbour takes a host of its own from <see cref="NewHost"/>.
/// </summary>
public sealed class Hosts : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _postgres = Later<PostgresServer>();
    private readonly Lazy<Task<RedisServer>> _redis = Later<RedisServer>();
    private readonly Dictionary<Backend, Lazy<Task<PreExamHost>>> _shared;

    public Hosts() => _shared = Enum.GetValues<Backend>().ToDictionary(backend => backend, backend => new Lazy<Task<PreExamHost>>(() => NewHost(backend)));

    /// <summary>The host that all tests of the assembly share.</summary>
    public Task<PreExamHost> Shared(Backend backend) => _shared[backend].Value;

    /// <summary>A host of the test's own, with a database and a clock of its own; the test disposes it.</summary>
    /// <param name="backend">What it stands on.</param>
    /// <param name="settings">Configuration such as <c>Pages:MaxBytes=1000</c>, added to what the host sets itself.</param>
    public async Task<PreExamHost> NewHost(Backend backend, params string[] settings) => await PreExamHost.Start(await Arguments(backend), settings);

    /// <summary>What a server or the demo is started with to stand on this backend, with a database of its own.</summary>
    public async Task<string[]> Arguments(Backend backend) => backend == Backend.Embedded
        ? []
        : ["--database", "postgres", "--connection", await (await _postgres.Value).CreateDatabase(), "--redis", (await _redis.Value).Address];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _shared.Values.Where(host => host.IsValueCreated)) await (await host.Value).DisposeAsync();
        if (_redis.IsValueCreated) await (await _redis.Value).DisposeAsync();
        if (_postgres.IsValueCreated) await (await _postgres.Value).DisposeAsync();
    }

    private static Lazy<Task<T>> Later<T>()
        where T : IAsyncLifetime, new() => new(async () =>
        {
            var server = new T();
            await server.InitializeAsync();
            return server;
        });
}
