using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MockWeChat.Platform;

namespace MockWeChat.Push;

/// <summary>A message as it goes over the wire: query, body, and nothing that depends on which try it is.</summary>
internal sealed record PushEnvelope(string Query, byte[] Body, string ContentType)
{
    public static PushEnvelope Seal(
        PushedEvent told, MockOptions account, PushMode mode, PushFormat format, PushFlaw flaw, DateTimeOffset now)
    {
        var signedAt = flaw == PushFlaw.OldTimestamp ? now.AddDays(-1) : now;
        var timestamp = signedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = RandomText.Digits(10);
        var query = new StringBuilder();
        query.Append(CultureInfo.InvariantCulture,
            $"signature={Sign(flaw, account.Token, timestamp, nonce)}&timestamp={timestamp}&nonce={nonce}&openid={Uri.EscapeDataString(told.Openid)}");

        var encrypt = "";
        if (mode != PushMode.Plain)
        {
            encrypt = Encrypt(told.Write(format, account.OriginalId, now), account, flaw);
            query.Append(CultureInfo.InvariantCulture, $"&encrypt_type=aes&msg_signature={Sign(flaw, account.Token, timestamp, nonce, encrypt)}");
        }
        var text = format == PushFormat.Json
            ? JsonBody(told, account, mode, encrypt, now).ToJsonString(Answer.Plainly)
            : XmlBody(told, account, mode, encrypt, now);
        var body = Encoding.UTF8.GetBytes(text);
        return new PushEnvelope(
            query.ToString(), flaw == PushFlaw.CutBody ? body[..(body.Length / 2)] : body,
            format == PushFormat.Json ? "application/json" : "text/xml");
    }

    /// <summary>The parts in the order of their code units, then SHA-1.</summary>
    public static string Signature(params string[] parts)
    {
        Array.Sort(parts, string.CompareOrdinal);
#pragma warning disable CA5350 // SHA-1 is what the platform signs with
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }

    private static string Sign(PushFlaw flaw, params string[] parts)
    {
        var signature = Signature(parts);
        return flaw == PushFlaw.BadSignature ? signature[..^1] + (signature[^1] == '0' ? '1' : '0') : signature;
    }

    private static JsonObject JsonBody(PushedEvent told, MockOptions account, PushMode mode, string encrypt, DateTimeOffset now)
    {
        var body = mode == PushMode.Secure ? new JsonObject { ["ToUserName"] = account.OriginalId } : told.Json(account.OriginalId, now);
        if (mode != PushMode.Plain) body["Encrypt"] = encrypt;
        return body;
    }

    private static string XmlBody(PushedEvent told, MockOptions account, PushMode mode, string encrypt, DateTimeOffset now)
    {
        var clear = mode == PushMode.Secure ? $"<ToUserName><![CDATA[{account.OriginalId}]]></ToUserName>" : told.XmlInside(account.OriginalId, now);
        return mode == PushMode.Plain ? $"<xml>{clear}</xml>" : $"<xml>{clear}<Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>";
    }

    /// <summary>16 random bytes, the length, the message, the appid; padded to blocks of 32; AES-256-CBC.</summary>
    private static string Encrypt(string message, MockOptions account, PushFlaw flaw)
    {
        if (flaw == PushFlaw.BadBase64) return "这不是base64";

        var text = Encoding.UTF8.GetBytes(message);
        var appId = Encoding.UTF8.GetBytes(flaw == PushFlaw.WrongAppId ? account.NeighbourAppId : account.AppId);
        var used = 20 + text.Length + appId.Length;
        var padding = 32 - (used % 32);
        var whole = new byte[used + padding];
        RandomNumberGenerator.Fill(whole.AsSpan(0, 16));
        BinaryPrimitives.WriteInt32BigEndian(whole.AsSpan(16), flaw == PushFlaw.BadLength ? int.MaxValue : text.Length);
        text.CopyTo(whole, 20);
        appId.CopyTo(whole, 20 + text.Length);
        whole.AsSpan(used).Fill((byte)padding);
        if (flaw == PushFlaw.BadPadding) whole[^1] = 0;

        using var aes = Aes.Create();
        aes.Key = flaw == PushFlaw.WrongKey ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(account.EncodingAESKey + "=");
        var cipher = aes.EncryptCbc(whole, aes.Key.AsSpan(0, 16), PaddingMode.None);
        return Convert.ToBase64String(flaw == PushFlaw.CutCipher ? cipher[..^5] : cipher);
    }
}
