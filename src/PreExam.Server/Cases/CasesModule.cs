using Microsoft.Extensions.Options;
using PreExam.Server.Accounts;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class CasesModule
{
    public static IServiceCollection AddCases(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CaseOptions>().BindConfiguration("Cases")
            .Validate(o => o.WarnDays < o.KeepDraftDays, "Cases:WarnDays must be less than Cases:KeepDraftDays.").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CaseOptions>, CaseOptionsValidator>();
        services.AddCalendars().AddHttpContextAccessor();
        services.AddSingleton<CaseVault>().AddSingleton<SubmissionPages>().AddScoped<IPersonExport, CaseExport>();
        services.AddScoped<CaseFactsReader>().AddScoped<CaseViews>().AddScoped<CaseChange>();
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions()).Has("workers")) services.AddHostedService<LapseSweep>();
        return services;
    }

    public static void MapCases(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapCaseReading();
        api.MapCaseChanges();
        api.MapSubmit();
        api.MapCaseEnds();
        api.MapReceipt();
        api.MapCounterPass(staff);
    }
}
