using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PreExam.WeChat.Push;

/// <summary>The form of a push and of the reply to it.</summary>
public enum PushForm
{
    /// <summary>XML.</summary>
    Xml,

    /// <summary>JSON.</summary>
    Json,
}

/// <summary>
/// A reply that says more than <c>success</c>: WeChat takes it encrypted only. <c>success</c> and an empty body go as they are.
/// </summary>
public static class PushReply
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Encrypts and signs a reply with the current key.</summary>
    public static string Encrypt(WeChatOptions options, PushForm form, string message, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(options);
        var nonce = RandomNumberGenerator.GetString("0123456789", 10);
        return Encrypt(options, form, message, now.ToUnixTimeSeconds(), nonce, RandomNumberGenerator.GetBytes(16));
    }

    internal static string Encrypt(WeChatOptions options, PushForm form, string message, long timestamp, string nonce, byte[] random16)
    {
        var encrypted = new PushCipher(options.EncodingAesKey).Encrypt(Encoding.UTF8.GetBytes(message), options.AppId, random16);
        var time = timestamp.ToString(CultureInfo.InvariantCulture);
        var signature = PushSignature.Of(options.PushToken, time, nonce, encrypted);
        return form is PushForm.Json
            ? JsonSerializer.Serialize(new { Encrypt = encrypted, MsgSignature = signature, TimeStamp = timestamp, Nonce = nonce }, Plain)
            : $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
                + $"<TimeStamp>{time}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>";
    }
}
