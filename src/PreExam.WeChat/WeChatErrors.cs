namespace PreExam.WeChat;

/// <summary>A call to WeChat. One errcode can mean different things to different calls.</summary>
internal enum WeChatCall
{
    Token,
    SignIn,
    PhoneNumber,
    Send,
    Templates,
    MiniProgramCode,
}

/// <summary>How long a used-up share stays used up.</summary>
internal enum QuotaWindow
{
    Minute,
    Hour,
    Midnight,
    FullDay,
}

/// <summary>What to do about an answer that is not a success.</summary>
internal abstract record WeChatDecision
{
    /// <summary>WeChat is busy: the same again, after a pause that grows. Nothing was done.</summary>
    public sealed record Retry(TimeSpan After) : WeChatDecision;

    /// <summary>The access token is no longer good: fetch one, repeat once.</summary>
    public sealed record RefreshToken : WeChatDecision;

    /// <summary>A share is used up, or an administrator of the account has to confirm first.</summary>
    public sealed record WaitUntil(QuotaWindow Window, bool Alarm) : WeChatDecision
    {
        private static readonly TimeSpan China = TimeSpan.FromHours(8); // WeChat's day, and the day of its quotas

        public DateTimeOffset After(DateTimeOffset now) => Window switch
        {
            QuotaWindow.Minute => now.AddTicks(TimeSpan.TicksPerMinute - (now.Ticks % TimeSpan.TicksPerMinute)),
            QuotaWindow.Hour => now.AddHours(1),
            QuotaWindow.Midnight => new DateTimeOffset(now.ToOffset(China).Date.AddDays(1), China),
            _ => now.AddDays(1),
        };
    }

    /// <summary>Repeating would not help. With an alarm a person of the office has to look.</summary>
    public sealed record GiveUp(GiveUpReason Reason, bool Alarm) : WeChatDecision;

    /// <summary>The person at the phone can do something about it.</summary>
    public sealed record TellPerson(string Code) : WeChatDecision;
}

/// <summary>Why a call was given up.</summary>
internal enum GiveUpReason
{
    /// <summary>Account, secret, address list or rights: somebody has to change a setting.</summary>
    Account,

    /// <summary>Our request was wrong: a defect.</summary>
    OurDefect,

    NoGrant,
    UnknownPerson,
    DataRefused,
    SensitiveWord,
    PageUnknown,
    TemplateUnusable,

    /// <summary>An errcode that nobody told us of.</summary>
    Unknown,
}

/// <summary>The one place that knows WeChat's errcodes.</summary>
internal static class WeChatErrors
{
    private static readonly WeChatDecision.RefreshToken Refresh = new();
    private static readonly WeChatDecision AskForNewCode = new WeChatDecision.TellPerson(WeChatRefusal.CodeInvalid);

    public static WeChatDecision Decide(WeChatCall call, int errcode) => call switch
    {
        WeChatCall.Token => OfToken(errcode),
        WeChatCall.SignIn => OfSignIn(errcode),
        WeChatCall.PhoneNumber => OfPhoneNumber(errcode),
        WeChatCall.Send => OfSend(errcode),
        WeChatCall.MiniProgramCode => OfMiniProgramCode(errcode),
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfToken(int errcode) => errcode switch
    {
        40001 or 40014 or 42001 => Alarm(GiveUpReason.Account), // here it is the secret that is wrong
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfSignIn(int errcode) => errcode switch
    {
        40029 or 40163 => AskForNewCode,
        40226 => new WeChatDecision.TellPerson(WeChatRefusal.PersonBlocked),
        40001 or 40014 or 42001 => Alarm(GiveUpReason.Account), // this call carries the secret, not a token
        41008 => Alarm(GiveUpReason.OurDefect),
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfPhoneNumber(int errcode) => errcode switch
    {
        40029 or 40163 or 40013 => AskForNewCode, // 40013: a code that another mini-program asked for
        40003 => AskForNewCode, // the code belongs to another person than the one signed in
        1400001 => new WeChatDecision.WaitUntil(QuotaWindow.Midnight, Alarm: true), // the paid share is used up
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfSend(int errcode) => errcode switch
    {
        43101 => new WeChatDecision.GiveUp(GiveUpReason.NoGrant, Alarm: false),
        40003 => new WeChatDecision.GiveUp(GiveUpReason.UnknownPerson, Alarm: false),
        47003 => Alarm(GiveUpReason.DataRefused),
        45168 => Alarm(GiveUpReason.SensitiveWord),
        41030 => Alarm(GiveUpReason.PageUnknown),
        40037 or 43107 => Alarm(GiveUpReason.TemplateUnusable),
        43108 => new WeChatDecision.Retry(TimeSpan.FromSeconds(2)), // another message to this person was under way
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfMiniProgramCode(int errcode) => errcode switch
    {
        41030 => Alarm(GiveUpReason.PageUnknown),
        40129 or 40169 or 40097 or 85096 => Alarm(GiveUpReason.OurDefect),
        _ => OfAny(errcode),
    };

    private static WeChatDecision OfAny(int errcode) => errcode switch
    {
        -1 => new WeChatDecision.Retry(TimeSpan.FromSeconds(1)),
        40001 or 40014 or 42001 => Refresh,
        45009 => new WeChatDecision.WaitUntil(QuotaWindow.Midnight, Alarm: true),
        45011 or 44991 => new WeChatDecision.WaitUntil(QuotaWindow.Minute, Alarm: false),
        89503 or 89507 => new WeChatDecision.WaitUntil(QuotaWindow.Hour, Alarm: true),
        89506 => new WeChatDecision.WaitUntil(QuotaWindow.FullDay, Alarm: true),
        40013 or 40125 or 40164 or 40243 or 48001 or 50004 or 50007 or 200100 => Alarm(GiveUpReason.Account),
        40002 or 40097 or 41001 or 41002 or 41004 or 43002 or 44002 or 47001 => Alarm(GiveUpReason.OurDefect),
        _ => Alarm(GiveUpReason.Unknown),
    };

    private static WeChatDecision.GiveUp Alarm(GiveUpReason reason) => new(reason, Alarm: true);
}
