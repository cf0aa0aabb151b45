using System.Buffers;
using System.Security.Cryptography;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence.Blobs;

/// <summary>Encrypts what is written to it, chunk by chunk. Ends with <see cref="Finish"/>; without that the blob is unreadable.</summary>
internal sealed class SealingStream : Stream
{
    private readonly Stream _target;
    private readonly byte[] _header;
    private readonly AesGcm _cipher;
    private readonly byte[] _nonce = BlobFormat.NewNonce();
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(BlobFormat.ChunkBytes);
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedChunkBytes);
    private int _filled;
    private long _chunks;
    private bool _finished;
    private bool _disposed;

    public SealingStream(Stream target, IKeyRing ring, BlobKey key)
    {
        _target = target;
        _header = BlobFormat.NewHeader(ring);
        _cipher = BlobFormat.Cipher(ring, key, _header);
    }

    public long PlainLength { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_finished && !_disposed;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => PlainLength; set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_finished || _disposed, this);
        while (!buffer.IsEmpty)
        {
            // A full chunk waits until more comes: only then is it known not to be the last one.
            if (_filled == BlobFormat.ChunkBytes) await Emit(last: false, cancellationToken);
            var taken = Math.Min(buffer.Length, BlobFormat.ChunkBytes - _filled);
            buffer.Span[..taken].CopyTo(_plain.AsSpan(_filled));
            buffer = buffer[taken..];
            _filled += taken;
            PlainLength += taken;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Only asynchronous writing: the target is a disk or a network.</summary>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public async ValueTask Finish(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_finished || _disposed, this);
        await Emit(last: true, cancellation);
        _finished = true;
    }

    /// <summary>Nothing to do: a part of a chunk can't be sealed twice.</summary>
    public override void Flush()
    {
    }

    /// <summary>Nothing to do: a part of a chunk can't be sealed twice.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _cipher.Dispose();
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true); // the next renter must not see a document
            ArrayPool<byte>.Shared.Return(_sealed);
        }
        base.Dispose(disposing);
    }

    private async ValueTask Emit(bool last, CancellationToken cancellation)
    {
        if (_chunks == 0) await _target.WriteAsync(_header, cancellation);
        BlobFormat.WriteNonce(_nonce, _chunks++, last);
        _cipher.Encrypt(_nonce, _plain.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, BlobFormat.TagBytes), _header);
        await _target.WriteAsync(_sealed.AsMemory(0, _filled + BlobFormat.TagBytes), cancellation);
        _filled = 0;
    }
}
