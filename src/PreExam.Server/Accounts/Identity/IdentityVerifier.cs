using System.Text.Json;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using PreExam.Server.Platform;
using Refit;

namespace PreExam.Server.Accounts;

/// <summary>The unified identity service. Section <c>Identity:Service</c>. Without an address the counter alone confirms.</summary>
public sealed class IdentityServiceOptions
{
    /// <summary>Where it is; empty switches it off.</summary>
    public Uri? Address { get; set; }

    /// <summary>Our key with it.</summary>
    public string Key { get; set; } = "";

    /// <summary>Longest wait for an answer with its repeat. Default 8 s: a person waits at the phone.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(8);
}

internal enum IdentityOutcome
{
    Confirmed,
    NotConfirmed,
    Unavailable,
}

/// <summary>Asks whether a name and a number belong together. Expected failures are values; nothing of the person is logged.</summary>
internal sealed partial class IdentityVerifier(IIdentityService service, IOptions<IdentityServiceOptions> options, ILogger<IdentityVerifier> logger)
{
    public async Task<IdentityOutcome> Verify(string name, string idNumber, CancellationToken cancellation)
    {
        if (options.Value.Address is null) return IdentityOutcome.Unavailable;
        try
        {
            using var response = await service.Verify(new IdentityQuestion { Name = name, IdNumber = idNumber }, cancellation);
            if (response is { IsSuccessful: true, Content.Result: "match" }) return IdentityOutcome.Confirmed;
            if (response is { IsSuccessful: true, Content.Result: "mismatch" }) return IdentityOutcome.NotConfirmed;
            NoAnswer(logger, response.StatusCode is { } status ? (int)status : 0);
        }
        catch (Exception broken) when (broken is HttpRequestException or ExecutionRejectedException or TimeoutException or ApiExceptionBase
            || (broken is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            NoAnswer(logger, 0);
        }

        return IdentityOutcome.Unavailable;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity service gave no usable answer: status {Status}")]
    private static partial void NoAnswer(ILogger logger, int status);
}

internal static class IdentityServices
{
    private static readonly RefitSettings Settings = new(new SystemTextJsonContentSerializer(new(JsonSerializerDefaults.Web)));

    public static IServiceCollection AddIdentityService(this IServiceCollection services)
    {
        services.AddOptions<IdentityServiceOptions>().BindConfiguration("Identity:Service")
            .Validate(o => o.Address is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Identity:Service:Address must be an absolute http or https address.")
            .Validate(o => o.Address is null || o.Key.Length > 0, "Identity:Service:Key is missing.")
            .Validate(o => o.Timeout > TimeSpan.Zero && o.Timeout <= TimeSpan.FromMinutes(1), "Identity:Service:Timeout must be from 0 to 1 minute.")
            .ValidateOnStart();
        services.AddScoped<IdentityVerifier>();
        services
            .AddHttpClient("identity", (provider, client) =>
            {
                var options = provider.GetRequiredService<IOptions<IdentityServiceOptions>>().Value;
                client.BaseAddress = options.Address ?? new Uri("http://not-configured.invalid");
                client.DefaultRequestHeaders.Authorization = new("Bearer", options.Key);
                client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline below has the time-outs
            })
            .AddTypedClient(client => RestService.ForGenerated<IIdentityService>(client, Settings))
            .RemoveAllLoggers()
            .AddResilienceHandler("identity", (pipeline, context) =>
            {
                var timeout = context.ServiceProvider.GetRequiredService<IOptions<IdentityServiceOptions>>().Value.Timeout;
                pipeline
                    .AddTimeout(timeout)
                    .AddRetry(new HttpRetryStrategyOptions { MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(200) }) // asking twice changes nothing
                    .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions { MinimumThroughput = 20 })
                    .AddTimeout(timeout / 2);
            });
        return services;
    }
}
