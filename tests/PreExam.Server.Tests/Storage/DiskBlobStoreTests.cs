using System.Security.Cryptography;
using CsCheck;
using PreExam.Persistence.Blobs;
using PreExam.Testing;

namespace PreExam.Server.Tests.Storage;

public sealed class DiskBlobStoreTests : IDisposable
{
    private const int Chunk = 64 * 1024;
    private const int SealedChunk = Chunk + 16;
    private const int Header = 40;

    private readonly TestFolder _folder = new("blobs");
    private readonly TravellingTime _clock = new();
    private readonly TestRing _ring = new(versions: 1);
    private readonly DiskBlobStore _store;

    public DiskBlobStoreTests() => _store = new(_folder.Path, _ring, _clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData(3 * Chunk)]
    [InlineData(3 * Chunk + 17)]
    public async Task A_blob_comes_back_as_it_was_and_knows_its_length(int length)
    {
        var (key, bytes) = await Written(length);

        Assert.Equal(bytes, await Read(key));
        Assert.Equal(length, await _store.FindLength(key, Cancellation));
    }

    [Fact]
    public async Task The_sizes_of_writes_and_reads_do_not_matter() =>
        await Gen.Select(Gen.Int[0, 200_000], Gen.Int[1, 90_000], Gen.Int[1, 90_000], Gen.Bool).SampleAsync(
            async (length, write, read, synchronously) =>
            {
                var key = BlobKey.New();
                var bytes = RandomNumberGenerator.GetBytes(length);
                await using (var blob = await _store.Create(key, Cancellation))
                {
                    foreach (var piece in bytes.Chunk(write)) await blob.Content.WriteAsync(piece, Cancellation);
                    await blob.Commit(Cancellation);
                }

                await using var content = (await _store.OpenRead(key, Cancellation))!;
                using var got = new MemoryStream();
                var buffer = new byte[read];
                int count;
                while ((count = synchronously ? content.Read(buffer, 0, read) : await content.ReadAsync(buffer, Cancellation)) > 0) got.Write(buffer, 0, count);
                return got.ToArray().AsSpan().SequenceEqual(bytes);
            },
            iter: 60);

    [Fact]
    public async Task Nothing_of_the_content_lies_on_the_disk_in_the_clear()
    {
        var key = BlobKey.New();
        var secret = "331199195106010133"u8.ToArray();
        await _store.Write(key, new MemoryStream([.. Enumerable.Repeat(secret, 5_000).SelectMany(bytes => bytes)]), Cancellation);

        var file = await File.ReadAllBytesAsync(PathOf(key), Cancellation);

        Assert.Equal(-1, file.AsSpan().IndexOf(secret.AsSpan(0, 8)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf(key)));
    }

    [Fact]
    public async Task One_changed_bit_anywhere_is_noticed()
    {
        var (key, _) = await Written(2 * Chunk + 500);
        var whole = await File.ReadAllBytesAsync(PathOf(key), Cancellation);

        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 7]).SampleAsync(
            async (at, bit) =>
            {
                var changed = whole.ToArray();
                changed[at] ^= (byte)(1 << bit);
                return await IsDamaged(key, changed);
            },
            iter: 200, threads: 1);
        await File.WriteAllBytesAsync(PathOf(key), whole, Cancellation);
        Assert.NotEmpty(await Read(key)); // it was the change that hurt
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Header - 1)]
    [InlineData(Header)]
    [InlineData(Header + 15)]
    [InlineData(Header + 16)]
    [InlineData(Header + SealedChunk)] // a whole chunk, but not the last
    [InlineData(Header + 2 * SealedChunk)]
    [InlineData(Header + 2 * SealedChunk + 500)]
    public async Task A_blob_that_was_cut_off_is_never_taken_for_a_shorter_one(int kept)
    {
        var (key, _) = await Written(2 * Chunk + 500);
        var whole = await File.ReadAllBytesAsync(PathOf(key), Cancellation);

        Assert.True(await IsDamaged(key, whole[..kept]));
    }

    [Fact]
    public async Task Chunks_in_another_order_repeated_left_out_or_appended_are_noticed()
    {
        var (key, _) = await Written(3 * Chunk);
        var whole = await File.ReadAllBytesAsync(PathOf(key), Cancellation);
        byte[] head = whole[..Header], one = Piece(0), two = Piece(1), last = Piece(2);

        Assert.False(await IsDamaged(key, [.. head, .. one, .. two, .. last]));
        Assert.True(await IsDamaged(key, [.. head, .. two, .. one, .. last]));
        Assert.True(await IsDamaged(key, [.. head, .. one, .. one, .. last]));
        Assert.True(await IsDamaged(key, [.. head, .. one, .. last]));
        Assert.True(await IsDamaged(key, [.. head, .. one, .. two, .. last, .. last]));
        Assert.True(await IsDamaged(key, [.. whole, 0]));

        byte[] Piece(int number) => whole[(Header + number * SealedChunk)..(Header + (number + 1) * SealedChunk)];
    }

    [Fact]
    public async Task One_blob_cannot_be_put_in_the_place_of_another()
    {
        var (key, _) = await Written(500);
        var (other, _) = await Written(500);

        Assert.True(await IsDamaged(key, await File.ReadAllBytesAsync(PathOf(other), Cancellation)));
    }

    [Fact]
    public async Task After_a_rotation_old_blobs_are_still_read_and_new_ones_use_the_new_key()
    {
        var (old, oldBytes) = await Written(Chunk + 1);
        var rotated = new DiskBlobStore(_folder.Path, _ring.WithNewVersion(), _clock);
        var fresh = BlobKey.New();
        await rotated.Write(fresh, new MemoryStream(oldBytes), Cancellation);

        await using (var content = (await rotated.OpenRead(old, Cancellation))!) Assert.Equal(oldBytes, await All(content));
        await using (var content = (await rotated.OpenRead(fresh, Cancellation))!) Assert.Equal(oldBytes, await All(content));
        await Assert.ThrowsAsync<BlobDamagedException>(async () => await _store.OpenRead(fresh, Cancellation)); // the old ring lacks the key
    }

    [Fact]
    public async Task What_was_not_committed_leaves_nothing()
    {
        var key = BlobKey.New();
        await using (var blob = await _store.Create(key, Cancellation)) await blob.Content.WriteAsync(new byte[200_000], Cancellation);

        Assert.Null(await _store.OpenRead(key, Cancellation));
        Assert.Null(await _store.FindLength(key, Cancellation));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_committed_blob_is_never_overwritten()
    {
        var (key, bytes) = await Written(100);

        await Assert.ThrowsAnyAsync<IOException>(() => _store.Write(key, new MemoryStream([1]), Cancellation));
        Assert.Equal(bytes, await Read(key));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone()
    {
        var (key, _) = await Written(100);

        Assert.True(await _store.Delete(key, Cancellation));
        Assert.False(await _store.Delete(key, Cancellation));
        Assert.Null(await _store.OpenRead(key, Cancellation));
    }

    [Fact]
    public async Task The_sweeper_sees_old_blobs_and_clears_half_written_ones()
    {
        var (old, _) = await Written(100);
        var unfinished = await _store.Create(BlobKey.New(), Cancellation);
        await unfinished.Content.WriteAsync(new byte[Chunk * 2], Cancellation);
        _clock.Advance(TimeSpan.FromHours(25));
        var (fresh, _) = await Written(100);
        var yesterday = _clock.GetUtcNow() - TimeSpan.FromHours(24);

        Assert.Equal([old], await _store.ListOlderThan(yesterday, Cancellation).ToListAsync(Cancellation));
        Assert.Equal(0, await _store.DeleteUnfinished(yesterday - TimeSpan.FromDays(1), Cancellation));
        Assert.Equal(1, await _store.DeleteUnfinished(yesterday, Cancellation));
        Assert.NotNull(await _store.FindLength(fresh, Cancellation));
        await unfinished.DisposeAsync();
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef")]
    public void Only_the_stored_form_is_a_key(string? text) => Assert.False(BlobKey.TryParse(text, null, out _));

    [Fact]
    public void A_key_survives_its_text()
    {
        var key = BlobKey.New();

        Assert.Equal(key, BlobKey.Parse(key.ToString()));
    }

    private async Task<(BlobKey Key, byte[] Bytes)> Written(int length)
    {
        var key = BlobKey.New();
        var bytes = RandomNumberGenerator.GetBytes(length);
        Assert.Equal(length, await _store.Write(key, new MemoryStream(bytes), Cancellation));
        return (key, bytes);
    }

    private async Task<byte[]> Read(BlobKey key)
    {
        await using var content = await _store.OpenRead(key, Cancellation);
        return await All(content!);
    }

    private static async Task<byte[]> All(Stream content)
    {
        using var all = new MemoryStream();
        await content.CopyToAsync(all, Cancellation);
        return all.ToArray();
    }

    private async Task<bool> IsDamaged(BlobKey key, byte[] file)
    {
        await File.WriteAllBytesAsync(PathOf(key), file, Cancellation);
        try
        {
            await Read(key);
            return false;
        }
        catch (BlobDamagedException)
        {
            return true;
        }
    }

    private string PathOf(BlobKey key) => Directory.GetFiles(_folder.Path, key.ToString(), SearchOption.AllDirectories).Single();
}
