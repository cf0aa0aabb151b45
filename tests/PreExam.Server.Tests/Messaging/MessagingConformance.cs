using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Messaging;
using PreExam.Persistence.Jobs;
using PreExam.Testing;
using Xunit;

namespace PreExam.Server.Tests.Messaging;

/// <summary>What every pair of broker and database promises.</summary>
public abstract class MessagingConformance
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(5); // a sweep that this test does not live to see

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<MessagingBackend> Backend();

    [Fact]
    public async Task A_message_is_handled_promptly_without_waiting_for_the_sweeper()
    {
        await using var backend = await Backend();
        var worker = await StartAndSweepOnce(backend);

        await worker.Write((Guid.NewGuid(), 1));

        await backend.Probe.Count(2);
        await worker.Emptied();
    }

    [Fact]
    public async Task A_message_in_a_transaction_is_announced_at_its_commit_and_never_after_a_rollback()
    {
        await using var backend = await Backend();
        var worker = await StartAndSweepOnce(backend);

        await worker.InTransaction(2, commit: false);
        await worker.InTransaction(1, commit: true);

        await worker.Emptied();
        Assert.Equal([0, 1], backend.Probe.Ended.Select(c => c.Number));
    }

    [Fact]
    public async Task Messages_of_one_key_are_handled_one_after_the_other_in_the_order_written()
    {
        await using var backend = await Backend();
        var atWork = new ConcurrentDictionary<Guid, int>();
        var overlaps = 0;
        backend.Probe.Answers = async (call, _) =>
        {
            if (atWork.AddOrUpdate(call.Key, 1, (_, n) => n + 1) > 1) Interlocked.Increment(ref overlaps);
            await Task.Yield();
            atWork.AddOrUpdate(call.Key, 0, (_, n) => n - 1);
            return Disposition.Done;
        };
        var one = await backend.Start();
        await backend.Start();
        Guid[] keys = [Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()];

        await one.Write(Enumerable.Range(0, 60).Select(n => (keys[n % 3], n)));
        await one.Write(Enumerable.Range(60, 60).Select(n => (keys[n % 3], n)));

        await backend.Probe.Count(120);
        await one.Emptied();
        Assert.Equal(0, overlaps);
        foreach (var key in keys)
        {
            var numbers = backend.Probe.Ended.Where(c => c.Key == key).Select(c => c.Number).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    [Fact]
    public async Task A_message_waits_for_its_time_and_those_behind_it_wait_too()
    {
        await using var backend = await Backend();
        var worker = await backend.Start();
        var (key, now) = (Guid.NewGuid(), TimeProvider.System.GetUtcNow());
        var handledAt = new ConcurrentDictionary<int, DateTimeOffset>();
        backend.Probe.Answers = (call, _) =>
        {
            handledAt[call.Number] = TimeProvider.System.GetUtcNow();
            return Task.FromResult(Disposition.Done);
        };

        await worker.Write(
            OutboxMessage.For(MessagingBackend.Queue, key, new Work(1), now, now + TimeSpan.FromSeconds(3)),
            OutboxMessage.For(MessagingBackend.Queue, key, new Work(2), now),
            OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(3), now));

        await worker.Emptied();
        Assert.Equal([3, 1, 2], backend.Probe.Ended.Select(c => c.Number));
        Assert.True(handledAt[1] >= now + TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Five_hundred_messages_are_each_done_once()
    {
        await using var backend = await Backend();
        var one = await backend.Start();
        await backend.Start();
        var keys = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToArray();

        for (var part = 0; part < 10; part++) await one.Write(Enumerable.Range(part * 50, 50).Select(n => (keys[n % 50], n)));

        await backend.Probe.Count(500);
        await one.Emptied();
        Assert.Equal(Enumerable.Range(0, 500), backend.Probe.Ended.Select(c => c.Number).Order());
    }

    [Fact]
    public async Task Of_eight_simultaneous_claimers_one_wins()
    {
        await using var backend = await Backend();
        var worker = backend.Build();
        var messages = await worker.Write(Enumerable.Range(0, 20).Select(n => (Guid.NewGuid(), n)));

        foreach (var message in messages)
        {
            var claims = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
                worker.Store.Claim(message.Id, $"claimer {n}", TimeSpan.FromMinutes(1), Cancel), Cancel)));

            Assert.Equal(1, Assert.Single(claims, c => c is not null)!.Attempts);
        }
    }

    [Fact]
    public async Task The_second_of_a_key_cannot_be_claimed_while_the_first_lives()
    {
        await using var backend = await Backend();
        var worker = backend.Build();
        var key = Guid.NewGuid();
        var messages = await worker.Write((key, 1), (key, 2));
        var store = worker.Store;

        Assert.Null(await store.Claim(messages[1].Id, "b", TimeSpan.FromMinutes(1), Cancel));
        var first = await store.Claim(messages[0].Id, "a", TimeSpan.FromMinutes(1), Cancel);
        Assert.NotNull(first);
        Assert.Null(await store.Claim(messages[1].Id, "b", TimeSpan.FromMinutes(1), Cancel));
        Assert.True(await store.Complete(first, Cancel));
        Assert.Equal(messages[1].Id, await store.NextOf(MessagingBackend.Queue, key, Cancel));
        Assert.NotNull(await store.Claim(messages[1].Id, "b", TimeSpan.FromMinutes(1), Cancel));
    }

    [Fact]
    public async Task Who_lost_the_lease_can_change_nothing_any_more()
    {
        await using var backend = await Backend();
        var clock = new SettableClock();
        var worker = backend.Build(clock: clock);
        var message = (await worker.Write(OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(1), clock.GetUtcNow())))[0];
        var lost = await worker.Store.Claim(message.Id, "first", TimeSpan.FromSeconds(30), Cancel);
        Assert.NotNull(lost);
        Assert.Null(await worker.Store.Claim(message.Id, "second", TimeSpan.FromSeconds(30), Cancel));

        clock.Advance(TimeSpan.FromSeconds(31));
        var taken = await worker.Store.Claim(message.Id, "second", TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(2, taken?.Attempts);
        Assert.False(await worker.Store.Renew(lost, TimeSpan.FromSeconds(30), Cancel));
        Assert.False(await worker.Store.Complete(lost, Cancel));
        Assert.False(await worker.Store.Retry(lost, clock.GetUtcNow(), true, null, Cancel));
        Assert.False(await worker.Store.Bury(lost, "late", null, Cancel));
        Assert.True(await worker.Store.Complete(taken!, Cancel));
    }

    [Fact]
    public async Task A_consumer_whose_lease_was_taken_is_cancelled_and_its_outcome_not_recorded()
    {
        await using var backend = await Backend();
        var cancelled = new TaskCompletionSource();
        backend.Probe.Answers = async (_, cancellation) =>
        {
            await using var registration = cancellation.Register(cancelled.SetResult);
            await cancelled.Task;
            return Disposition.Done;
        };
        var worker = await backend.Start(q => q.Lease = TimeSpan.FromSeconds(1));
        var message = (await worker.Write((Guid.NewGuid(), 1)))[0];
        await Eventually.Holds(() => backend.Probe.Begun.Count == 1);

        await using var scope = worker.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<JobsDb>().Outbox.ExecuteUpdateAsync(set => set
            .SetProperty(m => m.LeasedBy, "thief").SetProperty(m => m.LeasedUntil, TimeProvider.System.GetUtcNow() + Never), Cancel);

        await backend.Probe.Count(1);
        await worker.DisposeAsync(); // lets the attempt come to its end
        Assert.Equal("thief", (await backend.Build().Store.Find(message.Id, Cancel))?.LeasedBy);
    }

    [Fact]
    public async Task A_long_consumer_keeps_its_lease()
    {
        await using var backend = await Backend();
        var release = new TaskCompletionSource();
        backend.Probe.Answers = async (_, _) =>
        {
            await release.Task;
            return Disposition.Done;
        };
        var worker = await backend.Start(q => q.Lease = TimeSpan.FromSeconds(1));
        await backend.Start(q => q.Lease = TimeSpan.FromSeconds(1));
        var message = (await worker.Write((Guid.NewGuid(), 1)))[0];
        await Eventually.Holds(() => backend.Probe.Begun.Count == 1);
        var first = (await worker.Store.Find(message.Id, Cancel))!.LeasedUntil;

        await Eventually.Holds(async () => (await worker.Store.Find(message.Id, Cancel))!.LeasedUntil > first + TimeSpan.FromSeconds(2));
        release.SetResult();

        await worker.Emptied();
        Assert.Single(backend.Probe.Begun);
    }

    [Fact]
    public async Task A_message_whose_worker_died_is_handled_by_another()
    {
        await using var backend = await Backend();
        var dead = backend.Build();
        var message = (await dead.Write((Guid.NewGuid(), 1)))[0];
        await dead.Broker.Announce(MessagingBackend.Queue, [message.Id], Cancel);
        await dead.Broker.Receive(MessagingBackend.Queue, Cancel);
        await dead.Store.Claim(message.Id, "dead", TimeSpan.FromMilliseconds(300), Cancel);

        await backend.Start();

        await backend.Probe.Count(1);
        Assert.Equal(2, backend.Probe.Ended.Single().Attempt);
        await dead.Emptied();
    }

    [Fact]
    public async Task A_message_that_kills_every_worker_becomes_a_dead_letter_without_another_try()
    {
        await using var backend = await Backend();
        var clock = new SettableClock();
        var dying = backend.Build(clock: clock);
        var message = (await dying.Write(OutboxMessage.For(
            MessagingBackend.Queue, Guid.NewGuid(), new Work(1), clock.GetUtcNow() - TimeSpan.FromHours(1))))[0];
        clock.Advance(TimeSpan.FromMinutes(-30));
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            Assert.NotNull(await dying.Store.Claim(message.Id, $"killed {attempt}", TimeSpan.FromSeconds(1), Cancel));
            clock.Advance(TimeSpan.FromSeconds(2));
        }

        var worker = await backend.Start(q => q.MaxAttempts = 3);

        await Eventually.Holds(async () => (await worker.Store.Find(message.Id, Cancel))?.DeadAt is not null);
        Assert.Empty(backend.Probe.Begun);
        Assert.Equal((message.Id, DeadReasons.AttemptsExhausted), Assert.Single(backend.Probe.GivenUp));
    }

    [Fact]
    public async Task Announcements_that_were_lost_lose_no_message()
    {
        await using var backend = await Backend();
        var worker = await backend.Start(q => q.Concurrency = 1, m => m.Grace = TimeSpan.FromMilliseconds(50));
        var gate = new SemaphoreSlim(20);
        backend.Probe.Answers = async (_, cancellation) =>
        {
            await gate.WaitAsync(cancellation);
            return Disposition.Done;
        };
        await worker.Write(Enumerable.Range(0, 100).Select(n => (Guid.NewGuid(), n)));
        await backend.Probe.Count(20);

        worker = await LoseAnnouncements(backend, worker);
        gate.Release(100);

        await worker.Emptied();
        Assert.Equal(Enumerable.Range(0, 100), backend.Probe.Ended.Select(c => c.Number).Order());
    }

    [Fact]
    public async Task A_failing_message_is_tried_again_then_listed_and_lets_the_next_one_pass()
    {
        await using var backend = await Backend();
        var key = Guid.NewGuid();
        backend.Probe.Answers = (call, _) => call.Number == 1
            ? throw new InvalidOperationException("broken")
            : Task.FromResult(Disposition.Done);
        var worker = await backend.Start(q => q.MaxAttempts = 3);

        var messages = await worker.Write((key, 1), (key, 2));

        await backend.Probe.Count(1);
        Assert.Equal(2, backend.Probe.Ended.Single().Number);
        var attempts = backend.Probe.Begun.Where(c => c.Number == 1).ToArray();
        Assert.Equal([1, 2, 3], attempts.Select(c => c.Attempt));
        Assert.Equal([false, false, true], attempts.Select(c => c.IsLastAttempt));
        var dead = Assert.Single(await worker.Store.DeadLetters(MessagingBackend.Queue, 0, 10, Cancel));
        Assert.Equal(messages[0].Id, dead.Id);
        Assert.Equal(DeadReasons.AttemptsExhausted, dead.DeadReason);
        Assert.Equal(nameof(InvalidOperationException), dead.LastError);
        Assert.Equal((dead.Id, DeadReasons.AttemptsExhausted), Assert.Single(backend.Probe.GivenUp));
        Assert.Empty(await worker.Store.DeadLetters("other", 0, 10, Cancel));
        Assert.Empty(await worker.Store.DeadLetters(null, dead.Sequence, 10, Cancel));
    }

    [Fact]
    public async Task A_dead_letter_can_be_driven_again_or_discarded_with_a_reason()
    {
        await using var backend = await Backend();
        backend.Probe.Answers = (_, _) => Task.FromResult<Disposition>(new Disposition.DeadLetter("no_such_page"));
        var worker = await backend.Start();
        var messages = await worker.Write((Guid.NewGuid(), 1), (Guid.NewGuid(), 2));
        await Eventually.Holds(async () => (await worker.Store.DeadLetters(null, 0, 10, Cancel)).Count == 2);
        backend.Probe.Answers = (_, _) => Task.FromResult(Disposition.Done);

        Assert.True(await worker.Redrive(messages[0].Id));
        Assert.True(await worker.Discard(messages[1].Id, "the page was deleted"));

        await Eventually.Holds(async () => await worker.Rows() == 1);
        Assert.Equal(1, backend.Probe.Ended.Last().Attempt);
        Assert.Empty(await worker.Store.DeadLetters(null, 0, 10, Cancel));
        Assert.Equal("the page was deleted", (await worker.Store.Find(messages[1].Id, Cancel))?.DiscardReason);
        Assert.False(await worker.Redrive(messages[1].Id));
        Assert.False(await worker.Discard(messages[1].Id, "again"));
        Assert.False(await worker.Redrive(messages[0].Id));
    }

    [Fact]
    public async Task A_redriven_message_does_not_run_beside_a_later_one_of_its_key()
    {
        await using var backend = await Backend();
        var clock = new SettableClock();
        var worker = backend.Build(clock: clock);
        var key = Guid.NewGuid();
        var now = clock.GetUtcNow();
        var messages = await worker.Write(
            OutboxMessage.For(MessagingBackend.Queue, key, new Work(1), now), OutboxMessage.For(MessagingBackend.Queue, key, new Work(2), now));
        var first = await worker.Store.Claim(messages[0].Id, "a", TimeSpan.FromMinutes(1), Cancel);
        await worker.Store.Bury(first!, "broken", null, Cancel);
        var second = await worker.Store.Claim(messages[1].Id, "b", TimeSpan.FromMinutes(1), Cancel);
        Assert.NotNull(second);

        Assert.True(await worker.Redrive(messages[0].Id));
        clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(await worker.Store.Claim(messages[0].Id, "c", TimeSpan.FromMinutes(1), Cancel));
        Assert.Empty(await worker.Store.Waiting(MessagingBackend.Queue, 10, Cancel));
        Assert.True(await worker.Store.Complete(second, Cancel));
        Assert.NotNull(await worker.Store.Claim(messages[0].Id, "c", TimeSpan.FromMinutes(1), Cancel));
    }

    [Fact]
    public async Task A_retry_that_spends_no_attempt_is_not_counted()
    {
        await using var backend = await Backend();
        backend.Probe.Answers = (_, _) => Task.FromResult(backend.Probe.Begun.Count <= 6
            ? new Disposition.RetryAfter(TimeSpan.FromMilliseconds(10), SpendsAttempt: false)
            : Disposition.Done);
        var worker = await backend.Start(q => q.MaxAttempts = 2);

        await worker.Write((Guid.NewGuid(), 1));

        await worker.Emptied();
        Assert.Equal(Enumerable.Repeat(1, 7), backend.Probe.Ended.Select(c => c.Attempt));
    }

    [Fact]
    public async Task What_is_put_off_again_and_again_without_a_failure_ends_as_a_dead_letter_all_the_same()
    {
        await using var backend = await Backend();
        backend.Probe.Answers = (call, _) => Task.FromResult(call.Number == 1
            ? new Disposition.RetryAfter(TimeSpan.FromMilliseconds(10), SpendsAttempt: false)
            : Disposition.Done);
        var worker = await backend.Start(q => q.LongestPutOff = TimeSpan.FromSeconds(1));
        var key = Guid.NewGuid();

        var messages = await worker.Write((key, 1), (key, 2));

        await backend.Probe.Count(1);
        await Eventually.Holds(() => backend.Probe.Ended.Any(c => c.Number == 2), "the next one of the key");
        var dead = Assert.Single(await worker.Store.DeadLetters(MessagingBackend.Queue, 0, 10, Cancel));
        Assert.Equal((messages[0].Id, DeadReasons.PutOffTooLong), (dead.Id, dead.DeadReason));
        var before = backend.Probe.Ended.Count(c => c.Number == 1);
        Assert.True(before > 1, "it was put off before");

        // Whoever re-drives it, weeks later perhaps, gives it the whole time again.
        await worker.Redrive(messages[0].Id);
        await Eventually.Holds(() => backend.Probe.Ended.Count(c => c.Number == 1) > before + 1, "it is put off again");
    }

    [Fact]
    public async Task A_retry_that_spends_attempts_ends_as_a_dead_letter()
    {
        await using var backend = await Backend();
        backend.Probe.Answers = (_, _) => Task.FromResult<Disposition>(new Disposition.RetryAfter(TimeSpan.FromMilliseconds(10), Why: "neighbour_away"));
        var worker = await backend.Start(q => q.MaxAttempts = 3);

        await worker.Write((Guid.NewGuid(), 1));

        await Eventually.Holds(async () => (await worker.Store.DeadLetters(null, 0, 10, Cancel)).Count == 1);
        Assert.Equal("neighbour_away", (await worker.Store.DeadLetters(MessagingBackend.Queue, 0, 10, Cancel))[0].LastError);
        Assert.Equal([1, 2, 3], backend.Probe.Ended.Select(c => c.Attempt));
    }

    [Fact]
    public async Task A_key_with_a_thousand_messages_does_not_hold_up_the_others()
    {
        await using var backend = await Backend();
        var open = new TaskCompletionSource();
        backend.Probe.Answers = async (_, _) =>
        {
            await open.Task;
            return Disposition.Done;
        };
        var worker = await backend.Start(q => q.Concurrency = 2);
        var busy = Guid.NewGuid();
        await worker.Write(Enumerable.Range(0, 1000).Select(n => (busy, n)));
        await worker.Write(Enumerable.Range(0, 20).Select(n => (Guid.NewGuid(), n)));

        open.SetResult();

        await Eventually.Holds(() => backend.Probe.Ended.Count(c => c.Key != busy) == 20);
        var waitedFor = backend.Probe.Ended.TakeWhile(_ => true).ToList();
        var last = waitedFor.FindLastIndex(c => c.Key != busy);
        Assert.InRange(waitedFor.Take(last).Count(c => c.Key == busy), 0, 100);
    }

    [Fact]
    public async Task A_process_that_stops_lets_its_consumers_finish()
    {
        await using var backend = await Backend();
        var release = new TaskCompletionSource();
        backend.Probe.Answers = async (_, cancellation) =>
        {
            await release.Task.WaitAsync(cancellation);
            return Disposition.Done;
        };
        var worker = await backend.Start();
        await worker.Write((Guid.NewGuid(), 1));
        await Eventually.Holds(() => backend.Probe.Begun.Count == 1);

        var stopping = worker.Host.StopAsync(Cancel);
        release.SetResult();
        await stopping;

        Assert.Equal(0, await worker.Rows());
    }

    [Fact]
    public async Task A_consumer_that_outlasts_the_grace_gives_its_message_back_with_the_attempt()
    {
        await using var backend = await Backend();
        backend.Probe.Answers = async (_, cancellation) =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
            return Disposition.Done;
        };
        var worker = await backend.Start(messaging: m => m.Grace = TimeSpan.FromMilliseconds(50));
        var message = (await worker.Write((Guid.NewGuid(), 1)))[0];
        await Eventually.Holds(() => backend.Probe.Begun.Count == 1);

        await worker.Host.StopAsync(Cancel);

        var given = await worker.Store.Find(message.Id, Cancel);
        Assert.Null(given?.LeasedUntil);
        Assert.Equal(0, given?.Attempts);
    }

    [Fact]
    public async Task The_trace_of_the_writer_goes_on_in_the_consumer()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var backend = await Backend();
        var seen = new TaskCompletionSource<ActivityTraceId?>();
        backend.Probe.Answers = (_, _) =>
        {
            seen.TrySetResult(Activity.Current?.TraceId);
            return Task.FromResult(Disposition.Done);
        };
        var worker = await backend.Start();
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();

        var message = OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(1), TimeProvider.System.GetUtcNow());
        request.Stop();
        await worker.Write(message);

        Assert.Equal(request.TraceId, await seen.Task.WaitAsync(Cancel));
    }

    [Fact]
    public async Task A_process_without_consumers_leaves_the_work_to_the_others()
    {
        await using var backend = await Backend();
        var api = await backend.Start(messaging: m => m.Consume = false);

        await api.Write((Guid.NewGuid(), 1));
        Assert.Equal(1, await api.Rows());
        await backend.Start();

        await api.Emptied();
        Assert.Single(backend.Probe.Ended);
    }

    [Fact]
    public async Task The_state_of_a_queue_is_told_in_numbers()
    {
        await using var backend = await Backend();
        var worker = backend.Build();
        var now = TimeProvider.System.GetUtcNow();
        OutboxMessage At(int minutes) => OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(1), now, now.AddMinutes(minutes));
        var messages = await worker.Write(At(-3), At(-2), At(-9), At(-1), At(5));
        await worker.Store.Claim(messages[2].Id, "a", TimeSpan.FromMinutes(1), Cancel);
        var dead = await worker.Store.Claim(messages[3].Id, "b", TimeSpan.FromMinutes(1), Cancel);
        await worker.Store.Bury(dead!, "broken", null, Cancel);

        var state = Assert.Single(await worker.Store.States(Cancel));

        Assert.Equal((2, 1, 1, 1), (state.Due, state.Scheduled, state.Held, state.Dead));
        Assert.Equal(now.AddMinutes(-3), state.OldestDue!.Value, TimeSpan.FromMilliseconds(1));
    }

    /// <summary>From here on nothing but an announcement can bring a message to its consumer.</summary>
    private static async Task<Worker> StartAndSweepOnce(MessagingBackend backend)
    {
        await backend.Build().Write((Guid.NewGuid(), 0));
        var worker = await backend.Start(q => q.SweepEvery = Never);
        await backend.Probe.Count(1);
        await worker.Emptied();
        return worker;
    }

    /// <summary>Makes the broker forget everything; returns the worker that goes on.</summary>
    protected abstract Task<Worker> LoseAnnouncements(MessagingBackend backend, Worker worker);
}
