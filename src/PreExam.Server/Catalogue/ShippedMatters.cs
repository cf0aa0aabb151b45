using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Server.Catalogue.Loading;

namespace PreExam.Server.Catalogue;

/// <summary>
/// Publishes the matters that come with the program, before the first request. A matter that the county has published itself is
/// left alone: an upgrade must not take the county's text away.
/// </summary>
internal sealed class ShippedMatters(IServiceScopeFactory scopes, ILogger<ShippedMatters> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var published = await db.Matters.AsNoTracking().Select(m => new { m.Code, m.Version, m.ContentHash, m.PublishedBy }).ToListAsync(cancellationToken);
        var hashes = published.Select(m => m.ContentHash).ToHashSet(StringComparer.Ordinal);
        var owned = published.GroupBy(m => m.Code).Where(g => g.MaxBy(m => m.Version)!.PublishedBy is not null).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);

        foreach (var (file, text) in ShippedFiles.Matters())
        {
            if (hashes.Contains(MatterCatalogue.Hash(text))) continue; // judged when it was published: the next start is quick
            if (owned.Contains(Path.GetFileNameWithoutExtension(file)))
            {
                logger.LeftAlone(file);
                continue;
            }

            var catalogue = scope.ServiceProvider.GetRequiredService<MatterCatalogue>();
            var (version, isNew) = await catalogue.Publish(file, text, null, cancellationToken);
            if (isNew) logger.Published(version.Code, version.Number);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static partial class CatalogueLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Matter {Code} published as version {Version}")]
    public static partial void Published(this ILogger logger, string code, int version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Shipped file {File} is new, but the county publishes this matter itself: left alone")]
    public static partial void LeftAlone(this ILogger logger, string file);
}
