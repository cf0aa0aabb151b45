namespace PreExam.Server.Filings;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class FilingsModule
{
    public static IServiceCollection AddFilings(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapFilings(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
