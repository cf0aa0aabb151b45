using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PreExam.Server.Platform;

/// <summary>One thing that the process needs.</summary>
/// <param name="Status">healthy, degraded (works, somebody should look) or unhealthy.</param>
/// <param name="Description">What is the matter; nothing secret, the address may be public.</param>
/// <param name="Data">Its parts by name.</param>
public sealed record HealthPart(HealthStatus Status, string? Description, IReadOnlyDictionary<string, object> Data);

/// <summary>The answer of <c>/health/ready</c>: 200 unless a part is unhealthy.</summary>
/// <param name="Status">The worst of the parts.</param>
/// <param name="Parts">By name.</param>
public sealed record HealthAnswer(HealthStatus Status, IReadOnlyDictionary<string, HealthPart> Parts)
{
    internal static HealthCheckOptions Ready { get; } = new()
    {
        Predicate = check => check.Tags.Contains("ready"),
        ResponseWriter = (context, report) => context.Response.WriteAsJsonAsync(
            new HealthAnswer(report.Status, report.Entries.ToDictionary(e => e.Key, e => new HealthPart(e.Value.Status, e.Value.Description, e.Value.Data))),
            Wire.Json,
            context.RequestAborted),
    };
}
