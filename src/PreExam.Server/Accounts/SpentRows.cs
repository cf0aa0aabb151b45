using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;

namespace PreExam.Server.Accounts;

/// <summary>Removes what has done its work: ended refresh tokens, keys of old pushes, answers to repeated requests, ended shared values.</summary>
internal sealed partial class SpentRows(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SpentRows> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>A token is kept for a while after its end, so that its second use is still told from nonsense.</summary>
    private static readonly TimeSpan KeepTokens = TimeSpan.FromDays(7);

    /// <summary>WeChat repeats a push within a minute; a week leaves room for what nobody documented.</summary>
    private static readonly TimeSpan KeepPushes = TimeSpan.FromDays(7);

    /// <summary>A phone repeats a request within the hour; the answers hold personal data and must not pile up.</summary>
    private static readonly TimeSpan KeepAnswers = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                SweepFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task Sweep(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (tokens, pushes, answers) = (now - KeepTokens, now - KeepPushes, now - KeepAnswers);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        await db.RefreshTokens.Where(t => t.ExpiresAt < tokens).ExecuteDeleteAsync(cancellation);
        await db.ReceivedPushes.Where(p => p.At < pushes).ExecuteDeleteAsync(cancellation);
        await db.IdempotentAnswers.Where(a => a.At < answers).ExecuteDeleteAsync(cancellation);
        await db.Shared.Where(v => v.ExpiresAt < answers).ExecuteDeleteAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sweep over spent rows failed")]
    private static partial void SweepFailed(ILogger logger, Exception exception);
}
