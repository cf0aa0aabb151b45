using System.Buffers.Text;
using System.Text;

namespace PreExam.Server.Platform;

/// <summary>One page of a list; <paramref name="Next"/> goes back as <c>after</c>, null at the end.</summary>
/// <typeparam name="T">Row type.</typeparam>
/// <param name="Items">The rows.</param>
/// <param name="Next">Cursor of the next page, or null.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset cursors: opaque to the client, the last row's keys to us.</summary>
public static class Cursor
{
    /// <summary>Rows a list gives when the caller names no limit.</summary>
    public const int DefaultLimit = 20;

    /// <summary>Rows a list gives at most.</summary>
    public const int MaxLimit = 100;

    /// <summary>Writes the keys of the last row.</summary>
    public static string Write(params ReadOnlySpan<string> keys) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join('|', keys!)));

    /// <summary>Reads a cursor of <paramref name="count"/> keys.</summary>
    /// <returns>The keys, or null when the text is not such a cursor.</returns>
    public static string[]? Read(string? text, int count)
    {
        if (string.IsNullOrEmpty(text) || text.Length > 500 || !Base64Url.IsValid(text)) return null;
        var keys = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        // PostgreSQL knows no text with U+0000, and none of our keys has one.
        return keys.Length == count && !keys.Any(key => key.Contains('\0', StringComparison.Ordinal)) ? keys : null;
    }

    /// <summary>The page made of one row more than asked for.</summary>
    public static Listing<T> Cut<T>(IReadOnlyList<T> oneMore, int limit, Func<T, string> cursorOf)
    {
        ArgumentNullException.ThrowIfNull(oneMore);
        ArgumentNullException.ThrowIfNull(cursorOf);
        return oneMore.Count <= limit
            ? new Listing<T>(oneMore, null)
            : new Listing<T>([.. oneMore.Take(limit)], cursorOf(oneMore[limit - 1]));
    }
}
