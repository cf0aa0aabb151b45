using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Jobs;
using Xunit;

namespace PreExam.Server.Tests.Messaging;

/// <summary>
/// No SQL Server runs in these tests. What can be known without one: every statement that the job store sends there is
/// read by Microsoft's own parser.
/// </summary>
public sealed class SqlServerJobStoreTests
{
    [Fact]
    public async Task Every_statement_of_the_job_store_is_good_Transact_SQL()
    {
        var cancel = TestContext.Current.CancellationToken;
        var sent = new Statements();
        await using var provider = new ServiceCollection()
            .AddSingleton<IAnnouncer, NoAnnouncer>()
            .AddSingleton(TimeProvider.System)
            .AddDbContext<JobsDb>(options => options
                .UseProvider("sqlserver", "Server=nowhere").AddInterceptors(new NoConnection(), sent))
            .AddJobStore<JobsDb>()
            .BuildServiceProvider();
        var store = provider.GetRequiredService<IJobStore>();
        var now = TimeProvider.System.GetUtcNow();
        var message = OutboxMessage.For("work", Guid.NewGuid(), new Work(1), now);
        await using var scope = provider.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<JobsDb>();

        await store.Waiting("work", 10, cancel);
        await store.Claim(message.Id, "a", TimeSpan.FromSeconds(1), cancel);
        await store.Renew(message, TimeSpan.FromSeconds(1), cancel);
        await store.Complete(message, cancel);
        await store.Retry(message, now, false, "code", cancel);
        await store.Bury(message, "code", null, cancel);
        await store.NextOf("work", message.Key, cancel);
        await store.DeadLetters("work", 0, 10, cancel);
        await store.Find(message.Id, cancel);
        await db.Redrive(message.Id, now, cancel);
        await db.Discard(message.Id, "reason", now, cancel);
        await store.States(cancel);
        await db.TakeBack(message.Id, cancel);

        Assert.Equal(13, sent.Texts.Count);
        foreach (var text in sent.Texts.Append(db.Database.GenerateCreateScript()))
        {
            new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(text), out var errors);
            Assert.True(errors.Count == 0, $"{string.Join("; ", errors.Select(e => e.Message))} in: {text}");
        }
    }

    private sealed class NoAnnouncer : IAnnouncer
    {
        public void Committed(IReadOnlyCollection<OutboxMessage> messages)
        {
            // nobody to tell
        }
    }

    private sealed class NoConnection : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());
    }

    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Texts.Enqueue(command.CommandText);
            return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Enqueue(command.CommandText);
            using var none = new DataTable();
            return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(none.CreateDataReader()));
        }
    }
}
