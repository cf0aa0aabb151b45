using System.Diagnostics.CodeAnalysis;

namespace PreExam.Persistence.Blobs;

/// <summary>Names one blob. Random, so that a name tells neither time nor person nor content.</summary>
public readonly record struct BlobKey : IParsable<BlobKey>
{
    private readonly Guid _value;

    private BlobKey(Guid value) => _value = value;

    /// <summary>A name that no other blob has.</summary>
    public static BlobKey New() => new(Guid.NewGuid());

    /// <summary>Reads the stored form: 32 small hexadecimal digits, nothing else, since it becomes part of a path.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out BlobKey result)
    {
        var parsed = Guid.TryParseExact(s, "N", out var value) && !s.AsSpan().ContainsAnyInRange('A', 'F');
        result = parsed ? new(value) : default;
        return parsed;
    }

    /// <inheritdoc />
    public static BlobKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("The text is not a blob key.");

    /// <inheritdoc cref="Parse(string, IFormatProvider?)" />
    public static BlobKey Parse(string s) => Parse(s, null);

    /// <summary>The stored form: 32 hexadecimal digits.</summary>
    public override string ToString() => _value.ToString("N");
}

/// <summary>A blob can't be read to its end: cut off, changed, put in another's place, or its key is gone.</summary>
public sealed class BlobDamagedException : IOException
{
    /// <summary>Without a blob's name.</summary>
    public BlobDamagedException()
        : base("A blob is damaged.")
    {
    }

    /// <summary>With a reason.</summary>
    public BlobDamagedException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and its cause.</summary>
    public BlobDamagedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A blob that is being written. Disposing without <see cref="Commit"/> leaves nothing behind.</summary>
public abstract class BlobWrite : IAsyncDisposable
{
    /// <summary>Takes the plain bytes; encrypts as they come.</summary>
    public abstract Stream Content { get; }

    /// <summary>Makes the blob durable and visible. When this returns, the bytes survive a power cut.</summary>
    /// <returns>How many plain bytes there are.</returns>
    public abstract ValueTask<long> Commit(CancellationToken cancellation = default);

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();
}

/// <summary>Uploaded files and renditions, encrypted; written once, never changed. A blob is committed before the row that names it.</summary>
public interface IBlobStore
{
    /// <summary>Begins a blob. Memory use does not grow with its length.</summary>
    ValueTask<BlobWrite> Create(BlobKey key, CancellationToken cancellation = default);

    /// <summary>Opens a blob for reading from its start; null if there is none. Every byte that comes out has been verified.</summary>
    /// <exception cref="BlobDamagedException">Here or while reading.</exception>
    ValueTask<Stream?> OpenRead(BlobKey key, CancellationToken cancellation = default);

    /// <summary>Plain length of a blob without reading it; null if there is none, or if what is there can't be a blob.</summary>
    ValueTask<long?> FindLength(BlobKey key, CancellationToken cancellation = default);

    /// <summary>Deletes a blob; false if there was none.</summary>
    ValueTask<bool> Delete(BlobKey key, CancellationToken cancellation = default);

    /// <summary>Committed blobs from before an instant, for the sweeper to compare with the rows.</summary>
    IAsyncEnumerable<BlobKey> ListOlderThan(DateTimeOffset instant, CancellationToken cancellation = default);

    /// <summary>Deletes what dead processes left half written before an instant.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> DeleteUnfinished(DateTimeOffset instant, CancellationToken cancellation = default);
}

/// <summary>What callers of every store share.</summary>
public static class BlobStoreExtensions
{
    /// <summary>Writes a whole stream as one blob and commits it.</summary>
    /// <returns>How many plain bytes there are.</returns>
    public static async Task<long> Write(this IBlobStore store, BlobKey key, Stream content, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(content);
        await using var write = await store.Create(key, cancellation);
        await content.CopyToAsync(write.Content, cancellation);
        return await write.Commit(cancellation);
    }
}
