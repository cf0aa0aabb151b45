using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Server.Pages.Decoding;
using PreExam.Server.Pages.Images;
using PreExam.Server.Pages.Live;
using PreExam.Server.Pages.Print;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class PagesModule
{
    public static IServiceCollection AddPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LiveOptions>().BindConfiguration("Live").ValidateOnStart();
        services.AddSingleton<IValidateOptions<LiveOptions>, LiveOptionsValidator>();
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new()).Has("api")) services.AddHostedService<NewsWatch>();
        return services
            .AddDecoding()
            .AddSingleton<PagesTelemetry>()
            .AddSingleton<ImageLinks>()
            .AddSingleton<Watermarks>()
            .AddScoped<PageFile>()
            .AddScoped<PrintedCase>()
            .AddSingleton<NewsBell>()
            .AddSingleton<StreamPlaces>()
            .AddSingleton<EventsEndpoint>()
            .AddConsumer<PageProcessing, ProcessPage>(Queues.Pages, queue =>
            {
                queue.MaxAttempts = PageProcessing.MaxAttempts;
                queue.Concurrency = PageProcessing.AtOnce;
            })
            .AddConsumer<NewsWriting, CaseChanged>(Queues.News);
    }

    public static void MapPages(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.ServiceProvider.GetRequiredService<Watermarks>(); // made at start, where it says that there is no font
        api.MapImages();
        api.MapPrint();
        EventsEndpoint.Map(api);
    }
}
