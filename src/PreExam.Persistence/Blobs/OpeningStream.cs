using System.Buffers;
using System.Security.Cryptography;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence.Blobs;

/// <summary>Decrypts a sealed blob, chunk by chunk; gives out no byte that was not verified, and no end that is not the true one.</summary>
internal sealed class OpeningStream : Stream
{
    private readonly Stream _source;
    private readonly BlobKey _key;
    private readonly byte[] _header;
    private readonly AesGcm _cipher;
    private readonly byte[] _nonce = BlobFormat.NewNonce();

    /// <summary>One byte more than a chunk: whether it exists tells whether the chunk is the last.</summary>
    private readonly byte[] _sealed = ArrayPool<byte>.Shared.Rent(BlobFormat.SealedChunkBytes + 1);
    private readonly byte[] _plain = ArrayPool<byte>.Shared.Rent(BlobFormat.ChunkBytes);
    private int _held;
    private int _given;
    private int _available;
    private long _chunks;
    private bool _ended;
    private bool _disposed;

    private OpeningStream(Stream source, BlobKey key, byte[] header, AesGcm cipher) =>
        (_source, _key, _header, _cipher) = (source, key, header, cipher);

    public override bool CanRead => !_disposed;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Reads the header and takes over the source.</summary>
    public static async ValueTask<OpeningStream> Open(Stream source, IKeyRing ring, BlobKey key, CancellationToken cancellation)
    {
        try
        {
            var header = new byte[BlobFormat.HeaderBytes];
            await source.ReadExactlyAsync(header, cancellation);
            return new(source, key, header, BlobFormat.Cipher(ring, key, header));
        }
        catch (Exception failure) when (failure is EndOfStreamException or CryptographicException)
        {
            await source.DisposeAsync();
            throw new BlobDamagedException($"Blob {key} cannot be opened.", failure);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty) return 0;
        if (_given == _available && !_ended)
        {
            var filled = await _source.ReadAtLeastAsync(
                _sealed.AsMemory(_held, BlobFormat.SealedChunkBytes + 1 - _held), BlobFormat.SealedChunkBytes + 1 - _held,
                throwOnEndOfStream: false, cancellationToken);
            OpenChunk(_held + filled);
        }
        return Give(buffer.Span);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Also synchronously: image decoders read so.</summary>
    public override int Read(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (buffer.IsEmpty) return 0;
        if (_given == _available && !_ended)
        {
            var wanted = BlobFormat.SealedChunkBytes + 1 - _held;
            OpenChunk(_held + _source.ReadAtLeast(_sealed.AsSpan(_held, wanted), wanted, throwOnEndOfStream: false));
        }
        return Give(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _cipher.Dispose();
            _source.Dispose();
            ArrayPool<byte>.Shared.Return(_plain, clearArray: true); // the next renter must not see a document
            ArrayPool<byte>.Shared.Return(_sealed);
        }
        base.Dispose(disposing);
    }

    private void OpenChunk(int held)
    {
        var last = held <= BlobFormat.SealedChunkBytes;
        var size = (last ? held : BlobFormat.SealedChunkBytes) - BlobFormat.TagBytes;
        if (size < 0) throw new BlobDamagedException($"Blob {_key} is cut off.");
        BlobFormat.WriteNonce(_nonce, _chunks, last);
        try
        {
            _cipher.Decrypt(_nonce, _sealed.AsSpan(0, size), _sealed.AsSpan(size, BlobFormat.TagBytes), _plain.AsSpan(0, size), _header);
        }
        catch (AuthenticationTagMismatchException failure)
        {
            throw new BlobDamagedException($"Blob {_key} was changed or cut off at chunk {_chunks}.", failure);
        }
        _chunks++;
        _ended = last;
        _held = last ? 0 : 1;
        _sealed[0] = _sealed[BlobFormat.SealedChunkBytes];
        (_given, _available) = (0, size);
    }

    private int Give(Span<byte> buffer)
    {
        var given = Math.Min(buffer.Length, _available - _given);
        _plain.AsSpan(_given, given).CopyTo(buffer);
        _given += given;
        return given;
    }
}
