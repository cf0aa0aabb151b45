using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Pages.Images;

/// <summary>Which picture of a page.</summary>
public enum ImageRendition
{
    /// <summary>The page as people read it.</summary>
    Page,

    /// <summary>The thumbnail.</summary>
    Thumb,

    /// <summary>What arrived, byte for byte.</summary>
    Original,
}

/// <summary>What a link opens, for whom and until when.</summary>
internal sealed record ImageLink(Guid Page, ImageRendition Rendition, int Number, Guid Viewer, DateTimeOffset Expires);

/// <summary>Short-lived signed links: an image element can't send a token of its own.</summary>
internal sealed class ImageLinks(IKeyRing ring)
{
    private const int PayloadBytes = 2 + 16 + 1 + 2 + 16 + 8;

    public static TimeSpan Life { get; } = TimeSpan.FromMinutes(5);

    public string Sign(ImageLink link)
    {
        var key = ring.Current(KeyPurpose.Tokens);
        var token = new byte[PayloadBytes + HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)key.Version);
        link.Page.TryWriteBytes(token.AsSpan(2), bigEndian: true, out _);
        token[18] = (byte)link.Rendition;
        BinaryPrimitives.WriteUInt16BigEndian(token.AsSpan(19), (ushort)link.Number);
        link.Viewer.TryWriteBytes(token.AsSpan(21), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(37), link.Expires.ToUnixTimeSeconds());
        Mac(key, token.AsSpan(0, PayloadBytes)).CopyTo(token.AsSpan(PayloadBytes));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What the link says, expired or not; null when we did not sign it.</summary>
    public ImageLink? Read(string text)
    {
        Span<byte> token = stackalloc byte[PayloadBytes + HMACSHA256.HashSizeInBytes];
        if (!Base64Url.IsValid(text, out var length) || length != token.Length) return null;
        Base64Url.DecodeFromChars(text, token);
        var payload = token[..PayloadBytes];
        var version = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (ring.All(KeyPurpose.Tokens).FirstOrDefault(k => k.Version == version) is not { } key) return null;
        if (!CryptographicOperations.FixedTimeEquals(Mac(key, payload), token[PayloadBytes..])) return null;
        return new ImageLink(
            new Guid(payload.Slice(2, 16), bigEndian: true), (ImageRendition)payload[18], BinaryPrimitives.ReadUInt16BigEndian(payload[19..]),
            new Guid(payload.Slice(21, 16), bigEndian: true), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(payload[37..])));
    }

    // The ring has no purpose of its own for links: a key made from the tokens' seed, which signs nothing else.
    private static byte[] Mac(RingKey key, ReadOnlySpan<byte> payload)
    {
        var derived = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret.ToArray(), 32, info: "preexam image links"u8.ToArray());
        return HMACSHA256.HashData(derived, payload);
    }
}
