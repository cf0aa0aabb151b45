using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using PreExam.WeChat.Api;

namespace PreExam.WeChat;

/// <summary>Why a call brought nothing: a decision about WeChat's errcode, or a fault on the way.</summary>
internal sealed partial record CallFailure(WeChatDecision? Decision, TransportFault? Fault)
{
    public static CallFailure Of(TransportFault fault) => new(null, fault);

    /// <summary>Null when the answer is a success. Logs what a person or WeChat's support will ask for, and nothing personal.</summary>
    public static CallFailure? Of<T>(WeChatCall call, Exchange<T> exchange, ILogger logger)
        where T : WeChatBody
    {
        if (exchange.Answer is not { } answer)
        {
            NoAnswer(logger, call, exchange.Fault!.Value);
            return Of(exchange.Fault!.Value);
        }

        var errcode = answer.Failed ? answer.ErrCode : answer is PhoneAnswer { ErrNo: not (null or 0) } phone ? phone.ErrNo : null;
        if (errcode is null && answer.Complete) return null;
        if (errcode is null)
        {
            Incomplete(logger, call);
            return Of(TransportFault.Unclear);
        }

        var decision = WeChatErrors.Decide(call, errcode.Value);
        Log(logger, call, errcode.Value, decision, answer.ErrMsg ?? "");
        return new(decision, null);
    }

    private static void Log(ILogger logger, WeChatCall call, int errcode, WeChatDecision decision, string message)
    {
        var (word, level) = decision switch
        {
            WeChatDecision.GiveUp { Reason: var reason, Alarm: true } => ($"give up: {reason}", LogLevel.Critical),
            WeChatDecision.GiveUp { Reason: var reason } => ($"give up: {reason}", LogLevel.Debug),
            WeChatDecision.WaitUntil { Window: var window, Alarm: true } => ($"wait: {window}", LogLevel.Critical),
            WeChatDecision.WaitUntil { Window: var window } => ($"wait: {window}", LogLevel.Warning),
            WeChatDecision.TellPerson { Code: var code } => ($"tell the person: {code}", LogLevel.Debug),
            WeChatDecision.RefreshToken => ("refresh the token", LogLevel.Information),
            _ => ("retry", LogLevel.Warning),
        };

        // The message itself may quote our input: only the parts that are known to be harmless get through.
        var hint = string.Join(' ', Harmless().Matches(message).Select(m => m.Value));
        Refused(logger, level, call, errcode, word, hint);
    }

    /// <summary>The request id that support asks for, the name of the refused field, and our own address in "not in whitelist".</summary>
    [GeneratedRegex(@"rid: ?[0-9A-Za-z-]{1,64}|data\.[a-z_]+[0-9]*\.value|(?<=invalid ip )[0-9a-fA-F.:]{2,45}", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();

    [LoggerMessage(Message = "WeChat refused {Call} with {ErrCode}; {Decision}; {Hint}")]
    private static partial void Refused(ILogger logger, LogLevel level, WeChatCall call, int errCode, string decision, string hint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No answer from WeChat to {Call}: {Fault}")]
    private static partial void NoAnswer(ILogger logger, WeChatCall call, TransportFault fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat's answer to {Call} lacks what was asked for")]
    private static partial void Incomplete(ILogger logger, WeChatCall call);
}
