using Microsoft.Extensions.Options;
using PreExam.WeChat;

namespace PreExam.Server.Notices;

/// <summary>
/// Compares the account's templates with the configured ones, in the background: WeChat may be away at the start, and whoever repairs
/// a template in its console need not restart us.
/// </summary>
internal sealed partial class TemplateWatch(WeChatClient weChat, IOptions<WeChatOptions> options, TimeProvider clock, ILogger<TemplateWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (weChat.TemplateStates.Count == 0 || !options.Value.Enabled) return;
        var every = options.Value.CheckTemplatesEvery;
        var wait = FirstWait;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var compared = await Compare(stoppingToken);
                await Task.Delay(compared || wait > every ? every : wait, clock, stoppingToken);
                wait = compared ? FirstWait : wait * 2;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<bool> Compare(CancellationToken cancellation)
    {
        try
        {
            return (await weChat.VerifyTemplates(cancellation)).Refusal is null; // the client has logged why not
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            CompareFailed(logger, problem);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat's templates could not be compared")]
    private static partial void CompareFailed(ILogger logger, Exception problem);
}
