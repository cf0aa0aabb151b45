namespace PreExam.Server.Pages;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapPages(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
