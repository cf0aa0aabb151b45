using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PreExam.Server.Platform;

/// <summary>What operators see. Prometheus always; a collector once <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one.</summary>
internal static class Telemetry
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("preexam"))
            .WithMetrics(metrics =>
            {
                metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter("PreExam.*").AddPrometheusExporter();
                if (exports) metrics.AddOtlpExporter();
            })
            .WithTracing(tracing =>
            {
                tracing.AddAspNetCoreInstrumentation(Requests).AddHttpClientInstrumentation().AddSource("PreExam.*");
                if (exports) tracing.AddOtlpExporter();
            });
        if (exports) telemetry.WithLogging(logging => logging.AddOtlpExporter());
        return services;
    }

    private static void Requests(AspNetCoreTraceInstrumentationOptions options)
    {
        // Asked for every few seconds, by machines.
        options.Filter = context => !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/metrics");
        options.EnrichWithHttpRequest = (activity, request) =>
        {
            // Whoever has the address of a picture sees the picture.
            if (request.Path.StartsWithSegments("/api/v1/images")) activity.SetTag("url.path", "/api/v1/images/{token}");
        };
    }
}
