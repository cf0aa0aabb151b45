using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Messaging;

namespace PreExam.Persistence.Jobs;

/// <summary>Connects the outbox table with <c>PreExam.Messaging</c>.</summary>
public static class JobServices
{
    /// <summary>Adds the job store on <typeparamref name="TContext"/>, which must map <see cref="OutboxMessageConfiguration"/>.</summary>
    public static IServiceCollection AddJobStore<TContext>(this IServiceCollection services)
        where TContext : DbContext =>
        services.AddSingleton<OutboxAnnouncement>().AddSingleton<IJobStore, JobStore<TContext>>();

    /// <summary>Announces this context's new messages at commit. Call it where the context's options are built.</summary>
    public static DbContextOptionsBuilder AnnounceOutbox(this DbContextOptionsBuilder options, IServiceProvider provider)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddInterceptors(provider.GetRequiredService<OutboxAnnouncement>());
    }
}
