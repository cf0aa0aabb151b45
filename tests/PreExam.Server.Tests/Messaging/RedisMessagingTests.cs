using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Testing;
using StackExchange.Redis;
using Xunit;

namespace PreExam.Server.Tests.Messaging;

/// <summary>Redis Streams on PostgreSQL.</summary>
public sealed class RedisMessagingTests(PostgresServer postgres, RedisServer redis) : MessagingConformance, IAsyncLifetime
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5);
    private readonly RedisServer _own = new(); // for the tests that empty or stop it

    [Fact]
    public async Task What_a_dead_worker_heard_is_claimed_from_the_stream_without_the_sweeper()
    {
        await using var backend = await Backend();
        var dead = backend.Build();
        var message = (await dead.Write((Guid.NewGuid(), 1)))[0];
        await dead.Broker.Announce(MessagingBackend.Queue, [message.Id], Cancel);
        Assert.Equal(message.Id, (await dead.Broker.Receive(MessagingBackend.Queue, Cancel)).Message);
        // The dead worker's claim must end before the second worker is told, and after the first sweep, which sees it held.
        await dead.Store.Claim(message.Id, "dead", TimeSpan.FromSeconds(2), Cancel);

        await backend.Start(q =>
        {
            q.SweepEvery = Never;
            q.Lease = TimeSpan.FromSeconds(3);
        });

        await backend.Probe.Count(1);
        await dead.Emptied();
    }

    [Fact]
    public async Task Work_goes_on_while_Redis_is_down_and_after_it_is_back()
    {
        await _own.InitializeAsync();
        await using var backend = await MessagingBackend.Servers(postgres, _own);
        var worker = await backend.Start();
        await worker.Write((Guid.NewGuid(), 1));
        await backend.Probe.Count(1);

        _own.Stop();
        await worker.Write((Guid.NewGuid(), 2));
        await backend.Probe.Count(2);

        await _own.Start();
        await worker.Write((Guid.NewGuid(), 3));
        await backend.Probe.Count(3);
        var connection = worker.Services.GetRequiredService<IConnectionMultiplexer>();
        await Eventually.Holds(() => connection.IsConnected, "a connection");
        await Eventually.Holds(async () => (await Groups(worker)).Length == 1, "a new consumer group");
    }

    [Fact]
    public async Task Done_work_leaves_the_stream_empty()
    {
        await using var backend = await Backend();
        var worker = await backend.Start();
        await worker.Write(Enumerable.Range(0, 50).Select(n => (Guid.NewGuid(), n)));
        await backend.Probe.Count(50);

        await Eventually.Holds(async () => await Database(worker).StreamLengthAsync(StreamOf(worker)) == 0, "an empty stream");
        Assert.Equal(0, Assert.Single(await Groups(worker)).PendingMessageCount);
    }

    [Fact]
    public async Task A_foreign_entry_in_the_stream_is_passed_over()
    {
        await using var backend = await Backend();
        var worker = await backend.Start();
        await Database(worker).StreamAddAsync(StreamOf(worker), "something", "else");

        await worker.Write((Guid.NewGuid(), 1));

        await backend.Probe.Count(1);
        await Eventually.Holds(async () => await Database(worker).StreamLengthAsync(StreamOf(worker)) == 0);
    }

    [Fact]
    public async Task An_emptied_Redis_loses_nothing_and_is_used_again()
    {
        await _own.InitializeAsync();
        await using var backend = await MessagingBackend.Servers(postgres, _own);
        var gate = new SemaphoreSlim(20);
        backend.Probe.Answers = async (_, cancellation) =>
        {
            await gate.WaitAsync(cancellation);
            return Disposition.Done;
        };
        var worker = await backend.Start();
        await worker.Write(Enumerable.Range(0, 200).Select(n => (Guid.NewGuid(), n)));
        await backend.Probe.Count(20);

        await _own.Empty();
        gate.Release(200);

        await worker.Emptied();
        Assert.Equal(Enumerable.Range(0, 200), backend.Probe.Ended.Select(c => c.Number).Order());
        Assert.Single(await Groups(worker));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _own.DisposeAsync();

    protected override Task<MessagingBackend> Backend() => MessagingBackend.Servers(postgres, redis);

    protected override async Task<Worker> LoseAnnouncements(MessagingBackend backend, Worker worker)
    {
        await Database(worker).KeyDeleteAsync(StreamOf(worker));
        return worker;
    }

    private static IDatabase Database(Worker worker) => worker.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

    private static RedisKey StreamOf(Worker worker) =>
        $"{worker.Services.GetRequiredService<IOptions<MessagingOptions>>().Value.Prefix}:{{work}}:announcements";

    private static async Task<StreamGroupInfo[]> Groups(Worker worker) =>
        await Database(worker).KeyExistsAsync(StreamOf(worker)) ? await Database(worker).StreamGroupInfoAsync(StreamOf(worker)) : [];
}
