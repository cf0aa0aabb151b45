using Microsoft.Extensions.Diagnostics.HealthChecks;
using PreExam.Server.Accounts;
using PreExam.WeChat;

namespace PreExam.Server.Notices;

/// <summary>
/// Degraded, never unhealthy: without a template its news stands in the app all the same. Says which use; why is in the log, once.
/// </summary>
internal sealed class TemplateHealth(WeChatClient weChat) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = weChat.TemplateStates;
        var data = states.ToDictionary(
            t => Subscriptions.Word(t.Use), object (t) => t switch { { IsUsable: false } => "switchedOff", { IsCompared: false } => "notCompared", _ => "usable" });
        return Task.FromResult(states.All(t => t.IsUsable)
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded("Cards of these uses stay in the app only: the account's templates do not match the configured ones.", data: data));
    }
}
