namespace PreExam.Server.Supervision;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class SupervisionModule
{
    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapSupervision(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff) => staff.MapDeadLetters();
}
