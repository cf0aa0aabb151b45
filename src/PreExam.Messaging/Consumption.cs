using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace PreExam.Messaging;

/// <summary>Which consumer handles which type in which queue; the dispatcher knows no message types.</summary>
internal abstract class Consumption(string queue, string type)
{
    public string Queue { get; } = queue;

    public string Type { get; } = type;

    /// <exception cref="JsonException">The body can't be read as this type.</exception>
    public abstract Task<Disposition> Handle(IServiceProvider scope, OutboxMessage row, CancellationToken cancellation);

    public abstract Task GiveUp(IServiceProvider scope, OutboxMessage row, string reason, CancellationToken cancellation);
}

internal sealed class Consumption<TConsumer, TMessage>(string queue) : Consumption(queue, typeof(TMessage).Name)
    where TConsumer : class, IConsumer<TMessage>
    where TMessage : class
{
    public override Task<Disposition> Handle(IServiceProvider scope, OutboxMessage row, CancellationToken cancellation)
    {
        if (Read(row) is not { } message) return Task.FromResult<Disposition>(new Disposition.DeadLetter(DeadReasons.Unreadable));
        return scope.GetRequiredService<TConsumer>().Handle(row.Id, message, cancellation);
    }

    public override Task GiveUp(IServiceProvider scope, OutboxMessage row, string reason, CancellationToken cancellation) =>
        Read(row) is { } message
            ? ((IConsumer<TMessage>)scope.GetRequiredService<TConsumer>()).GiveUp(row.Id, message, reason, cancellation)
            : Task.CompletedTask;

    private static TMessage? Read(OutboxMessage row)
    {
        try
        {
            return JsonSerializer.Deserialize<TMessage>(row.Body, MessageJson.Options);
        }
        catch (JsonException)
        {
            return null; // an older or foreign form: no attempt will read it better
        }
    }
}

/// <summary>The reasons that the dispatcher itself gives; consumers add their own.</summary>
public static class DeadReasons
{
    /// <summary>Every attempt failed, or ended with its process.</summary>
    public const string AttemptsExhausted = "attempts_exhausted";

    /// <summary>Put off without a failure until <see cref="QueueOptions.LongestPutOff"/> was over.</summary>
    public const string PutOffTooLong = "put_off_too_long";

    /// <summary>No consumer for this type in this queue.</summary>
    public const string NoConsumer = "no_consumer";

    /// <summary>The body is not JSON of the type that it names.</summary>
    public const string Unreadable = "unreadable";
}
