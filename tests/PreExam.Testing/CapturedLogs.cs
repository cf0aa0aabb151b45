using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PreExam.Testing;

/// <summary>Everything that was logged, as an operator would read it: message and exception.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    public override string ToString() => string.Join(Environment.NewLine, _lines);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var line = $"{logLevel} {category}: {formatter(state, exception)} {exception}";
            lines.Enqueue(line);
            // A 500 is never meant; whoever reads the failed test wants to see why.
            if (logLevel >= LogLevel.Error && category.EndsWith(".Failures", StringComparison.Ordinal)) Console.Error.WriteLine(line);
        }
    }
}
