using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class CasesModule
{
    public static IServiceCollection AddCases(this IServiceCollection services, IConfiguration configuration) => services.AddCalendars();

    public static void MapCases(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
