using System.Security.Cryptography;
using System.Text;

namespace PreExam.Persistence.Keys;

/// <summary>
/// Finds an encrypted value again: HMAC-SHA256 with a key of its own over the column's name and the value. An ID number could be guessed
/// from a plain hash in minutes; without the key it can't be from this one. At most 50 characters, the key's version first.
/// </summary>
public sealed class LookupHash
{
    private readonly IKeyRing _ring;

    /// <summary>Hashes with the lookup keys of this ring.</summary>
    public LookupHash(IKeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
    }

    /// <summary>The hash to store.</summary>
    /// <param name="column">Where the value belongs, for example <c>person.idNumber</c>: equal values of two columns don't show it.</param>
    /// <param name="value">The value in its normal form, as the identifier types give it.</param>
    public string Of(string column, string value) => Hash(_ring.Current(KeyPurpose.Lookup), column, value);

    /// <summary>The hashes to search for: with every key version, because older rows keep theirs.</summary>
    public IReadOnlyList<string> AllOf(string column, string value) =>
        [.. _ring.All(KeyPurpose.Lookup).Select(key => Hash(key, column, value))];

    private static string Hash(RingKey key, string column, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        ArgumentNullException.ThrowIfNull(value);
        var hash = HMACSHA256.HashData(key.Secret.Span, Encoding.UTF8.GetBytes($"{column}\0{value}"));
        return $"{key.Version}.{System.Buffers.Text.Base64Url.EncodeToString(hash)}";
    }
}
