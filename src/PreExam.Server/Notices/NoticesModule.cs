namespace PreExam.Server.Notices;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapNotices(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
