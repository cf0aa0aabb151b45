using Microsoft.Extensions.Logging;

namespace PreExam.Messaging;

internal static partial class MessagingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Queue {Queue} runs with {Concurrency} consumers at once")]
    public static partial void QueueStarted(this ILogger logger, string queue, int concurrency);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Announcement to queue {Queue} failed ({Problem}); the sweeper makes up for it")]
    public static partial void AnnouncementFailed(this ILogger logger, string queue, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Broker of queue {Queue} is away ({Problem}); due messages are read from the database")]
    public static partial void BrokerAway(this ILogger logger, string queue, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Broker of queue {Queue} is back")]
    public static partial void BrokerBack(this ILogger logger, string queue);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job store of queue {Queue} failed")]
    public static partial void StoreFailed(this ILogger logger, Exception problem, string queue);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of queue {Queue}: attempt {Attempt} failed")]
    public static partial void AttemptFailed(this ILogger logger, Exception problem, Guid messageId, string queue, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of queue {Queue} is a dead letter after {Attempts} attempts: {Reason}")]
    public static partial void Buried(this ILogger logger, Guid messageId, string queue, int attempts, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} of queue {Queue}: lease lost in attempt {Attempt}; its outcome is not recorded")]
    public static partial void LeaseLost(this ILogger logger, Guid messageId, string queue, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} of queue {Queue}: telling its consumer of the dead letter failed")]
    public static partial void GiveUpFailed(this ILogger logger, Exception problem, Guid messageId, string queue);
}
