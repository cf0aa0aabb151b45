using PreExam.WeChat.Messages;

namespace PreExam.WeChat;

/// <summary>The version of the mini-program that a card or a code opens.</summary>
public enum MiniProgramState
{
    /// <summary>正式版: what everybody has.</summary>
    Formal,

    /// <summary>体验版: what invited testers have.</summary>
    Trial,

    /// <summary>开发版: what a developer's own phone has.</summary>
    Developer,
}

/// <summary>
/// The county's account with WeChat. Section <c>WeChat</c>. Without an <see cref="AppId"/> the channel is switched off:
/// sign-in is refused and messages answer <see cref="SendOutcome.Disabled"/>.
/// </summary>
public sealed class WeChatOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "WeChat";

    /// <summary>The mini-program's id: <c>wx</c> and 16 hexadecimal digits. Empty switches WeChat off.</summary>
    public string AppId { get; set; } = "";

    /// <summary>The mini-program's secret. Needed as soon as <see cref="AppId"/> is given.</summary>
    public string AppSecret { get; set; } = "";

    /// <summary>Where the server API is. The default is WeChat itself; a stand-in is for tests and the demo only.</summary>
    public Uri BaseAddress { get; set; } = new("https://api.weixin.qq.com");

    /// <summary>Token of the message push, as typed in WeChat's console. Empty: pushes are refused.</summary>
    public string PushToken { get; set; } = "";

    /// <summary>43 characters from WeChat's console. When given, only encrypted pushes are accepted.</summary>
    public string EncodingAesKey { get; set; } = "";

    /// <summary>The key before the last change: pushes that were under way when the key changed stay readable.</summary>
    public string PreviousEncodingAesKey { get; set; } = "";

    /// <summary>Which version of the mini-program cards and codes open. Default: the published one.</summary>
    public MiniProgramState MiniProgramState { get; set; } = MiniProgramState.Formal;

    /// <summary>Longest wait for one answer. Default 8 s: WeChat answers in well under one, and a person waits at sign-in.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Longest wait for a call with its repeats. Default 25 s: under half of the phone's own 60 s.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>First pause before a repeat, doubled each time. Default 1 s: a busy WeChat must not be asked again at once.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often the account's templates are compared with <see cref="Templates"/>. Default 10 min: a template repaired in WeChat's
    /// console is used again after that long.
    /// </summary>
    public TimeSpan CheckTemplatesEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The account's own templates by what they are used for. A use that is missing is switched off.</summary>
    public Dictionary<TemplateUse, TemplateOptions> Templates { get; } = [];

    /// <summary>Whether there is an account at all.</summary>
    public bool Enabled => AppId.Length > 0;

    /// <summary>Whether calls go to WeChat and not to a stand-in.</summary>
    public bool UsesRealWeChat =>
        BaseAddress.Scheme == Uri.UriSchemeHttps && BaseAddress.Host.EndsWith(".weixin.qq.com", StringComparison.OrdinalIgnoreCase);
}

/// <summary>One template of the operator's account.</summary>
public sealed class TemplateOptions
{
    /// <summary>The account's own template id (<c>priTmplId</c>).</summary>
    public string Id { get; set; } = "";

    /// <summary>
    /// Which key of the template takes which field of the card, for example <c>matter → thing1</c>. Fields left out keep the
    /// key of the suggested template.
    /// </summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);
}
