namespace MockWeChat.Platform;

/// <summary>How pushed messages are protected.</summary>
public enum PushMode { Plain, Compatible, Secure }

/// <summary>How pushed messages are written.</summary>
public enum PushFormat { Json, Xml }

/// <summary>
/// Section <c>Mock</c>. The defaults are a made-up development account; they are public and protect nothing.
/// </summary>
public sealed class MockOptions
{
    public string AppId { get; init; } = "wx5d0c1e2f3a4b5c6d";

    public string Secret { get; init; } = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    /// <summary>The account's own name (gh_…), addressee of pushed messages.</summary>
    public string OriginalId { get; init; } = "gh_5d0c1e2f3a4b";

    /// <summary>Another mini-program, only so that codes and openids of a stranger exist.</summary>
    public string NeighbourAppId { get; init; } = "wxffffffffffffffff";

    /// <summary>Addresses that may fetch a token; empty: every address.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    public TimeSpan TokenLife { get; init; } = TimeSpan.FromSeconds(7200);

    /// <summary>The platform tells no figure; three days is a choice.</summary>
    public TimeSpan SessionKeyLife { get; init; } = TimeSpan.FromDays(3);

    public bool RenewSessionKeyOnLogin { get; init; } = true;

    /// <summary>43108 for a message to a person to whom another one is just on its way.</summary>
    public bool RefuseConcurrentSends { get; init; } = true;

    /// <summary>Long enough that careless parallel sends do meet, short enough not to be felt.</summary>
    public TimeSpan SendTakes { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Pages of the published version; any other page is refused where the platform checks it.</summary>
    public string[] PublishedPages { get; init; } =
        ["pages/index/index", "pages/case/index", "pages/case/case", "pages/notices/index", "pages/counter/index", "pages/counter-pass/index"];

    /// <summary>Words that the platform would not send.</summary>
    public string[] SensitiveWords { get; init; } = ["赌博", "代开发票"];

    /// <summary>Limits by counter name, in place of the platform's (see <c>QuotaCounters</c>).</summary>
    public Dictionary<string, long> Quotas { get; init; } = [];

    /// <summary>The account's templates; empty: the four of the development account.</summary>
    public List<TemplateOptions> Templates { get; init; } = [];

    /// <summary>Where messages are pushed to; empty: nowhere. Can be set later with <c>PUT /_mock/settings</c>.</summary>
    public string PushUrl { get; init; } = "";

    /// <summary>Where the mini-program's server is, for the virtual phone; empty: nowhere. Can be set later with <c>PUT /_mock/settings</c>.</summary>
    public string ServerUrl { get; init; } = "";

    public string Token { get; init; } = "PreExamDevelopment";

    public string EncodingAESKey { get; init; } = "DevelopmentOnlyKeyForTheMockAccount01234567";

    public PushMode PushMode { get; init; } = PushMode.Secure;

    public PushFormat PushFormat { get; init; } = PushFormat.Json;

    public TimeSpan PushTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal string? Problem() =>
        AppId is "" || Secret is "" || Token is "" || EncodingAESKey.Length != 43 ? "incomplete" : null;
}

/// <summary>One template of the account, as an operator would read it in the console.</summary>
public sealed class TemplateOptions
{
    public string Id { get; init; } = "";
    public string Title { get; init; } = "";

    /// <summary>For example <c>事项名称:{{thing1.DATA}}</c>, one field a line.</summary>
    public string Content { get; init; } = "";

    public string Example { get; init; } = "";

    /// <summary>2 one-time, 3 long-term.</summary>
    public int Type { get; init; } = 2;

    /// <summary>Allowed values by key, for keys of the kind enum.</summary>
    public Dictionary<string, string[]> EnumValues { get; init; } = [];
}
