using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.WeChat;

/// <summary>One process of ours: the registered services, a clock that a test sets, and every log line.</summary>
internal sealed class WeChatHarness : IAsyncDisposable
{
    public const string AppId = "wx3e8a5f0c7b214d96";
    public const string Secret = "secret-of-the-account";
    public const string Openid = "oPreX5aB3kLm9QwErTyUiOp12345";

    private readonly ServiceProvider _provider;

    public WeChatHarness(Uri address, ISharedTokenCache? shared = null, TimeSpan? attemptTimeout = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["WeChat:AppId"] = AppId,
            ["WeChat:AppSecret"] = Secret,
            ["WeChat:BaseAddress"] = address.ToString(),
            ["WeChat:AttemptTimeout"] = $"{attemptTimeout ?? TimeSpan.FromSeconds(20)}",
            ["WeChat:RetryDelay"] = "00:00:00.001",
            ["WeChat:Templates:Result:Id"] = "result-template",
            ["WeChat:Templates:Deadline:Id"] = "deadline-template",
        }).Build();
        var services = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddSingleton<TimeProvider>(Clock);
        if (shared is not null) services.AddSingleton(shared);
        _provider = services.AddWeChat(configuration).BuildServiceProvider();
    }

    public SettableClock Clock { get; } = new();

    public LogCollector Log { get; } = new();

    public WeChatClient Client => _provider.GetRequiredService<WeChatClient>();

    public static SubscribeMessage Message(string matter = "个体工商户设立登记") => new(
        Openid,
        new ResultCard(matter, "PE-261123-000017-7", "预审通过", new DateTimeOffset(2026, 11, 23, 7, 1, 0, TimeSpan.Zero), "可网上移交或凭码到窗口"),
        "pages/case/index?id=1");

    public ValueTask DisposeAsync() => _provider.DisposeAsync();
}

/// <summary>A clock that stands until a test moves it. Its timers ring at once: no test waits.</summary>
internal sealed class SettableClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}

internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    public string Everything => string.Join('\n', _lines.Select(l => l.Text));

    public ILogger CreateLogger(string categoryName) => new Collecting(_lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collecting(ConcurrentQueue<(LogLevel, string)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue((LogLevel.Trace, $"{category} scope {state}"));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
