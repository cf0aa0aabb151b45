using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using PreExam.WeChat.Api;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Push;
using PreExam.WeChat.Tokens;
using Refit;

namespace PreExam.WeChat;

/// <summary>Registers the WeChat client and the receiver of its message push.</summary>
public static class WeChatServices
{
    /// <summary>
    /// Adds <see cref="WeChatClient"/> and <see cref="PushReceiver"/>. Register an <see cref="ISharedTokenCache"/> before or
    /// after to share the access token between processes.
    /// </summary>
    public static IServiceCollection AddWeChat(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WeChatOptions>().Bind(configuration.GetSection(WeChatOptions.Section)).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WeChatOptions>, WeChatOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISharedTokenCache, ProcessTokenCache>();
        AddApi(services);

        services.AddMetrics();
        services.AddSingleton<WeChatTelemetry>();
        services.AddSingleton<AccessTokenSource>();
        services.AddSingleton<WeChatCaller>();
        services.AddSingleton<TemplateBook>();
        services.AddSingleton<PerPersonQueue>();
        services.AddSingleton<PushReceiver>();
        services.AddSingleton(provider => new WeChatClient(
            provider.GetRequiredService<IWeChatApi>(),
            provider.GetRequiredService<WeChatCaller>(),
            provider.GetRequiredService<TemplateBook>(),
            provider.GetRequiredService<PerPersonQueue>(),
            provider.GetRequiredService<IOptions<WeChatOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<WeChatTelemetry>(),
            provider.GetRequiredService<ILogger<WeChatClient>>()));
        return services;
    }

    private static void AddApi(IServiceCollection services)
    {
        var http = services
            .AddRefitGeneratedClient<IWeChatApi>(new RefitSettings(new SystemTextJsonContentSerializer(WeChatJson.Options)) { Buffered = true })
            .ConfigureHttpClient((provider, client) =>
            {
                client.BaseAddress = provider.GetRequiredService<IOptions<WeChatOptions>>().Value.BaseAddress;
                client.Timeout = Timeout.InfiniteTimeSpan; // the pipeline below has the time-outs
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false, // a redirect would carry the token elsewhere
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5), // the client lives as long as the process; addresses change
            })
            .RemoveAllLoggers(); // they print the address, and with it the secret and the token

        http.AddResilienceHandler("wechat", (pipeline, context) =>
        {
            var options = context.ServiceProvider.GetRequiredService<IOptions<WeChatOptions>>().Value;
            pipeline
                .AddTimeout(options.TotalTimeout)
                .AddRetry(new HttpRetryStrategyOptions
                {
                    MaxRetryAttempts = WeChatCaller.Repeats,
                    Delay = options.RetryDelay,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    ShouldHandle = arguments => ValueTask.FromResult(
                        WeChatCaller.MayRepeat(arguments.Context.GetRequestMessage()?.RequestUri)
                        && HttpClientResiliencePredicates.IsTransient(arguments.Outcome)),
                })
                .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = 20, // a handful of bad answers at night must not stop the morning
                    SamplingDuration = TimeSpan.FromSeconds(30),
                    BreakDuration = TimeSpan.FromSeconds(15),
                })
                .AddTimeout(options.AttemptTimeout);
        });
        http.AddHttpMessageHandler(() => new WholeAnswerHandler()); // inside the pipeline: its time-out covers the body too
    }
}
