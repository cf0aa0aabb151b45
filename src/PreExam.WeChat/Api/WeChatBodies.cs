using System.Text.Json.Serialization;
using PreExam.WeChat.Messages;

namespace PreExam.WeChat.Api;

// Plain classes, not records: a record's ToString would print tokens, openids and phone numbers.

internal sealed class TokenRequest
{
    [JsonPropertyName("grant_type")] public string GrantType { get; } = "client_credential";
    [JsonPropertyName("appid")] public required string AppId { get; init; }
    [JsonPropertyName("secret")] public required string Secret { get; init; }
    [JsonPropertyName("force_refresh")] public bool ForceRefresh { get; init; }
}

internal sealed class PhoneRequest
{
    [JsonPropertyName("code")] public required string Code { get; init; }
    [JsonPropertyName("openid")] public string? Openid { get; init; }
}

internal sealed class SendRequest
{
    [JsonPropertyName("touser")] public required string ToUser { get; init; }
    [JsonPropertyName("template_id")] public required string TemplateId { get; init; }
    [JsonPropertyName("page")] public string? Page { get; init; }
    [JsonPropertyName("miniprogram_state")] public required string MiniProgramState { get; init; }
    [JsonPropertyName("lang")] public string Lang { get; } = "zh_CN";
    [JsonPropertyName("data")] public required Dictionary<string, CardText> Data { get; init; }
}

internal sealed class CodeRequest
{
    [JsonPropertyName("scene")] public required string Scene { get; init; }
    [JsonPropertyName("page")] public required string Page { get; init; }
    [JsonPropertyName("check_path")] public required bool CheckPath { get; init; }
    [JsonPropertyName("env_version")] public required string EnvVersion { get; init; }
    [JsonPropertyName("width")] public required int Width { get; init; }
}

/// <summary>
/// WeChat answers HTTP 200 to errors too, and may leave <c>errcode</c> out of a success: an answer is one only when the
/// errcode is absent or 0 <em>and</em> what was asked for is there.
/// </summary>
internal abstract class WeChatBody
{
    [JsonPropertyName("errcode")] public int? ErrCode { get; init; }
    [JsonPropertyName("errmsg")] public string? ErrMsg { get; init; }

    [JsonIgnore] public bool Failed => ErrCode is not (null or 0);
    [JsonIgnore] public abstract bool Complete { get; }
}

internal sealed class TokenAnswer : WeChatBody
{
    [JsonPropertyName("access_token")] public string? AccessToken { get; init; }
    [JsonPropertyName("expires_in")] public int? ExpiresIn { get; init; }
    public override bool Complete => AccessToken is { Length: > 0 and <= 2048 } && ExpiresIn > 0;
}

internal sealed class SessionAnswer : WeChatBody
{
    [JsonPropertyName("openid")] public string? Openid { get; init; }
    [JsonPropertyName("session_key")] public string? SessionKey { get; init; }
    [JsonPropertyName("unionid")] public string? UnionId { get; init; }
    public override bool Complete => Openid is { Length: > 0 and <= 64 } && SessionKey is { Length: > 0 };
}

internal sealed class PhoneAnswer : WeChatBody
{
    /// <summary>Some failures of this call come under another name.</summary>
    [JsonPropertyName("errno")] public int? ErrNo { get; init; }
    [JsonPropertyName("phone_info")] public PhoneInfo? Info { get; init; }
    public override bool Complete => Info is { PurePhoneNumber.Length: > 0, CountryCode.Length: > 0, Watermark.AppId.Length: > 0 };
}

internal sealed class PhoneInfo
{
    [JsonPropertyName("purePhoneNumber")] public string? PurePhoneNumber { get; init; }
    [JsonPropertyName("countryCode"), JsonConverter(typeof(TextOrNumber))] public string? CountryCode { get; init; }
    [JsonPropertyName("watermark")] public Watermark? Watermark { get; init; }
}

internal sealed class Watermark
{
    [JsonPropertyName("timestamp")] public long Timestamp { get; init; }
    [JsonPropertyName("appid")] public string? AppId { get; init; }
}

internal sealed class SendAnswer : WeChatBody
{
    [JsonPropertyName("msgid")] public long? MessageId { get; init; }

    /// <summary>Here the errcode is all that is wanted, so here it must be there.</summary>
    public override bool Complete => ErrCode == 0;
}

internal sealed class TemplatesAnswer : WeChatBody
{
    [JsonPropertyName("data")] public List<TemplateBody>? Data { get; init; }
    public override bool Complete => Data is not null;
}

internal sealed class TemplateBody
{
    [JsonPropertyName("priTmplId")] public string? Id { get; init; }
    [JsonPropertyName("title")] public string? Title { get; init; }
    [JsonPropertyName("content")] public string? Content { get; init; }
    [JsonPropertyName("type")] public int Type { get; init; }
}

/// <summary>The failure that <c>getwxacodeunlimit</c> sends in place of a picture.</summary>
internal sealed class CodeFailure : WeChatBody
{
    public override bool Complete => false;
}
