using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Jobs;
using PreExam.Testing;

namespace PreExam.Server.Tests.Messaging;

/// <summary>A database, a broker and any number of workers on them, as one test needs them.</summary>
public sealed class MessagingBackend : IAsyncDisposable
{
    public const string Queue = "work";

    private readonly List<Worker> _workers = [];
    private readonly string _prefix = $"test-{Guid.NewGuid():N}";
    private readonly string _provider;
    private readonly string _connection;
    private readonly RedisServer? _redis;
    private TestFolder? _folder;

    private MessagingBackend(string provider, string connection, RedisServer? redis) =>
        (_provider, _connection, _redis) = (provider, connection, redis);

    public Probe Probe { get; } = new();

    public static async Task<MessagingBackend> Embedded()
    {
        var folder = new TestFolder("jobs");
        return await new MessagingBackend("sqlite", $"Data Source={folder.File("jobs.db")}", null) { _folder = folder }.Prepare();
    }

    public static async Task<MessagingBackend> Servers(PostgresServer postgres, RedisServer redis) =>
        await new MessagingBackend("postgres", await postgres.CreateDatabase(), redis).Prepare();

    /// <summary>A process that runs the queue.</summary>
    public async Task<Worker> Start(Action<QueueOptions>? queue = null, Action<MessagingOptions>? messaging = null)
    {
        var worker = Build(queue, messaging);
        await worker.Host.StartAsync();
        return worker;
    }

    /// <summary>The same, not yet running.</summary>
    public Worker Build(Action<QueueOptions>? queue = null, Action<MessagingOptions>? messaging = null, TimeProvider? clock = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new("Messaging:Redis", _redis?.Address), new("Messaging:Prefix", _prefix)]);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton(Probe);
        builder.Services.AddDbContext<JobsDb>((provider, options) =>
            options.UseProvider(_provider, _connection).AnnounceOutbox(provider));
        builder.Services.AddJobStore<JobsDb>();
        builder.Services.AddMessaging(builder.Configuration, messaging);
        builder.Services.AddConsumer<ProbeConsumer, Work>(Queue, options =>
        {
            options.FirstWait = TimeSpan.FromMilliseconds(20);
            options.SweepEvery = TimeSpan.FromMilliseconds(100);
            queue?.Invoke(options);
        });
        var worker = new Worker(builder.Build());
        _workers.Add(worker);
        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers) await worker.DisposeAsync();
        _folder?.Dispose();
    }

    private async Task<MessagingBackend> Prepare()
    {
        await using var scope = Build().Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JobsDb>().Database.EnsureCreatedAsync();
        return this;
    }
}

/// <summary>One process of a test's fleet.</summary>
public sealed class Worker(IHost host) : IAsyncDisposable
{
    private bool _disposed;

    public IHost Host => host;

    public IServiceProvider Services => host.Services;

    public IJobStore Store => Services.GetRequiredService<IJobStore>();

    public IBroker Broker => Services.GetRequiredService<IBroker>();

    /// <summary>Writes messages in one transaction, as an endpoint does.</summary>
    public async Task<OutboxMessage[]> Write(params IEnumerable<(Guid Key, int Number)> work)
    {
        var now = TimeProvider.System.GetUtcNow();
        return await Write([.. work.Select(w => OutboxMessage.For(MessagingBackend.Queue, w.Key, new Work(w.Number), now))]);
    }

    public async Task<OutboxMessage[]> Write(params OutboxMessage[] messages)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<JobsDb>();
        db.Outbox.AddRange(messages);
        await db.SaveChangesAsync();
        return messages;
    }

    /// <summary>Writes one message in a transaction of its own and ends that as told.</summary>
    public async Task InTransaction(int number, bool commit)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<JobsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        db.Outbox.Add(OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(number), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync();
        if (commit) await transaction.CommitAsync();
        else await transaction.RollbackAsync();
    }

    public Task<bool> Redrive(Guid id) => With(db => db.Redrive(id, Services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None));

    public Task<bool> Discard(Guid id, string reason) =>
        With(db => db.Discard(id, reason, Services.GetRequiredService<TimeProvider>().GetUtcNow(), CancellationToken.None));

    public Task<int> Rows() => With(db => db.Outbox.CountAsync());

    private async Task<T> With<T>(Func<JobsDb, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<JobsDb>());
    }

    public Task Emptied() => Eventually.Holds(async () => await Rows() == 0, "an empty outbox");

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await host.StopAsync();
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }
}
