using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Server.Platform;

namespace PreExam.Server.Review;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class ReviewModule
{
    public static IServiceCollection AddReview(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReviewOptions>().BindConfiguration("Review").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReviewOptions>, ReviewOptionsValidator>();
        services.AddScoped<FeedbackComposer>();
        services.AddConsumer<ScheduledFeedbackConsumer, GiveScheduledFeedback>(Queues.Feedback);
        services.AddConsumer<RecountDeadlinesConsumer, RecountDeadlines>(Queues.Deadlines);
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions()).Has("workers")) services.AddHostedService<ReviewSweep>();
        return services;
    }

    public static void MapReview(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        staff.MapQueue();
        staff.MapHolding();
        staff.MapReasons();
        staff.MapVerdict();
        staff.MapFeedback();
        staff.MapStaffCase();
        staff.MapHolidays();
    }
}
