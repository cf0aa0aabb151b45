using System.Collections.Concurrent;
using PreExam.Messaging;
using PreExam.Testing;

namespace PreExam.Server.Tests.Messaging;

/// <summary>The message of these tests.</summary>
public sealed record Work(int Number);

/// <summary>One call of the consumer.</summary>
public sealed record Call(Guid MessageId, Guid Key, int Number, int Attempt, bool IsLastAttempt);

/// <summary>What the consumers of all workers of a test were called for, and what they answer.</summary>
public sealed class Probe
{
    public delegate Task<Disposition> Answer(Call call, CancellationToken cancellation);

    /// <summary>Done, unless the test says otherwise.</summary>
    public Answer Answers { get; set; } = (_, _) => Task.FromResult(Disposition.Done);

    public ConcurrentQueue<Call> Begun { get; } = [];

    public ConcurrentQueue<Call> Ended { get; } = [];

    public ConcurrentQueue<(Guid MessageId, string Reason)> GivenUp { get; } = [];

    public Task Count(int ended) => Eventually.Holds(() => Ended.Count >= ended, $"{ended} calls");
}

public sealed class ProbeConsumer(Probe probe, CurrentMessage current) : IConsumer<Work>
{
    public async Task<Disposition> Handle(Guid messageId, Work message, CancellationToken cancellation)
    {
        var call = new Call(messageId, current.Row.Key, message.Number, current.Attempt, current.IsLastAttempt);
        probe.Begun.Enqueue(call);
        var answer = await probe.Answers(call, cancellation);
        probe.Ended.Enqueue(call);
        return answer;
    }

    public Task GiveUp(Guid messageId, Work message, string reason, CancellationToken cancellation)
    {
        probe.GivenUp.Enqueue((messageId, reason));
        return Task.CompletedTask;
    }
}
