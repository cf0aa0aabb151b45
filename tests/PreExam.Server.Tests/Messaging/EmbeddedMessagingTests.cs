using Microsoft.Extensions.DependencyInjection;
using PreExam.Messaging;
using Xunit;

namespace PreExam.Server.Tests.Messaging;

/// <summary>Embedded broker on SQLite.</summary>
public sealed class EmbeddedMessagingTests : MessagingConformance
{
    [Fact]
    public async Task Many_short_writers_wait_for_each_other_instead_of_failing()
    {
        await using var backend = await Backend();
        var worker = await backend.Start();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++) await worker.Write((Guid.NewGuid(), (writer * 25) + n));
        }, Cancel)));

        await backend.Probe.Count(200);
        await worker.Emptied();
    }

    [Fact]
    public async Task Reading_goes_on_beside_an_open_write()
    {
        await using var backend = await Backend();
        var worker = backend.Build();
        await using var scope = worker.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<JobsDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(Cancel);
        db.Outbox.Add(OutboxMessage.For(MessagingBackend.Queue, Guid.NewGuid(), new Work(1), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync(Cancel);

        Assert.Equal(0, await worker.Rows());
    }

    protected override Task<MessagingBackend> Backend() => MessagingBackend.Embedded();

    /// <summary>The memory of an embedded broker ends with its process.</summary>
    protected override async Task<Worker> LoseAnnouncements(MessagingBackend backend, Worker worker)
    {
        var next = await backend.Start();
        await worker.DisposeAsync();
        return next;
    }
}
