using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace PreExam.Messaging;

/// <summary>Which broker, and what this process runs. Section <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>Redis 7 as <c>host:port</c> or a full StackExchange.Redis configuration; empty for the embedded broker.</summary>
    public string? Redis { get; set; }

    /// <summary>First part of every Redis key, so that two installations can share a server.</summary>
    [Required, MinLength(1)]
    public string Prefix { get; set; } = "preexam";

    /// <summary>False in a process that only announces, as one with the role <c>api</c> alone.</summary>
    public bool Consume { get; set; } = true;

    /// <summary>The queues that this process runs; empty for every queue that has a consumer.</summary>
    public IList<string> Only { get; } = [];

    /// <summary>Time that running consumers get to finish when the process stops. Default 10 s, inside the host's 30.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>How one queue is run. Section <c>Messaging:Queues:NAME</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>Consumers at work at once in this process. Default 4.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 4;

    /// <summary>Attempts before a message becomes a dead letter. Default 8: with the default waits about five minutes.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long a claim holds without renewal; a dead worker's message waits this long. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait after the first failure; doubles with each further one. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FirstWait { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>No wait is longer. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long after it was written a message may still be put off without spending an attempt; then it becomes a dead letter, so
    /// that nothing waits for ever. Default 7 days: a used-up quota comes back within one.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan LongestPutOff { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often what is due and unclaimed is looked for. Default 1 s: the latency of an emptied Redis.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:05:00")]
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class MessagingOptionsValidator : IValidateOptions<MessagingOptions>;

[OptionsValidator]
internal sealed partial class QueueOptionsValidator : IValidateOptions<QueueOptions>;
