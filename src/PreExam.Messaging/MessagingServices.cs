using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace PreExam.Messaging;

/// <summary>Registration of broker, dispatcher and consumers.</summary>
public static class MessagingServices
{
    /// <summary>
    /// Adds the broker (Redis when <c>Messaging:Redis</c> names one, otherwise embedded) and the dispatcher. An
    /// <see cref="IJobStore"/> is the caller's to add. With Redis an <see cref="IConnectionMultiplexer"/> is there for others too.
    /// </summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration, Action<MessagingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("Messaging");
        var options = services.AddOptions<MessagingOptions>().Bind(section).ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.AddSingleton<IValidateOptions<MessagingOptions>, MessagingOptionsValidator>();
        services.AddSingleton<IValidateOptions<QueueOptions>, QueueOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MessagingTelemetry>();
        services.AddScoped<CurrentMessage>();

        services.TryAddSingleton<IConnectionMultiplexer>(provider =>
            RedisConnection.Open(provider.GetRequiredService<IOptions<MessagingOptions>>().Value.Redis
                ?? throw new InvalidOperationException("Messaging:Redis is not set.")));
        services.AddSingleton<EmbeddedBroker>();
        services.AddSingleton<RedisBroker>();
        services.AddSingleton<IBroker>(provider =>
            string.IsNullOrEmpty(provider.GetRequiredService<IOptions<MessagingOptions>>().Value.Redis)
                ? provider.GetRequiredService<EmbeddedBroker>()
                : provider.GetRequiredService<RedisBroker>());

        services.AddSingleton<Announcer>();
        services.AddSingleton<IAnnouncer>(provider => provider.GetRequiredService<Announcer>());
        services.AddHostedService(provider => provider.GetRequiredService<Announcer>());
        services.AddHostedService<Dispatcher>();
        return services;
    }

    /// <summary>
    /// Adds the consumer of one message type to a queue, and the queue with it. What <paramref name="configure"/> sets is the
    /// default; <c>Messaging:Queues:NAME</c> has the last word.
    /// </summary>
    public static IServiceCollection AddConsumer<TConsumer, TMessage>(this IServiceCollection services, string queue, Action<QueueOptions>? configure = null)
        where TConsumer : class, IConsumer<TMessage>
        where TMessage : class
    {
        services.TryAddScoped<TConsumer>();
        services.AddSingleton<Consumption>(new Consumption<TConsumer, TMessage>(queue));
        var options = services.AddOptions<QueueOptions>(queue).ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        options.BindConfiguration($"Messaging:Queues:{queue}");
        return services;
    }
}
