using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PreExam.WeChat.Push;

/// <summary>Why a push is not for us to believe. Named after the first check that failed.</summary>
public enum PushRefusal
{
    /// <summary>No push token is configured, or the push is of another mode than the configured one.</summary>
    NotConfigured,

    /// <summary>The signature is missing or wrong.</summary>
    Signature,

    /// <summary>The encrypted part is not Base64.</summary>
    Base64,

    /// <summary>Its length, or the length told inside, can't be.</summary>
    Length,

    /// <summary>The padding is wrong: cut, changed, or encrypted with another key.</summary>
    Padding,

    /// <summary>Well made, but for another account.</summary>
    AppId,

    /// <summary>Neither the XML nor the JSON that was agreed.</summary>
    Format,
}

/// <summary>
/// AES-256-CBC as the message push uses it: 16 random bytes, the length, the message, the appid, padded to blocks of
/// <em>32</em>. .NET's own padding refuses more than 16, so it is checked and cut here.
/// </summary>
internal sealed class PushCipher
{
    private const int Block = 32;
    private const int Head = 16 + sizeof(uint);

    private readonly byte[] _key;

    public PushCipher(string encodingAesKey) => _key = Convert.FromBase64String(encodingAesKey + "=");

    /// <summary>43 characters. The last one may carry spare bits that strict decoders refuse; .NET's does not.</summary>
    public static bool IsKey(string encodingAesKey) => encodingAesKey.Length == 43 && encodingAesKey.All(char.IsAsciiLetterOrDigit);

    public (byte[]? Message, PushRefusal? Refusal) Decrypt(string encrypted, string appId)
    {
        var cipher = new byte[encrypted.Length];
        if (!Convert.TryFromBase64String(encrypted, cipher, out var length)) return (null, PushRefusal.Base64);
        if (length == 0 || length % 16 != 0) return (null, PushRefusal.Length);

        using var aes = Aes.Create();
        aes.Key = _key;
        var plain = aes.DecryptCbc(cipher.AsSpan(0, length), _key.AsSpan(0, 16), PaddingMode.None);
        return Unwrap(plain, appId);
    }

    public string Encrypt(ReadOnlySpan<byte> message, string appId, ReadOnlySpan<byte> random16)
    {
        var appIdBytes = Encoding.UTF8.GetBytes(appId);
        var used = Head + message.Length + appIdBytes.Length;
        var padding = Block - (used % Block);
        var plain = new byte[used + padding];
        random16.CopyTo(plain);
        BinaryPrimitives.WriteUInt32BigEndian(plain.AsSpan(16), (uint)message.Length);
        message.CopyTo(plain.AsSpan(Head));
        appIdBytes.CopyTo(plain.AsSpan(Head + message.Length));
        plain.AsSpan(used).Fill((byte)padding);

        using var aes = Aes.Create();
        aes.Key = _key;
        return Convert.ToBase64String(aes.EncryptCbc(plain, _key.AsSpan(0, 16), PaddingMode.None));
    }

    private static (byte[]? Message, PushRefusal? Refusal) Unwrap(ReadOnlySpan<byte> plain, string appId)
    {
        int padding = plain[^1];
        if (padding is < 1 or > Block || padding > plain.Length) return (null, PushRefusal.Padding);
        if (plain[^padding..].ContainsAnyExcept((byte)padding)) return (null, PushRefusal.Padding);

        var used = plain[..^padding];
        if (used.Length < Head) return (null, PushRefusal.Length);
        var told = BinaryPrimitives.ReadUInt32BigEndian(used[16..]);
        if (told > used.Length - Head) return (null, PushRefusal.Length); // unsigned against a small positive number: no overflow

        var message = used.Slice(Head, (int)told);
        return used[(Head + (int)told)..].SequenceEqual(Encoding.UTF8.GetBytes(appId))
            ? (message.ToArray(), null)
            : (null, PushRefusal.AppId);
    }
}
