using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Persistence;

namespace PreExam.Server.Pages.Live;

/// <summary>
/// Finds the news that another process wrote, and the pages that wait for longer than three seconds: two questions a second for all
/// streams of this process, none while nobody listens.
/// </summary>
internal sealed class NewsWatch(NewsBell bell, IServiceScopeFactory scopes, IOptions<LiveOptions> options, TimeProvider clock, ILogger<NewsWatch> logger)
    : BackgroundService
{
    private const int CasesAtOnce = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                bell.ForgetUnheard();
                foreach (var cases in bell.Listened().Chunk(CasesAtOnce)) await Look(cases, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                logger.WatchFailed(fault.GetType().Name);
            }
        }
    }

    private async Task Look(Guid[] cases, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var latest = await db.News
            .Where(n => cases.Contains(n.CaseId))
            .GroupBy(n => n.CaseId)
            .Select(g => new { CaseId = g.Key, Sequence = g.Max(n => n.Sequence) })
            .ToListAsync(cancellation);
        foreach (var news in latest) bell.Ring(news.CaseId, news.Sequence);

        var waits = await db.Waits(cases, clock.GetUtcNow(), cancellation);
        foreach (var listened in cases) bell.Tell(listened, [.. waits[listened]]);
    }
}

internal static partial class LiveLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "News of other processes could not be looked for: {Kind}")]
    public static partial void WatchFailed(this ILogger logger, string kind);
}
