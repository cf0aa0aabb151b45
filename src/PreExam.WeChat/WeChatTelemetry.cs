using System.Diagnostics.Metrics;
using System.Text.Json;
using PreExam.WeChat.Api;
using PreExam.WeChat.Messages;

namespace PreExam.WeChat;

/// <summary>Names are public contract, listed in docs/operations.md. Tags come from closed sets: calls, uses and outcomes.</summary>
internal sealed class WeChatTelemetry
{
    public const string Name = "PreExam.WeChat";

    private readonly Counter<long> _calls;
    private readonly Counter<long> _sends;

    public WeChatTelemetry(IMeterFactory meters, TemplateBook templates)
    {
        var meter = meters.Create(Name);
        _calls = meter.CreateCounter<long>("preexam.wechat.calls", description: "Calls to WeChat, by what came of them.");
        _sends = meter.CreateCounter<long>("preexam.wechat.sends", description: "Cards, by use and by what came of them.");
        meter.CreateObservableGauge(
            "preexam.wechat.template.usable",
            () => templates.States.Select(t => new Measurement<int>(t.IsUsable ? 1 : 0, new KeyValuePair<string, object?>("use", Word(t.Use)))),
            description: "1: cards of this use can be sent; 0: the account's template does not match or was refused.");
    }

    public void Called(WeChatCall call, CallFailure? failure) =>
        _calls.Add(1, new KeyValuePair<string, object?>("call", Word(call)), new KeyValuePair<string, object?>("outcome", OutcomeOf(failure)));

    public void Sent(TemplateUse use, SendOutcome outcome) =>
        _sends.Add(1, new KeyValuePair<string, object?>("use", Word(use)), new KeyValuePair<string, object?>("outcome", outcome switch
        {
            SendOutcome.Sent => "sent",
            SendOutcome.NoGrant => "no_grant",
            SendOutcome.UnknownPerson => "unknown_person",
            SendOutcome.Refused { OurShareUsedUp: true } => "share_used_up",
            SendOutcome.Refused => "refused",
            SendOutcome.Parked => "parked",
            SendOutcome.Unclear => "unclear",
            _ => "disabled",
        }));

    private static string OutcomeOf(CallFailure? failure) => failure switch
    {
        null => "ok",
        { Fault: TransportFault.NotDone } => "not_done",
        { Fault: TransportFault.Unclear } => "no_answer",
        { Decision: WeChatDecision.Retry } => "busy",
        { Decision: WeChatDecision.RefreshToken } => "token_refused",
        { Decision: WeChatDecision.WaitUntil } => "share_used_up",
        { Decision: WeChatDecision.TellPerson } => "persons_matter",
        { Decision: WeChatDecision.GiveUp { Reason: GiveUpReason.NoGrant or GiveUpReason.UnknownPerson } } => "persons_matter",
        _ => "given_up",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
