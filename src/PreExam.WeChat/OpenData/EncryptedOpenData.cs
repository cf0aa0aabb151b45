using System.Security.Cryptography;
using System.Text.Json;

namespace PreExam.WeChat.OpenData;

/// <summary>Why open data was not believed. Named after the first check that failed.</summary>
public enum OpenDataRefusal
{
    /// <summary>Key, vector or data are not Base64.</summary>
    Base64,

    /// <summary>A length can't be.</summary>
    Length,

    /// <summary>Mostly: the session was renewed. The page logs in again and asks for new data, once.</summary>
    Padding,

    /// <summary>It opened, but is no JSON object: the same.</summary>
    Format,

    /// <summary>Made for another mini-program.</summary>
    AppId,

    /// <summary>Too old, or from the future.</summary>
    Age,
}

/// <summary>Opens the <c>encryptedData</c> that a page hands over: AES-128-CBC under the session key.</summary>
public static class EncryptedOpenData
{
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5); // clocks differ

    /// <summary>The fields of the data, or the first check that failed. Never log what comes back.</summary>
    /// <param name="sessionKey">As told at sign-in.</param>
    /// <param name="iv">As the page handed it over.</param>
    /// <param name="encrypted">As the page handed it over.</param>
    /// <param name="appId">Our own.</param>
    /// <param name="now">The clock.</param>
    /// <param name="maxAge">Oldest data to believe.</param>
    public static (JsonElement? Fields, OpenDataRefusal? Refusal) Open(
        string sessionKey, string iv, string encrypted, string appId, DateTimeOffset now, TimeSpan maxAge)
    {
        if (Bytes(sessionKey) is not { } key || Bytes(iv) is not { } vector || Bytes(encrypted) is not { } cipher)
            return (null, OpenDataRefusal.Base64);
        if (key.Length != 16 || vector.Length != 16 || cipher.Length == 0 || cipher.Length % 16 != 0) return (null, OpenDataRefusal.Length);

        using var aes = Aes.Create();
        aes.Key = key;
        ReadOnlySpan<byte> plain = aes.DecryptCbc(cipher, vector, PaddingMode.None);
        int padding = plain[^1];
        if (padding is < 1 or > 16 || plain[^padding..].ContainsAnyExcept((byte)padding)) return (null, OpenDataRefusal.Padding);

        return Judge(plain[..^padding], appId, now, maxAge);
    }

    private static (JsonElement? Fields, OpenDataRefusal? Refusal) Judge(
        ReadOnlySpan<byte> json, string appId, DateTimeOffset now, TimeSpan maxAge)
    {
        JsonElement fields;
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
            fields = JsonElement.ParseValue(ref reader);
            if (fields.ValueKind is not JsonValueKind.Object || reader.Read()) return (null, OpenDataRefusal.Format);
        }
        catch (JsonException)
        {
            return (null, OpenDataRefusal.Format);
        }

        if (!fields.TryGetProperty("watermark", out var watermark) || watermark.ValueKind is not JsonValueKind.Object)
            return (null, OpenDataRefusal.Format);
        if (!watermark.TryGetProperty("appid", out var made) || made.ValueKind is not JsonValueKind.String || made.GetString() != appId)
            return (null, OpenDataRefusal.AppId);
        if (!watermark.TryGetProperty("timestamp", out var stamp) || stamp.ValueKind is not JsonValueKind.Number || !stamp.TryGetInt64(out var seconds))
            return (null, OpenDataRefusal.Format);

        var age = now.ToUnixTimeSeconds() - (double)seconds;
        return age > maxAge.TotalSeconds || age < -Ahead.TotalSeconds ? (null, OpenDataRefusal.Age) : (fields, null);
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
