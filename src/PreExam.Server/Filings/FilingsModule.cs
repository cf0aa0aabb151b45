using Microsoft.Extensions.Options;
using PreExam.Messaging;
using PreExam.Server.Accounts;
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
            .Validate(o => AreOwn(o.Departments.Values), "Integrations:Departments: two departments have the same secret, so nobody could tell who speaks.")
            .ValidateOnStart();
        return services.AddScoped<IPersonExport, FilingExport>()
            .AddConsumer<OpenFilingConsumer, OpenFiling>(Queues.Filings)
            .AddConsumer<OpenFilingConsumer, AcceptBySilence>(Queues.Filings);
    }

    public static void MapFilings(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapIntegrations();
        api.MapFilingViews();
    }

    private static bool AreOwn(IEnumerable<DepartmentKey> departments)
    {
        var secrets = departments.SelectMany(d => new[] { d.Secret, d.FormerSecret }.Where(secret => secret.Length > 0).Distinct()).ToList();
        return secrets.Count == secrets.Distinct(StringComparer.Ordinal).Count();
    }

    private static bool IsSecret(string secret)
    {
        Span<byte> bytes = stackalloc byte[256];
        return secret.StartsWith("whsec_", StringComparison.Ordinal) && secret.Length <= 200
            && Convert.TryFromBase64String(secret[6..], bytes, out var length) && length >= 24;
    }
}
