namespace PreExam.Server.Audit;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapAudit(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
