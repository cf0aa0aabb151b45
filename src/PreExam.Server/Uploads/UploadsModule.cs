namespace PreExam.Server.Uploads;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class UploadsModule
{
    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapUploads(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
