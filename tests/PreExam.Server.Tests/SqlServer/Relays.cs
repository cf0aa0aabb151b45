using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Persistence;
#pragma warning disable EF1001 // only here a query is still whole: its expression together with its values
using Microsoft.EntityFrameworkCore.Query.Internal;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>Ties the server's own context to <see cref="OnSqlServer"/>.</summary>
internal static class Relays
{
    public static IServiceCollection AddRelays(this IServiceCollection services, OnSqlServer other) => services
        .AddSingleton(other)
        .ConfigureDbContext<SqliteDb>(options => options.ReplaceService<IQueryCompiler, QueryRelay>().ReplaceService<IDatabase, SaveRelay>());
}

/// <summary>Passes on every query of its context; by form, which is when the database's own provider translates it too.</summary>
internal sealed class QueryRelay(
    IQueryContextFactory contexts, ICompiledQueryCache cache, ICompiledQueryCacheKeyGenerator keys, IDatabase database,
    IDiagnosticsLogger<DbLoggerCategory.Query> logger, ICurrentDbContext current, IEvaluatableExpressionFilter filter, IModel model)
    : QueryCompiler(contexts, cache, keys, database, logger, current, filter, model)
{
    private readonly OnSqlServer _other = current.Context.GetService<OnSqlServer>();
    private Expression? _query;

    public override TResult Execute<TResult>(Expression query) => throw new NotSupportedException("A query that blocks its thread.");

    public override TResult ExecuteAsync<TResult>(Expression query, CancellationToken cancellationToken = default)
    {
        _query = query;
        _other.Begun();
        return base.ExecuteAsync<TResult>(query, cancellationToken);
    }

    public override Func<QueryContext, TResult> CompileQueryCore<TResult>(IDatabase database, Expression query, IModel model, bool async)
    {
        _other.Query<TResult>(_query!);
        return base.CompileQueryCore<TResult>(database, query, model, async);
    }
}

/// <summary>Passes on every row that its context writes.</summary>
internal sealed class SaveRelay(DatabaseDependencies dependencies, RelationalDatabaseDependencies relational, ICurrentDbContext current)
    : RelationalDatabase(dependencies, relational)
{
    public override Task<int> SaveChangesAsync(IList<IUpdateEntry> entries, CancellationToken cancellationToken = default)
    {
        current.Context.GetService<OnSqlServer>().Save(entries);
        return base.SaveChangesAsync(entries, cancellationToken);
    }
}
