using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Accounts;
using PreExam.Server.Audit;
using PreExam.Server.Cases;
using PreExam.Server.Catalogue;
using PreExam.Server.Filings;
using PreExam.Server.Notices;
using PreExam.Server.Pages;
using PreExam.Server.Platform;
using PreExam.Server.Review;
using PreExam.Server.Supervision;
using PreExam.Server.Uploads;
using Scalar.AspNetCore;

namespace PreExam.Server;

/// <summary>The composition root: one executable, any mix of roles.</summary>
public static class ServerApplication
{
    private static readonly Dictionary<string, string> Switches = new()
    {
        ["--roles"] = "Server:Roles",
        ["--data"] = "Server:Data",
        ["--database"] = "Database:Provider",
        ["--connection"] = "Database:Connection",
        ["--redis"] = "Messaging:Redis",
    };

    /// <summary>Builds the application without starting it.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="configure">Changes by a host that embeds the server, for example another clock.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        // One line per statement and per call would drown what an operator looks for; configuration can bring it back.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        // Nor the address of every request, which holds a picture's signature or, in WeChat's push, a person's openid.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        configure?.Invoke(builder);

        var configuration = builder.Configuration;
        var server = configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        var services = builder.Services;
        var production = Production.Of(server, configuration);
        services.AddSingleton(production);
        if (production.IsOn) services.PostConfigure<KeyOptions>(keys => keys.CreateForDevelopment = false);
        services.AddOptions<ServerOptions>().BindConfiguration("Server").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.ConfigureHttpJsonOptions(json => Wire.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<Failures>();
        services.AddApiDescription();
        services.AddTelemetry(configuration);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddPersistence(configuration, server.Data);
        services.AddMessaging(configuration, messaging => messaging.Consume = server.Has("workers"));
        var authorization = services.AddAuthorizationBuilder()
            .AddPolicy(Caller.Applicant, policy => policy.RequireClaim(Caller.KindClaim, "person"))
            .AddPolicy(Caller.Staff, policy => policy.RequireClaim(Caller.KindClaim, "staff"));
        foreach (var role in Caller.Roles) authorization.AddPolicy(role, policy => policy.RequireClaim(Caller.RoleClaim, role));

        services.AddAccounts(configuration).AddCatalogue(configuration).AddUploads(configuration).AddPages(configuration)
            .AddCases(configuration).AddReview(configuration).AddNotices(configuration).AddFilings(configuration)
            .AddAudit(configuration).AddSupervision(configuration);

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages(Failures.ForStatus);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdempotency();
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", HealthAnswer.Ready);
        app.MapPrometheusScrapingEndpoint();
        if (server.Has("api")) MapApi(app);
        return app;
    }

    /// <summary>Prepares the database and runs until stopped.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong, or missing in production.</exception>
    public static async Task Run(WebApplication app, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        await using (app)
        {
            await Start(app, cancellation);
            await app.WaitForShutdownAsync(cancellation);
        }
    }

    /// <summary>Prepares the database and starts; for a host that embeds the server and stops it itself.</summary>
    /// <exception cref="StartRefusedException">A setting is wrong, or missing in production.</exception>
    public static async Task Start(WebApplication app, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Services.CheckSettings();
        await app.Services.PrepareDatabase(cancellation);
        await app.Services.BeginAudit(cancellation);
        await app.StartAsync(cancellation);
    }

    private static void MapApi(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapScalarApiReference("/docs");
        var api = app.MapGroup("/api/v1").RefuseBrokenValues();
        var staff = api.MapGroup("/staff");
        api.MapAccounts(staff);
        api.MapCatalogue(staff);
        api.MapUploads(staff);
        api.MapPages(staff);
        api.MapCases(staff);
        api.MapReview(staff);
        api.MapNotices(staff);
        api.MapFilings(staff);
        api.MapAudit(staff);
        api.MapSupervision(staff);
    }
}
