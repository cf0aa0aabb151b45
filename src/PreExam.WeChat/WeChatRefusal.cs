namespace PreExam.WeChat;

/// <summary>An expected "no" of WeChat, in words that the API can pass on.</summary>
/// <param name="Code">One of this type's constants.</param>
/// <param name="RetryIn">When the same may be asked again, where WeChat or our own limits say so.</param>
public sealed record WeChatRefusal(string Code, TimeSpan? RetryIn = null)
{
    /// <summary>The code is unknown, used or too old: the page asks WeChat for a new one, once.</summary>
    public const string CodeInvalid = "wechat_code_invalid";

    /// <summary>WeChat holds this account to be risky and blocks its sign-in: the window or the hall remain.</summary>
    public const string PersonBlocked = "wechat_person_blocked";

    /// <summary>WeChat asks for patience.</summary>
    public const string Busy = "wechat_busy";

    /// <summary>The account's quota is used up for now.</summary>
    public const string QuotaUsedUp = "wechat_quota_used_up";

    /// <summary>No usable answer came.</summary>
    public const string Unavailable = "wechat_unavailable";

    /// <summary>The account's settings do not let this through; the office has been alarmed.</summary>
    public const string Misconfigured = "wechat_misconfigured";

    /// <summary>This server has no WeChat account.</summary>
    public const string NotConfigured = "wechat_not_configured";

    /// <summary>Every code that can come back, for the catalogue of problems.</summary>
    public static IReadOnlyList<string> Codes { get; } =
        [CodeInvalid, PersonBlocked, Busy, QuotaUsedUp, Unavailable, Misconfigured, NotConfigured];
}

/// <summary>What a call brought, or one refusal. Never both.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">There unless refused.</param>
/// <param name="Refusal">Why not.</param>
public readonly record struct WeChatAnswer<T>(T? Value, WeChatRefusal? Refusal)
    where T : class;

/// <summary>Who signed in.</summary>
/// <param name="Openid">The person as this account knows them: 64 characters at most, told apart by case.</param>
/// <param name="SessionKey">Key for open data. Stays on the server, encrypted.</param>
/// <param name="UnionId">The person across the accounts of one open platform, where there is one.</param>
public sealed record SignInResult(string Openid, string SessionKey, string? UnionId)
{
    /// <summary>Nothing of the person and nothing of the key.</summary>
    public override string ToString() => nameof(SignInResult);
}

/// <summary>A phone number that WeChat once verified by SMS: a way to reach somebody, not a proof of who it is.</summary>
/// <param name="Number">Without the country code.</param>
/// <param name="CountryCode">For example 86.</param>
public sealed record PhoneNumberResult(string Number, string CountryCode)
{
    /// <summary>Not the number.</summary>
    public override string ToString() => nameof(PhoneNumberResult);
}

/// <summary>A picture of a mini-program code.</summary>
/// <param name="Bytes">The picture.</param>
/// <param name="MediaType">Its type.</param>
public sealed record CodePicture(ReadOnlyMemory<byte> Bytes, string MediaType);
