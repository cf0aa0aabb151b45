using System.Buffers;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using PreExam.Imaging;

namespace PreExam.Server.Pages.Decoding;

/// <summary>
/// Decodes files in child processes, so that no file can take the server down or its memory away. Children are started when
/// they are needed, used for many files, renewed, and replaced when they die. How many work at once is a matter of memory: each
/// file gets what its head says that it needs.
/// </summary>
public sealed class DecoderPool : IDisposable
{
    private readonly DecodingOptions _options;
    private readonly Func<ProcessStartInfo> _command;
    private readonly ILogger<DecoderPool> _logger;
    private readonly MemoryBudget _budget;
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
        _budget = new MemoryBudget(options.MemoryBudgetBytes);
    }

    /// <summary>Process ids of the children that wait for a file.</summary>
    internal IReadOnlyList<int> IdleChildren => [.. _idle.Select(c => c.Id)];

    /// <summary>Largest resident memory that was seen of any child and what it had started, in bytes.</summary>
    internal long PeakBytes { get; private set; }

    /// <summary>
    /// Decodes one file, reading <paramref name="source"/> to its end without holding it. Waits, in order, until there is memory for it.
    /// </summary>
    /// <returns>
    /// <see cref="Decoded"/>; <see cref="DecodeRefused"/>, which another attempt will not change; or <see cref="ChildDied"/>,
    /// after which the same file may be tried again, a few times. A fault of <paramref name="source"/> itself is thrown.
    /// </returns>
    public Task<DecodeOutcome> Decode(Stream source, FileKind kind, CancellationToken cancellation) =>
        Decode(source, kind, source is { CanSeek: true } ? source.Length : 0, _options.Decoder.Limits.Pages, cancellation);

    /// <summary>The same for a stream that can't tell its length, and where fewer pages than usual are taken of one file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="bytes">How long it is, or 0; a wrong length costs memory and nothing else.</param>
    /// <param name="mostPages">A document of more pages is refused before any is decoded.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<DecodeOutcome> Decode(Stream source, FileKind kind, long bytes, int mostPages, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var head = ArrayPool<byte>.Shared.Rent(PictureSize.BytesNeeded);
        try
        {
            var held = await source.ReadAtLeastAsync(head.AsMemory(0, PictureSize.BytesNeeded), PictureSize.BytesNeeded, throwOnEndOfStream: false, cancellation);
            using var share = await _budget.Take(DecodingCost.Estimate(head.AsSpan(0, held), kind, bytes), cancellation);
            ObjectDisposedException.ThrowIf(_disposed, this);
            return await Decode(new FileToDecode(kind, head.AsMemory(0, held), source, bytes, mostPages), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head, clearArray: true); // the next renter must not see a paper
        }
    }

    private async Task<DecodeOutcome> Decode(FileToDecode file, CancellationToken cancellation)
    {
        if (Take() is not { } child) return new ChildDied(ChildDeath.NotStarted);
        try
        {
            EndWhomMemoryIsNotEnoughFor();
            var outcome = await child.Decode(file, cancellation);
            if (outcome is ChildDied died) _logger.ChildDied(child.Id, file.Kind, died.Reason, child.PeakBytes);
            return outcome;
        }
        finally
        {
            PeakBytes = Math.Max(PeakBytes, child.PeakBytes);
            GiveBack(child);
        }
    }

    /// <summary>A child that waits keeps its memory: where the files at work need it, it goes.</summary>
    private void EndWhomMemoryIsNotEnoughFor()
    {
        while (_budget.Given + (_idle.Count * DecodingCost.ChildBytes) > _options.MemoryBudgetBytes && _idle.TryTake(out var idle)) idle.Dispose();
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
