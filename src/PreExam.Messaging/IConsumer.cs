namespace PreExam.Messaging;

/// <summary>Handles one type of message. Created in a scope of its own for each attempt.</summary>
/// <typeparam name="TMessage">The record that <see cref="OutboxMessage.For"/> wrapped.</typeparam>
public interface IConsumer<in TMessage>
{
    /// <summary>
    /// Does the work. May be called again for the same <paramref name="messageId"/>, after a crash at any point, so it keeps
    /// a row of its own by which it knows what it did. An exception means: again later, one attempt spent.
    /// </summary>
    /// <param name="messageId">The same on every attempt.</param>
    /// <param name="message">What was written.</param>
    /// <param name="cancellation">Cancelled when the process stops or the lease was lost.</param>
    Task<Disposition> Handle(Guid messageId, TMessage message, CancellationToken cancellation);

    /// <summary>
    /// Called before the message becomes a dead letter, also when the last attempts ended with the whole process, so that
    /// what waits for the work can be told. May be called more than once. An exception is logged; the message dies all the same.
    /// </summary>
    /// <param name="messageId">The same on every attempt.</param>
    /// <param name="message">What was written.</param>
    /// <param name="reason">The stable code under which it will be listed.</param>
    /// <param name="cancellation">Cancelled when the process stops.</param>
    Task GiveUp(Guid messageId, TMessage message, string reason, CancellationToken cancellation) => Task.CompletedTask;
}

/// <summary>What a consumer may ask, by injection, about the attempt that it is part of.</summary>
public sealed class CurrentMessage
{
    /// <summary>The row as it was claimed.</summary>
    public OutboxMessage Row { get; internal set; } = null!;

    /// <summary>1 on the first attempt.</summary>
    public int Attempt => Row.Attempts;

    /// <summary>A failure of this attempt makes a dead letter.</summary>
    public bool IsLastAttempt { get; internal set; }
}
