using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Persistence;
using PreExam.Persistence.Blobs;

namespace PreExam.Server.Uploads;

/// <summary>
/// Deletes blobs that no page names: of uploads that died between blob and row, of removed pages, of renditions made twice. Every
/// blob in the store must therefore be named by a page. Holds some 30 bytes for each blob of the installation while it compares.
/// </summary>
internal sealed class OrphanSweeper(
    IServiceScopeFactory scopes, IBlobStore blobs, IOptions<UploadsOptions> options, TimeProvider clock, ILogger<OrphanSweeper> logger) : BackgroundService
{
    /// <returns>How many blobs went.</returns>
    public async Task<int> Sweep(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow() - options.Value.KeepOrphans;
        var count = await blobs.DeleteUnfinished(before, cancellation);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();

        var named = new HashSet<BlobKey>();
        await foreach (var page in db.Pages.AsNoTracking().Select(p => new { p.Blob, p.Renditions }).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            named.Add(BlobKey.Parse(page.Blob));
            foreach (var rendition in page.Renditions)
            {
                named.Add(BlobKey.Parse(rendition.PageBlob));
                named.Add(BlobKey.Parse(rendition.ThumbBlob));
            }
        }

        await foreach (var key in blobs.ListOlderThan(before, cancellation))
        {
            var name = key.ToString();
            if (named.Contains(key) || await db.Pages.AnyAsync(p => p.Blob == name, cancellation)) continue; // named since
            if (await blobs.Delete(key, cancellation)) count++;
        }

        return count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var count = await Sweep(stoppingToken);
                if (count > 0) logger.Swept(count);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.SweepFailed(fault.GetType().Name, fault);
            }
        }
    }
}

internal static partial class UploadsLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} blobs that no page names were deleted")]
    public static partial void Swept(this ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "Blobs that no page names could not be swept: {Kind}")]
    public static partial void SweepFailed(this ILogger logger, string kind, Exception fault);
}
