using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreExam.Persistence.Keys;

/// <summary>
/// Seals single values for the database: AES-256-GCM, the key's version in the sealed text, and the column's name bound to it, so that a
/// value moved into another column is no longer readable.
/// </summary>
public sealed class FieldCipher
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeaderBytes = 1 + sizeof(ushort);
    private const int Overhead = HeaderBytes + NonceBytes + TagBytes;

    private readonly IKeyRing _ring;

    /// <summary>A cipher with the field keys of this ring.</summary>
    public FieldCipher(IKeyRing ring)
    {
        ArgumentNullException.ThrowIfNull(ring);
        _ring = ring;
    }

    /// <summary>Seals a value with the key in use.</summary>
    /// <param name="column">Where it will stand, for example <c>person.name</c>; the same is needed to read it.</param>
    /// <param name="plain">The value.</param>
    public string Protect(string column, string plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        var key = _ring.Current(KeyPurpose.Fields);
        var bytes = Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[Overhead + bytes.Length];
        var header = sealedBytes.AsSpan(0, HeaderBytes);
        header[0] = Format;
        BinaryPrimitives.WriteUInt16BigEndian(header[1..], (ushort)key.Version);
        var nonce = sealedBytes.AsSpan(HeaderBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        using var aes = new AesGcm(key.Secret.Span, TagBytes);
        aes.Encrypt(nonce, bytes, sealedBytes.AsSpan(Overhead), sealedBytes.AsSpan(HeaderBytes + NonceBytes, TagBytes), Bound(header, column));
        CryptographicOperations.ZeroMemory(bytes);
        return Convert.ToBase64String(sealedBytes);
    }

    /// <summary>Opens a sealed value.</summary>
    /// <exception cref="CryptographicException">It was changed, belongs to another column, or its key is gone.</exception>
    public string Reveal(string column, string sealedText)
    {
        var sealedBytes = Unpack(sealedText);
        var header = sealedBytes.AsSpan(0, HeaderBytes);
        var key = _ring.Get(KeyPurpose.Fields, BinaryPrimitives.ReadUInt16BigEndian(header[1..]));
        var plain = new byte[sealedBytes.Length - Overhead];

        using var aes = new AesGcm(key.Secret.Span, TagBytes);
        aes.Decrypt(
            sealedBytes.AsSpan(HeaderBytes, NonceBytes), sealedBytes.AsSpan(Overhead),
            sealedBytes.AsSpan(HeaderBytes + NonceBytes, TagBytes), plain, Bound(header, column));
        var text = Encoding.UTF8.GetString(plain);
        CryptographicOperations.ZeroMemory(plain);
        return text;
    }

    /// <summary>Whether the value was sealed with an older key and should be sealed anew when it is next written.</summary>
    public bool IsOutdated(string sealedText) =>
        BinaryPrimitives.ReadUInt16BigEndian(Unpack(sealedText).AsSpan(1)) != _ring.Current(KeyPurpose.Fields).Version;

    private static byte[] Unpack(string sealedText)
    {
        ArgumentNullException.ThrowIfNull(sealedText);
        var bytes = new byte[sealedText.Length / 4 * 3];
        return Convert.TryFromBase64String(sealedText, bytes, out var length) && length >= Overhead && bytes[0] == Format
            ? bytes[..length]
            : throw new CryptographicException("The text is not a sealed value.");
    }

    private static byte[] Bound(ReadOnlySpan<byte> header, string column)
    {
        ArgumentException.ThrowIfNullOrEmpty(column);
        return [.. header, .. Encoding.UTF8.GetBytes(column)];
    }
}
