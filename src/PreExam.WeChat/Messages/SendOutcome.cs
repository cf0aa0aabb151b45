namespace PreExam.WeChat.Messages;

/// <summary>One subscription message for one person.</summary>
/// <param name="Openid">The person, as this account knows them.</param>
/// <param name="Card">What the phone shows.</param>
/// <param name="Page">The page that a tap opens, query allowed; null makes the card not clickable.</param>
public sealed record SubscribeMessage(string Openid, Card Card, string? Page = null)
{
    /// <summary>Without the openid, so that logging the record by mistake names nobody.</summary>
    public override string ToString() => $"SubscribeMessage {Card.Use}";
}

/// <summary>How a send ended. Every case is clear about whether the person may have received the message.</summary>
public abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>WeChat took it.</summary>
    /// <param name="MessageId">WeChat's id, where it told one; a later delivery event names it.</param>
    public sealed record Sent(long? MessageId) : SendOutcome;

    /// <summary>The person never agreed, no longer agrees, or the one-time grant is spent: set the count of grants to 0.</summary>
    public sealed record NoGrant : SendOutcome;

    /// <summary>WeChat does not know this openid (any more): unbind it.</summary>
    public sealed record UnknownPerson : SendOutcome;

    /// <summary>Certainly not sent; the same message may be tried again.</summary>
    /// <param name="RetryIn">Not before this has passed.</param>
    /// <param name="OurShareUsedUp">
    /// The account's quota is spent, or its settings are wrong and the office was alarmed: waiting is no failed attempt of
    /// this message.
    /// </param>
    public sealed record Refused(TimeSpan RetryIn, bool OurShareUsedUp) : SendOutcome;

    /// <summary>Certainly not sent, and trying again would not help: a person has to look.</summary>
    /// <param name="Reason">One of <see cref="ParkReasons"/>.</param>
    public sealed record Parked(string Reason) : SendOutcome;

    /// <summary>No answer came: the message may have been sent. Repeat once at most.</summary>
    public sealed record Unclear : SendOutcome;

    /// <summary>This use has no working template, or there is no account.</summary>
    public sealed record Disabled : SendOutcome;
}

/// <summary>Why a message was parked. Stable codes.</summary>
public static class ParkReasons
{
    /// <summary>WeChat refused the data: a defect of ours.</summary>
    public const string DataRefused = "wechat_data_refused";

    /// <summary>A value can't be shown by the template's key: a defect of ours, found before sending.</summary>
    public const string ValueUnfit = "wechat_value_unfit";

    /// <summary>The text holds a word that WeChat does not let through: send a neutral text instead.</summary>
    public const string SensitiveWord = "wechat_sensitive_word";

    /// <summary>The page of the card does not exist.</summary>
    public const string PageUnknown = "wechat_page_unknown";

    /// <summary>An answer that we do not know; never repeated blindly.</summary>
    public const string UnknownAnswer = "wechat_unknown_answer";
}
