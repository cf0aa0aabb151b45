using Microsoft.Extensions.Options;
using PreExam.Server.Platform;

namespace PreExam.Server.Supervision;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class SupervisionModule
{
    public static IServiceCollection AddSupervision(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SupervisionOptions>().BindConfiguration("Supervision").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SupervisionOptions>, SupervisionOptionsValidator>();
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions()).Has("workers")) services.AddHostedService<SignalSweep>();
        return services;
    }

    public static void MapSupervision(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        staff.MapDeadLetters();
        staff.MapSignals();
    }
}
