using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using PreExam.Imaging;

namespace PreExam.Server.Pages.Decoding;

/// <summary>
/// Decodes files in child processes, so that no file can take the server down or its memory away. Children are started when
/// they are needed, used for many files, renewed, and replaced when they die.
/// </summary>
public sealed class DecoderPool : IDisposable
{
    private readonly DecodingOptions _options;
    private readonly Func<ProcessStartInfo> _command;
    private readonly ILogger<DecoderPool> _logger;
    private readonly SemaphoreSlim _places;
    private readonly ConcurrentBag<DecoderProcess> _idle = [];
    private volatile bool _disposed;

    /// <summary>A pool of children of this server's own assembly.</summary>
    public DecoderPool(IOptions<DecodingOptions> options, ILogger<DecoderPool> logger)
        : this(options.Value, () => DecoderCommand.For(options.Value), logger)
    {
    }

    internal DecoderPool(DecodingOptions options, Func<ProcessStartInfo> command, ILogger<DecoderPool> logger)
    {
        (_options, _command, _logger) = (options, command, logger);
        _places = new SemaphoreSlim(options.Concurrency);
    }

    /// <summary>Process ids of the children that wait for a file.</summary>
    internal IReadOnlyList<int> IdleChildren => [.. _idle.Select(c => c.Id)];

    /// <summary>
    /// Decodes one file, reading <paramref name="source"/> to its end without holding it. Waits while all children are busy.
    /// </summary>
    /// <returns>
    /// <see cref="Decoded"/>; <see cref="DecodeRefused"/>, which another attempt will not change; or <see cref="ChildDied"/>,
    /// after which the same file may be tried again, a few times. A fault of <paramref name="source"/> itself is thrown.
    /// </returns>
    public async Task<DecodeOutcome> Decode(Stream source, FileKind kind, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _places.WaitAsync(cancellation);
        try
        {
            if (Take() is not { } child) return new ChildDied(ChildDeath.NotStarted);
            try
            {
                var outcome = await child.Decode(source, kind, cancellation);
                if (outcome is ChildDied died) _logger.ChildDied(child.Id, kind, died.Reason, child.PeakBytes);
                return outcome;
            }
            finally
            {
                GiveBack(child);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Ends every child that is idle; a busy one ends with its file.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var child)) child.Dispose();
    }

    private DecoderProcess? Take()
    {
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsUsable) return idle;
            idle.Dispose(); // it died while nobody looked
        }

        try
        {
            var started = DecoderProcess.Start(_command(), _options);
            _logger.ChildStarted(started.Id);
            return started;
        }
        catch (Exception fault) when (fault is Win32Exception or InvalidOperationException)
        {
            _logger.NotStarted(fault.Message);
            return null;
        }
    }

    private void GiveBack(DecoderProcess child)
    {
        if (!_disposed && child.IsUsable) _idle.Add(child);
        else child.Dispose();
        if (_disposed) Dispose(); // disposed between the question and the answer
    }
}
