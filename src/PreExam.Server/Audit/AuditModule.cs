using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Platform;

namespace PreExam.Server.Audit;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration)
    {
        var server = configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions();
        services.AddSingleton<AuditSealer>();
        if (server.Has("workers")) services.AddHostedService(provider => provider.GetRequiredService<AuditSealer>());
        return services;
    }

    /// <summary>Begins the chain of a new installation, before anything can happen in it.</summary>
    public static async Task BeginAudit(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        await AuditHead.Begin(scope.ServiceProvider.GetRequiredService<PreExamDb>(), scope.ServiceProvider.GetRequiredService<IKeyRing>(), cancellation);
    }

    public static void MapAudit(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff) => staff.MapAuditLog();
}
