using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PreExam.WeChat.Api;
using PreExam.WeChat.Messages;

namespace PreExam.WeChat;

/// <summary>
/// All that the server asks of WeChat. An expected "no" comes back as a value; nothing here throws for what WeChat answers
/// or for a connection that breaks, only for a cancelled request and for arguments that no code of ours should pass.
/// </summary>
public sealed partial class WeChatClient
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly IWeChatApi _api;
    private readonly WeChatCaller _caller;
    private readonly TemplateBook _templates;
    private readonly PerPersonQueue _perPerson;
    private readonly WeChatOptions _options;
    private readonly TimeProvider _clock;
    private readonly WeChatTelemetry _telemetry;
    private readonly ILogger<WeChatClient> _logger;

    internal WeChatClient(
        IWeChatApi api, WeChatCaller caller, TemplateBook templates, PerPersonQueue perPerson, IOptions<WeChatOptions> options,
        TimeProvider clock, WeChatTelemetry telemetry, ILogger<WeChatClient> logger)
    {
        (_api, _caller, _templates, _perPerson) = (api, caller, templates, perPerson);
        (_options, _clock, _telemetry, _logger) = (options.Value, clock, telemetry, logger);
    }

    /// <summary>Exchanges the code of <c>wx.login</c>. A code works once, so this is never repeated by itself.</summary>
    public async Task<WeChatAnswer<SignInResult>> SignIn(string code, CancellationToken cancellation)
    {
        if (!_options.Enabled) return Refused<SignInResult>(new(WeChatRefusal.NotConfigured));

        var (answer, failure) = await _caller.Once(
            WeChatCall.SignIn,
            () => _api.CodeToSession(_options.AppId, _options.AppSecret, code, "authorization_code", cancellation),
            cancellation).ConfigureAwait(false);
        return answer is null
            ? Refused<SignInResult>(RefusalOf(failure!))
            : new(new SignInResult(answer.Openid!, answer.SessionKey!, answer.UnionId), null);
    }

    /// <summary>Exchanges the code of the phone-number button; WeChat checks that it belongs to <paramref name="openid"/>.</summary>
    public async Task<WeChatAnswer<PhoneNumberResult>> PhoneNumber(string code, string openid, CancellationToken cancellation)
    {
        if (!_options.Enabled) return Refused<PhoneNumberResult>(new(WeChatRefusal.NotConfigured));

        var body = new PhoneRequest { Code = code, Openid = openid };
        var (answer, failure) = await _caller
            .WithToken(WeChatCall.PhoneNumber, token => _api.PhoneNumber(token, body, cancellation), cancellation)
            .ConfigureAwait(false);
        if (answer is null) return Refused<PhoneNumberResult>(RefusalOf(failure!));

        var info = answer.Info!;
        if (info.Watermark!.AppId != _options.AppId)
        {
            ForeignWatermark(_logger);
            return Refused<PhoneNumberResult>(new(WeChatRefusal.CodeInvalid));
        }

        return new(new PhoneNumberResult(info.PurePhoneNumber!, info.CountryCode!), null);
    }

    /// <summary>
    /// Sends a subscription message, once; when WeChat objects to a word in it, the same news in neutral words instead. See
    /// <see cref="SendOutcome"/> for what the caller must do next.
    /// </summary>
    public async Task<SendOutcome> Send(SubscribeMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(message);
        var outcome = await SendOnce(message, cancellation).ConfigureAwait(false);
        if (outcome is SendOutcome.Parked { Reason: ParkReasons.SensitiveWord })
            outcome = await SendOnce(message with { Card = message.Card.Neutral() }, cancellation).ConfigureAwait(false);
        _telemetry.Sent(message.Card.Use, outcome);
        return outcome;
    }

    private async Task<SendOutcome> SendOnce(SubscribeMessage message, CancellationToken cancellation)
    {
        if (!_options.Enabled || _templates.Working(message.Card.Use) is not { } layout) return new SendOutcome.Disabled();

        var (data, badField) = layout.Render(message.Card);
        if (data is null)
        {
            Unfit(_logger, message.Card.Use, badField!);
            return new SendOutcome.Parked(ParkReasons.ValueUnfit);
        }

        var body = new SendRequest
        {
            ToUser = message.Openid,
            TemplateId = layout.TemplateId,
            Page = message.Page?.TrimStart('/'),
            MiniProgramState = StateWord(),
            Data = data,
        };
        using var turn = await _perPerson.Enter(message.Openid, cancellation).ConfigureAwait(false);
        var (answer, failure) = await _caller
            .WithToken(WeChatCall.Send, token => _api.Send(token, body, cancellation), cancellation)
            .ConfigureAwait(false);
        return answer is not null ? new SendOutcome.Sent(answer.MessageId) : OutcomeOf(failure!, message.Card.Use);
    }

    /// <summary>A code that opens <paramref name="page"/> with an opaque short id; never put personal data into the scene.</summary>
    /// <param name="scene">1 to 32 characters of WeChat's set, without % and Chinese.</param>
    /// <param name="page">Without leading slash and query.</param>
    /// <param name="width">280 to 1280 pixels.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<WeChatAnswer<CodePicture>> MiniProgramCode(string scene, string page, int width, CancellationToken cancellation)
    {
        MiniProgramCodeRules.Check(scene, page, width);
        if (!_options.Enabled) return Refused<CodePicture>(new(WeChatRefusal.NotConfigured));

        var body = new CodeRequest
        {
            Scene = scene,
            Page = page,
            Width = width,
            EnvVersion = _options.MiniProgramState switch
            {
                MiniProgramState.Trial => "trial",
                MiniProgramState.Developer => "develop",
                _ => "release",
            },
            CheckPath = _options.MiniProgramState is MiniProgramState.Formal, // an unpublished page can't pass the check
        };
        var (answer, failure) = await _caller.WithToken(
            WeChatCall.MiniProgramCode,
            token => PictureAnswer.Read(() => _api.UnlimitedCode(token, body, cancellation), cancellation),
            cancellation).ConfigureAwait(false);
        return answer is null ? Refused<CodePicture>(RefusalOf(failure!)) : new(answer.Picture, null);
    }

    /// <summary>The configured templates and whether they work, as far as this process knows.</summary>
    public IReadOnlyList<TemplateState> TemplateStates => _templates.States;

    /// <summary>Whether one accept of this use lets any number of cards go. False until the account's templates could be read.</summary>
    public bool IsLongTerm(TemplateUse use) => _templates.IsLongTerm(use);

    /// <summary>The account's templates.</summary>
    public async Task<WeChatAnswer<IReadOnlyList<AccountTemplate>>> Templates(CancellationToken cancellation)
    {
        if (!_options.Enabled) return Refused<IReadOnlyList<AccountTemplate>>(new(WeChatRefusal.NotConfigured));

        var (answer, failure) = await _caller
            .WithToken(WeChatCall.Templates, token => _api.Templates(token, cancellation), cancellation)
            .ConfigureAwait(false);
        return answer is null
            ? Refused<IReadOnlyList<AccountTemplate>>(RefusalOf(failure!))
            : new([.. answer.Data!.Select(AccountTemplate.From)], null);
    }

    /// <summary>
    /// Compares the account's templates with the configured ones. A use that does not match is switched off in this process
    /// until the next comparison that finds it right; the others go on. What changed is logged, once.
    /// </summary>
    /// <returns>What does not match; empty when all is well.</returns>
    public async Task<WeChatAnswer<IReadOnlyList<TemplateMismatch>>> VerifyTemplates(CancellationToken cancellation)
    {
        var (templates, refusal) = await Templates(cancellation).ConfigureAwait(false);
        return templates is null ? Refused<IReadOnlyList<TemplateMismatch>>(refusal!) : new(_templates.Verify(templates), null);
    }

    private SendOutcome OutcomeOf(CallFailure failure, TemplateUse use) => failure switch
    {
        { Fault: TransportFault.Unclear } => new SendOutcome.Unclear(),
        { Fault: TransportFault.NotDone } => new SendOutcome.Refused(AfterFault, OurShareUsedUp: false),
        { Decision: WeChatDecision.Retry retry } => new SendOutcome.Refused(retry.After, OurShareUsedUp: false),
        { Decision: WeChatDecision.WaitUntil wait } => new SendOutcome.Refused(wait.After(_clock.GetUtcNow()) - _clock.GetUtcNow(), true),
        { Decision: WeChatDecision.GiveUp giveUp } => OutcomeOf(giveUp.Reason, use),
        _ => new SendOutcome.Refused(AfterFault, OurShareUsedUp: false), // two tokens in a row called bad
    };

    private SendOutcome OutcomeOf(GiveUpReason reason, TemplateUse use)
    {
        switch (reason)
        {
            case GiveUpReason.NoGrant: return new SendOutcome.NoGrant();
            case GiveUpReason.UnknownPerson: return new SendOutcome.UnknownPerson();
            case GiveUpReason.SensitiveWord: return new SendOutcome.Parked(ParkReasons.SensitiveWord);
            case GiveUpReason.PageUnknown: return new SendOutcome.Parked(ParkReasons.PageUnknown);
            case GiveUpReason.DataRefused or GiveUpReason.OurDefect: return new SendOutcome.Parked(ParkReasons.DataRefused);
            case GiveUpReason.Account: return new SendOutcome.Refused(TemplateBook.LookAgain, OurShareUsedUp: true);
            case GiveUpReason.TemplateUnusable:
                _templates.SwitchOff(use);
                return new SendOutcome.Disabled();
            default: return new SendOutcome.Parked(ParkReasons.UnknownAnswer);
        }
    }

    private WeChatRefusal RefusalOf(CallFailure failure) => failure.Decision switch
    {
        WeChatDecision.TellPerson tell => new(tell.Code),
        WeChatDecision.Retry retry => new(WeChatRefusal.Busy, retry.After),
        WeChatDecision.WaitUntil wait => new(WeChatRefusal.QuotaUsedUp, wait.After(_clock.GetUtcNow()) - _clock.GetUtcNow()),
        WeChatDecision.GiveUp => new(WeChatRefusal.Misconfigured),
        _ => new(WeChatRefusal.Unavailable, AfterFault),
    };

    private string StateWord() => _options.MiniProgramState switch
    {
        MiniProgramState.Trial => "trial",
        MiniProgramState.Developer => "developer",
        _ => "formal",
    };

    private static WeChatAnswer<T> Refused<T>(WeChatRefusal refusal)
        where T : class => new(null, refusal);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Card {Use} not sent: the template can't show field {Field}")]
    private static partial void Unfit(ILogger logger, TemplateUse use, string field);

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat told a phone number that is marked as another mini-program's")]
    private static partial void ForeignWatermark(ILogger logger);
}
