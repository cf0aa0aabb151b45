using PreExam.Messaging;
using PreExam.Server.Accounts;
using PreExam.Server.Filings;
using PreExam.Server.Platform;

namespace PreExam.Server.Notices;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHealthChecks().AddCheck<TemplateHealth>("weChatTemplates", tags: ["ready"]);
        return services
            .AddScoped<IPersonExport, NoticeExport>()
            .AddHostedService<TemplateWatch>()
            .AddConsumer<NoticeConsumer, TellApplicant>(Queues.Notices)
            .AddConsumer<NoticeConsumer, FilingMoved>(Queues.Notices)
            .AddConsumer<CardConsumer, SendCard>(Queues.Cards, CardConsumer.Pace)
            .AddConsumer<DeliveryReportConsumer, CardReported>(Queues.Cards);
    }

    public static void MapNotices(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff) => api.MapNoticeList();
}
