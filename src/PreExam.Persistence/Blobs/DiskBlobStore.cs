using System.Collections.Concurrent;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence.Blobs;

/// <summary>
/// Blobs in folders: <c>ab/cd/abcd…</c>, so that no folder grows large. A blob is written beside them, flushed, and then renamed: it is
/// there wholly or not at all.
/// </summary>
internal sealed class DiskBlobStore(string folder, IKeyRing ring, TimeProvider clock) : IBlobStore
{
    private readonly string _root = Path.GetFullPath(folder);
    private readonly IKeyRing _ring = ring;

    /// <summary>Folders whose own names are known to be on the disk: flushed once per process, not once per blob.</summary>
    private readonly ConcurrentDictionary<string, bool> _flushed = new();

    private string Unfinished => Path.Combine(_root, "unfinished");

    public ValueTask<BlobWrite> Create(BlobKey key, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(Unfinished);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0, // whole chunks come anyway
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(Unfinished, $"{key}-{Guid.NewGuid():N}");
        return ValueTask.FromResult<BlobWrite>(new DiskBlobWrite(this, key, path, new FileStream(path, options)));
    }

    public async ValueTask<Stream?> OpenRead(BlobKey key, CancellationToken cancellation = default)
    {
        FileStream file;
        try
        {
            file = new FileStream(PathOf(key), new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        return await OpeningStream.Open(file, _ring, key, cancellation);
    }

    public ValueTask<long?> FindLength(BlobKey key, CancellationToken cancellation = default)
    {
        var file = new FileInfo(PathOf(key));
        return ValueTask.FromResult(file.Exists ? BlobFormat.PlainLength(file.Length) : null);
    }

    public ValueTask<bool> Delete(BlobKey key, CancellationToken cancellation = default)
    {
        var path = PathOf(key);
        var existed = File.Exists(path);
        if (existed) File.Delete(path);
        return ValueTask.FromResult(existed);
    }

    public IAsyncEnumerable<BlobKey> ListOlderThan(DateTimeOffset instant, CancellationToken cancellation = default) =>
        List(instant, cancellation).ToAsyncEnumerable();

    public ValueTask<int> DeleteUnfinished(DateTimeOffset instant, CancellationToken cancellation = default)
    {
        var count = 0;
        if (!Directory.Exists(Unfinished)) return ValueTask.FromResult(count);
        foreach (var file in new DirectoryInfo(Unfinished).EnumerateFiles())
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.LastWriteTimeUtc >= instant.UtcDateTime) continue;
            file.Delete();
            count++;
        }
        return ValueTask.FromResult(count);
    }

    private IEnumerable<BlobKey> List(DateTimeOffset instant, CancellationToken cancellation)
    {
        if (!Directory.Exists(_root)) yield break;
        foreach (var file in new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.LastWriteTimeUtc < instant.UtcDateTime && BlobKey.TryParse(file.Name, null, out var key)) yield return key;
        }
    }

    private string PathOf(BlobKey key)
    {
        var name = key.ToString();
        return Path.Combine(_root, name[..2], name[2..4], name);
    }

    private void Place(BlobKey key, string unfinished)
    {
        var path = PathOf(key);
        var inner = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(inner);
        File.SetLastWriteTimeUtc(unfinished, clock.GetUtcNow().UtcDateTime); // the sweeper goes by the program's clock
        File.Move(unfinished, path, overwrite: false);
        DiskFlush.Folder(inner);
        if (_flushed.ContainsKey(inner)) return;
        DiskFlush.Folder(Path.GetDirectoryName(inner)!);
        DiskFlush.Folder(_root);
        _flushed[inner] = true;
    }

    private sealed class DiskBlobWrite(DiskBlobStore store, BlobKey key, string path, FileStream file) : BlobWrite
    {
        private readonly SealingStream _content = new(file, store._ring, key);
        private bool _placed;

        public override Stream Content => _content;

        public override async ValueTask<long> Commit(CancellationToken cancellation = default)
        {
            await _content.Finish(cancellation);
            await Task.Run(() => file.Flush(flushToDisk: true), cancellation);
            await file.DisposeAsync();
            store.Place(key, path);
            _placed = true;
            return _content.PlainLength;
        }

        public override async ValueTask DisposeAsync()
        {
            await _content.DisposeAsync();
            await file.DisposeAsync();
            if (!_placed) File.Delete(path);
        }
    }
}
