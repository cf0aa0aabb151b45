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

    public static void MapAudit(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff) => staff.MapAuditLog();
}
