using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PreExam.WeChat.Push;

/// <summary>The query of a push, as it came.</summary>
/// <param name="Signature">Over token, timestamp and nonce; does not protect the body.</param>
/// <param name="Timestamp">Seconds.</param>
/// <param name="Nonce">Random text.</param>
/// <param name="MsgSignature">Over the encrypted body as well.</param>
public sealed record PushQuery(string? Signature, string? Timestamp, string? Nonce, string? MsgSignature = null);

/// <summary>What came of a push: a message, or the first check that failed.</summary>
/// <param name="Message">There unless refused.</param>
/// <param name="Refusal">Why not.</param>
public readonly record struct PushReception(PushMessage? Message, PushRefusal? Refusal);

/// <summary>
/// Verifies and reads what WeChat pushes. Answer WeChat with <c>success</c> as soon as the message is stored, within five
/// seconds; otherwise it comes twice more.
/// </summary>
public sealed partial class PushReceiver
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    private readonly WeChatOptions _options;
    private readonly PushCipher[] _ciphers;
    private readonly TimeProvider _clock;
    private readonly ILogger<PushReceiver> _logger;

    /// <summary>Made by the container.</summary>
    public PushReceiver(IOptions<WeChatOptions> options, TimeProvider clock, ILogger<PushReceiver> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _clock, _logger) = (options.Value, clock, logger);
        string[] keys = [_options.EncodingAesKey, _options.PreviousEncodingAesKey];
        _ciphers = [.. keys.Where(key => key.Length > 0).Select(key => new PushCipher(key))];
    }

    private bool Configured => _options.Enabled && _options.PushToken.Length > 0;

    /// <summary>WeChat asks whether this address is ours. The answer is the echo, unchanged and alone.</summary>
    /// <returns>Null when the question is not from WeChat: answer 403.</returns>
    public string? Verify(PushQuery query, string? echo)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Configured && PlainSignatureHolds(query) ? echo : null;
    }

    /// <summary>
    /// Checks in this order: signature, Base64, length, padding, inner length, appid, form. With a key configured the
    /// encrypted part is the only one believed, also in the compatible mode that sends the clear fields beside it.
    /// </summary>
    public PushReception Receive(PushQuery query, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!Configured) return Refused(PushRefusal.NotConfigured);

        var (content, refusal) = _ciphers.Length == 0 ? Plain(query, body) : Encrypted(query, body);
        if (refusal is not null) return Refused(refusal.Value);
        if (PushFields.Read(content) is not { } fields || Parse(fields, content) is not { } message) return Refused(PushRefusal.Format);

        NoteAge(query);
        return new(message, null);
    }

    private (byte[]? Content, PushRefusal? Refusal) Plain(PushQuery query, ReadOnlySpan<byte> body)
    {
        if (!PlainSignatureHolds(query)) return (null, PushRefusal.Signature);
        return PushFields.Read(body)?["Encrypt"] is null ? (body.ToArray(), null) : (null, PushRefusal.NotConfigured);
    }

    private (byte[]? Content, PushRefusal? Refusal) Encrypted(PushQuery query, ReadOnlySpan<byte> body)
    {
        if (PushFields.Read(body) is not { } envelope) return (null, PushRefusal.Format);
        if (envelope["Encrypt"] is not { Length: > 0 } encrypted) return (null, PushRefusal.NotConfigured);
        return Open(query, encrypted);
    }

    internal (byte[]? Content, PushRefusal? Refusal) Open(PushQuery query, string encrypted)
    {
        if (query.Timestamp is null || query.Nonce is null) return (null, PushRefusal.Signature);
        var expected = PushSignature.Of(_options.PushToken, query.Timestamp, query.Nonce, encrypted);
        if (!PushSignature.Matches(expected, query.MsgSignature)) return (null, PushRefusal.Signature);

        PushRefusal? first = null;
        foreach (var cipher in _ciphers)
        {
            var (content, refusal) = cipher.Decrypt(encrypted, _options.AppId);
            if (content is not null) return (content, null);
            first ??= refusal;
        }

        return (null, first);
    }

    private bool PlainSignatureHolds(PushQuery query) =>
        query.Timestamp is not null && query.Nonce is not null
        && PushSignature.Matches(PushSignature.Of(_options.PushToken, query.Timestamp, query.Nonce), query.Signature);

    private static PushMessage? Parse(PushFields fields, ReadOnlySpan<byte> content)
    {
        if (fields["FromUserName"] is not { Length: > 0 and <= 64 } from || fields["MsgType"] is not { Length: > 0 } type) return null;
        if (!long.TryParse(fields["CreateTime"], NumberStyles.None, CultureInfo.InvariantCulture, out var created)) return null;
        if (created > DateTimeOffset.MaxValue.ToUnixTimeSeconds()) return null;

        var name = type == "event" ? fields["Event"] : null;
        SubscribeEvent[] items = [.. fields.Items.Select(item => Item(name, fields, item)).OfType<SubscribeEvent>()];
        return new(from, DateTimeOffset.FromUnixTimeSeconds(created), type, name, PushDedupe.KeyOf(fields, content), items);
    }

    private static SubscribeEvent? Item(string? name, PushFields fields, IReadOnlyDictionary<string, string> item)
    {
        if (item.GetValueOrDefault("TemplateId") is not { Length: > 0 } template) return null;
        var key = PushDedupe.KeyOf(fields, item);
        var accepted = item.GetValueOrDefault("SubscribeStatusString") == "accept";
        return name switch
        {
            "subscribe_msg_popup_event" => new ConsentAnswered(template, key, accepted),
            "subscribe_msg_change_event" => new ConsentChanged(template, key, accepted),
            "subscribe_msg_sent_event" => new DeliveryReported(
                template,
                key,
                long.TryParse(item.GetValueOrDefault("MsgID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
                int.TryParse(item.GetValueOrDefault("ErrorCode"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : -1),
            _ => null,
        };
    }

    private PushReception Refused(PushRefusal refusal)
    {
        PushRefused(_logger, refusal);
        return new(null, refusal);
    }

    /// <summary>Only told, never refused: nobody knows whether a repetition keeps the time of the first try.</summary>
    private void NoteAge(PushQuery query)
    {
        if (!long.TryParse(query.Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return;
        var minutes = Math.Abs(_clock.GetUtcNow().ToUnixTimeSeconds() - seconds) / 60;
        if (minutes > Late.TotalMinutes) Unpunctual(_logger, minutes);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message push refused: {Refusal}")]
    private static partial void PushRefused(ILogger logger, PushRefusal refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message push is {Minutes} minutes away from our clock")]
    private static partial void Unpunctual(ILogger logger, long minutes);
}
