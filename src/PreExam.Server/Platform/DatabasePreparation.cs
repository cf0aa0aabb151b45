using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using PreExam.Persistence;

namespace PreExam.Server.Platform;

/// <summary>Brings the schema up to date before anything else starts; one process does it while others wait.</summary>
internal static class DatabasePreparation
{
    public static async Task PrepareDatabase(this IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        // Migrating begins with a comparison of two whole models, longer than the rest of a start; a test holds that they are the same.
        if ((await db.Database.GetPendingMigrationsAsync(cancellation)).Any()) await db.Database.MigrateAsync(cancellation);
    }
}

internal sealed class DatabaseHealth(PreExamDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
}
