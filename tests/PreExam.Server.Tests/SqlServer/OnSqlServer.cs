using System.Collections.Concurrent;
using System.Diagnostics;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using PreExam.Persistence;
#pragma warning disable EF1001 // only EF's own state manager takes rows of owned types without their owner
using Microsoft.EntityFrameworkCore.ChangeTracking.Internal;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>Says once more, to SQL Server's provider, whatever the server says to the database that it runs on.</summary>
internal sealed class OnSqlServer
{
    private readonly ConcurrentDictionary<string, bool> _saved = new(StringComparer.Ordinal);
    private readonly SentStatements _sent = new();
    private readonly DbContextOptions<SqlServerDb> _options;

    public OnSqlServer()
    {
        var options = new DbContextOptionsBuilder<SqlServerDb>();
        options.UseProvider("sqlserver", "Server=nowhere").AddInterceptors(_sent);
        _options = options.Options;
    }

    /// <summary>The statements in whose midst a query was run.</summary>
    public ConcurrentDictionary<SourcePlace, bool> Places { get; } = new();

    /// <summary>What could not be said in SQL Server's language.</summary>
    public ConcurrentQueue<string> Untold { get; } = [];

    /// <summary>Every statement, once.</summary>
    public IReadOnlyCollection<string> Statements => _sent.Texts.ToHashSet(StringComparer.Ordinal);

    public IModel Model
    {
        get
        {
            using var db = new SqlServerDb(_options);
            return db.Model;
        }
    }

    /// <summary>A query is about to run; called on the stack of the code that it is written in.</summary>
    public void Begun()
    {
        if (new StackTrace(fNeedFileInfo: false).GetFrames().Select(SourcePlace.Of).FirstOrDefault(place => place is not null) is { } place) Places.TryAdd(place, true);
    }

    /// <summary>A query of a form that has not run before.</summary>
    public void Query<TResult>(Expression query)
    {
        using var db = new SqlServerDb(_options);
        Say(() => Finish(db.GetService<IAsyncQueryProvider>().ExecuteAsync<TResult>(new Transplanting(db).Visit(query), CancellationToken.None)), query.ToString);
    }

    /// <summary>Rows that are about to be written.</summary>
    public void Save(IList<IUpdateEntry> rows)
    {
        string Form() => string.Join(", ", rows.Select(r => $"{r.EntityState} {r.EntityType.Name}({string.Join(' ', r.EntityType.GetProperties().Where(r.IsModified).Select(p => p.Name))})"));
        if (!_saved.TryAdd(Form(), true)) return;
        using var db = new SqlServerDb(_options);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        var states = db.GetService<IStateManager>();
        Say(() => db.GetService<IDatabase>().SaveChangesAsync([.. rows.Select(row => Copy(row, states, db.Model))]), Form);
    }

    private static InternalEntityEntry Copy(IUpdateEntry row, IStateManager states, IModel model)
    {
        var type = model.FindEntityType(row.EntityType.Name)!;
        var copy = states.CreateEntry(
            row.EntityType.GetProperties().Where(p => !row.HasTemporaryValue(p)).ToDictionary(p => p.Name, row.GetCurrentValue), type);
        copy.SetEntityState(row.EntityState == EntityState.Modified ? EntityState.Unchanged : row.EntityState);
        foreach (var changed in row.EntityType.GetProperties().Where(row.IsModified)) copy.SetPropertyModified(type.FindProperty(changed.Name)!);
        return copy;
    }

    // Nothing answers, so many a statement ends in a complaint over missing rows; what counts is that there was a statement.
    private void Say(Func<Task> send, Func<string> what)
    {
        var before = _sent.Texts.Count;
        try
        {
            send().GetAwaiter().GetResult(); // without a connection nothing here ever waits
        }
        catch (Exception problem)
        {
            if (_sent.Texts.Count == before) Untold.Enqueue($"{problem.GetType().Name} {problem.Message} over {what()}");
        }
    }

    private static Task Finish<TResult>(TResult result)
    {
        if (result is Task task) return task;
        var item = typeof(TResult).GetGenericArguments().Single();
        return (Task)typeof(OnSqlServer).GetMethod(nameof(Drain), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(item).Invoke(null, [result])!;
    }

    private static async Task Drain<T>(IAsyncEnumerable<T> rows)
    {
        await foreach (var _ in rows)
        {
            // there are none
        }
    }

    /// <summary>The same query over the tables of another context.</summary>
    private sealed class Transplanting(DbContext to) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? root.UpdateEntityType(to.Model.FindEntityType(root.EntityType.Name)!)
            : base.VisitExtension(node);

        // A set or query that a lambda has caught stands there as a field of its closure.
        protected override Expression VisitMember(MemberExpression node) =>
            typeof(IQueryable).IsAssignableFrom(node.Type) && IsCaught(node)
                ? Visit(Expression.Lambda<Func<IQueryable>>(node).Compile(preferInterpretation: true)().Expression)
                : base.VisitMember(node);

        private static bool IsCaught(Expression? node) => node is null or ConstantExpression || (node is MemberExpression member && IsCaught(member.Expression));
    }
}
