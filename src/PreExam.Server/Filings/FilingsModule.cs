using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Server.Platform;

namespace PreExam.Server.Filings;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class FilingsModule
{
    public static IServiceCollection AddFilings(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IntegrationOptions>().BindConfiguration("Integrations")
            .Validate(o => o.Departments.Values.All(d => IsSecret(d.Secret) && (d.FormerSecret.Length == 0 || IsSecret(d.FormerSecret))),
                "Integrations:Departments:CODE:Secret must be whsec_ and at least 24 bytes in Base64.")
            .ValidateOnStart();
        return services.AddConsumer<OpenFilingConsumer, OpenFiling>(Queues.Filings);
    }

    public static void MapFilings(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapIntegrations();
        api.MapFilingViews();
    }

    private static bool IsSecret(string secret)
    {
        Span<byte> bytes = stackalloc byte[256];
        return secret.StartsWith("whsec_", StringComparison.Ordinal) && secret.Length <= 200
            && Convert.TryFromBase64String(secret[6..], bytes, out var length) && length >= 24;
    }
}
