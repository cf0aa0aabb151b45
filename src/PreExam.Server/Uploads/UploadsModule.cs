using System.Security.Claims;
using Microsoft.Extensions.Options;
using PreExam.Domain.People;
using PreExam.Server.Accounts;
using PreExam.Server.Platform;

namespace PreExam.Server.Uploads;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class UploadsModule
{
    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<UploadsOptions>().BindConfiguration("Uploads").ValidateOnStart();
        services.AddSingleton<IValidateOptions<UploadsOptions>, UploadsOptionsValidator>();
        services.AddSingleton<OrphanSweeper>();
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new()).Has("workers"))
            services.AddHostedService(provider => provider.GetRequiredService<OrphanSweeper>());
        return services.AddScoped<PageStore>().AddScoped<UploadEndpoint>();
    }

    public static void MapUploads(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        UploadEndpoint.Map(api);
        api.MapDelete("/cases/{id:guid}/materials/{slot}/pages/{page:guid}", (
                Guid id, string slot, Guid page, ClaimsPrincipal user, PageStore store, HttpResponse response) =>
                store.Remove(id, slot, page, user, response))
            .WithName("RemovePage").WithTags("Pages")
            .WithSummary("Removes a page; one that a submission froze stays with that submission.")
            .Produces(204).ProducesProblem(404).ProducesProblem(409)
            .RequireAuthorization(Caller.Applicant)
            .RequireLevel(IdentityLevel.Phone);
    }
}
