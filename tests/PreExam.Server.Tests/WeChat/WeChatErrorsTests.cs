using PreExam.WeChat;

namespace PreExam.Server.Tests.WeChat;

public sealed class WeChatErrorsTests
{
    private const string Retry = "retry";
    private const string Refresh = "refresh";
    private const string Account = "give up Account, alarm";
    private const string Defect = "give up OurDefect, alarm";
    private const string Unknown = "give up Unknown, alarm";
    private const string NewCode = "tell wechat_code_invalid";

    private static readonly WeChatCall[] WithToken =
        [WeChatCall.PhoneNumber, WeChatCall.Send, WeChatCall.Templates, WeChatCall.MiniProgramCode];

    /// <summary>What holds for every call unless the second table says otherwise.</summary>
    private static readonly Dictionary<int, string> Everywhere = new()
    {
        [-1] = Retry,
        [40001] = Refresh, [40014] = Refresh, [42001] = Refresh,
        [41001] = Defect, [40002] = Defect, [41002] = Defect, [41004] = Defect, [43002] = Defect, [44002] = Defect, [47001] = Defect, [40097] = Defect,
        [40013] = Account, [40125] = Account, [40164] = Account, [40243] = Account, [50004] = Account, [50007] = Account, [48001] = Account, [200100] = Account,
        [45009] = "wait Midnight, alarm", [45011] = "wait Minute", [44991] = "wait Minute",
        [89503] = "wait Hour, alarm", [89506] = "wait FullDay, alarm", [89507] = "wait Hour, alarm",
        [42007] = Unknown, [12345] = Unknown, [-1000] = Unknown,
    };

    private static readonly Dictionary<(WeChatCall Call, int Code), string> Own = new()
    {
        [(WeChatCall.Token, 40001)] = Account, [(WeChatCall.Token, 40014)] = Account, [(WeChatCall.Token, 42001)] = Account,
        [(WeChatCall.SignIn, 40001)] = Account, [(WeChatCall.SignIn, 40014)] = Account, [(WeChatCall.SignIn, 42001)] = Account,
        [(WeChatCall.SignIn, 40029)] = NewCode, [(WeChatCall.SignIn, 40163)] = NewCode,
        [(WeChatCall.SignIn, 40226)] = "tell wechat_person_blocked", [(WeChatCall.SignIn, 41008)] = Defect,
        [(WeChatCall.PhoneNumber, 40029)] = NewCode, [(WeChatCall.PhoneNumber, 40163)] = NewCode, [(WeChatCall.PhoneNumber, 40013)] = NewCode,
        [(WeChatCall.PhoneNumber, 40003)] = NewCode, [(WeChatCall.PhoneNumber, 1400001)] = "wait Midnight, alarm",
        [(WeChatCall.Send, 43101)] = "give up NoGrant", [(WeChatCall.Send, 40003)] = "give up UnknownPerson",
        [(WeChatCall.Send, 47003)] = "give up DataRefused, alarm", [(WeChatCall.Send, 45168)] = "give up SensitiveWord, alarm",
        [(WeChatCall.Send, 40037)] = "give up TemplateUnusable, alarm", [(WeChatCall.Send, 43107)] = "give up TemplateUnusable, alarm",
        [(WeChatCall.Send, 41030)] = "give up PageUnknown, alarm", [(WeChatCall.Send, 43108)] = Retry,
        [(WeChatCall.MiniProgramCode, 41030)] = "give up PageUnknown, alarm", [(WeChatCall.MiniProgramCode, 40129)] = Defect,
        [(WeChatCall.MiniProgramCode, 40169)] = Defect, [(WeChatCall.MiniProgramCode, 85096)] = Defect,
    };

    [Fact]
    public void Every_errcode_has_its_one_decision_for_every_call()
    {
        int[] codes = [.. Everywhere.Keys.Union(Own.Keys.Select(k => k.Code))];

        var wrong = from call in Enum.GetValues<WeChatCall>()
                    from code in codes
                    let expected = Own.GetValueOrDefault((call, code), Everywhere.GetValueOrDefault(code, Unknown))
                    let decided = Tell(WeChatErrors.Decide(call, code))
                    where decided != expected
                    select $"{call} {code}: {decided}, not {expected}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_token_is_renewed_only_for_calls_that_carry_one() =>
        Assert.Equal(WithToken, Enum.GetValues<WeChatCall>().Where(call => WeChatErrors.Decide(call, 42001) is WeChatDecision.RefreshToken));

    [Fact]
    public void What_works_once_or_arrives_twice_is_never_repeated()
    {
        Assert.Equal([WeChatCall.Token, WeChatCall.Templates, WeChatCall.MiniProgramCode], Enum.GetValues<WeChatCall>().Where(WeChatCaller.MayRepeat));
        foreach (var path in new[] { "/sns/jscode2session", "/wxa/business/getuserphonenumber", "/cgi-bin/message/subscribe/send" })
            Assert.False(WeChatCaller.MayRepeat(new Uri($"https://api.weixin.qq.com{path}?access_token=x")));
        Assert.True(WeChatCaller.MayRepeat(new Uri("https://api.weixin.qq.com/cgi-bin/stable_token")));
    }

    [Fact]
    public void A_days_share_comes_back_at_midnight_in_china()
    {
        var evening = new DateTimeOffset(2026, 11, 23, 15, 59, 30, TimeSpan.Zero);

        Assert.Equal(evening.AddSeconds(30), new WeChatDecision.WaitUntil(QuotaWindow.Midnight, true).After(evening));
        Assert.Equal(evening.AddSeconds(30), new WeChatDecision.WaitUntil(QuotaWindow.Minute, false).After(evening));
        Assert.Equal(evening.AddSeconds(90), new WeChatDecision.WaitUntil(QuotaWindow.Minute, false).After(evening.AddSeconds(30)));
    }

    private static string Tell(WeChatDecision decision) => decision switch
    {
        WeChatDecision.Retry { After.TotalSeconds: > 0 } => Retry,
        WeChatDecision.RefreshToken => Refresh,
        WeChatDecision.WaitUntil wait => $"wait {wait.Window}{(wait.Alarm ? ", alarm" : "")}",
        WeChatDecision.GiveUp giveUp => $"give up {giveUp.Reason}{(giveUp.Alarm ? ", alarm" : "")}",
        WeChatDecision.TellPerson tell => $"tell {tell.Code}",
        _ => "nothing",
    };
}
