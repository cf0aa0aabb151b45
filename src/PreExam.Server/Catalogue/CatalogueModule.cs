namespace PreExam.Server.Catalogue;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class CatalogueModule
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<CompiledMatters>()
        .AddScoped<MatterCatalogue>()
        .AddHostedService<ShippedMatters>();

    public static void MapCatalogue(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapMatters();
        api.MapMatter();
        api.MapRequirements();
        staff.MapPublishing();
    }
}
