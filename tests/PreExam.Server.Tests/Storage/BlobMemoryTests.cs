using System.Security.Cryptography;
using PreExam.Persistence.Blobs;
using PreExam.Testing;

namespace PreExam.Server.Tests.Storage;

public sealed class BlobMemoryTests
{
    private const long Length = 200L * 1024 * 1024;

    [Fact]
    public async Task Two_hundred_megabytes_pass_through_without_being_held()
    {
        using var folder = new TestFolder("large-blob");
        var store = new DiskBlobStore(folder.Path, new TestRing(versions: 1), TimeProvider.System);
        var key = BlobKey.New();
        using var sent = new Pattern(Length);

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var written = await store.Write(key, sent, TestContext.Current.CancellationToken);
        using var got = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var content = (await store.OpenRead(key, TestContext.Current.CancellationToken))!)
        {
            var buffer = new byte[81_920];
            int count;
            while ((count = await content.ReadAsync(buffer, TestContext.Current.CancellationToken)) > 0) got.AppendData(buffer, 0, count);
        }

        Assert.Equal(Length, written);
        Assert.Equal(sent.Hash(), got.GetHashAndReset());
        Assert.InRange(sent.MostMemory - before, long.MinValue, 128L * 1024 * 1024);
    }

    /// <summary>Bytes that are made when they are read; looks at the heap on the way.</summary>
    private sealed class Pattern(long length) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private long _position;

        public long MostMemory { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public byte[] Hash() => _hash.GetHashAndReset();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var size = (int)Math.Min(count, length - _position);
            var piece = buffer.AsSpan(offset, size);
            piece.Fill((byte)(_position >> 12));
            _hash.AppendData(piece);
            if (_position % (16 * 1024 * 1024) < size) MostMemory = Math.Max(MostMemory, GC.GetTotalMemory(forceFullCollection: true));
            _position += size;
            return size;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
