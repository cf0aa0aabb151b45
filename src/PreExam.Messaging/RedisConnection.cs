using StackExchange.Redis;

namespace PreExam.Messaging;

/// <summary>How PreExam talks to Redis, wherever it does.</summary>
public static class RedisConnection
{
    /// <summary>
    /// Connects. A Redis that is away does not fail the start and makes nobody wait in a queue: calls fail at once until it is
    /// back, because everything that matters is in the database.
    /// </summary>
    public static ConnectionMultiplexer Open(string configuration)
    {
        var options = ConfigurationOptions.Parse(configuration);
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName ??= "preexam";
        options.ConnectTimeout = 2000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        return ConnectionMultiplexer.Connect(options);
    }
}
