using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using MockWeChat;
using PreExam.Testing;

namespace PreExam.Server.Tests.WeChatStandIn;

/// <summary>The stand-in on a port of its own, with the calls that its tests make over HTTP. As a fixture: with the defaults.</summary>
public sealed class MockHost : IAsyncLifetime
{
    public const string AppId = "wx5d0c1e2f3a4b5c6d";
    public const string NeighbourAppId = "wxffffffffffffffff";
    public const string Secret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    public const string SendPath = "/cgi-bin/message/subscribe/send";
    public const string ResultTemplate = "DevTemplate_PreExaminationResult_0000000001";
    public const string CorrectionTemplate = "DevTemplate_CorrectionNeeded_00000000000002";

    private WebApplication? _app;
    private string? _token;
    private string[] _settings = [];

    public HttpClient Http { get; } = new();

    public TravellingTime Clock { get; } = new();

    public static async Task<MockHost> Start(params string[] settings)
    {
        var host = new MockHost { _settings = settings };
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        _app = MockWeChatApplication.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None", .. _settings], Clock);
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
    }

    public async Task<JsonElement> Get(string path) => await Read(await Http.GetAsync(new Uri(path, UriKind.Relative)));

    public async Task<JsonElement> Post(string path, object body) => await Read(await PostText(path, JsonSerializer.Serialize(body)));

    public async Task<HttpResponseMessage> PostText(string path, string body, string contentType = "application/json")
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        return await Http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    public static async Task<JsonElement> Read(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
        }
    }

    /// <summary>0 also where the platform leaves errcode out because all is well.</summary>
    public static int Errcode(JsonElement answer) => answer.TryGetProperty("errcode", out var code) ? code.GetInt32() : 0;

    public Task<JsonElement> AskStableToken(bool forced = false, string appId = AppId, string secret = Secret) =>
        Post("/cgi-bin/stable_token", new { grant_type = "client_credential", appid = appId, secret, force_refresh = forced });

    public Task<JsonElement> AskPlainToken() => Get($"/cgi-bin/token?grant_type=client_credential&appid={AppId}&secret={Secret}");

    public async Task<int> TryToken(string token) => Errcode(await Get($"/wxaapi/newtmpl/gettemplate?access_token={token}"));

    /// <summary>An interface's address with a token that is good now.</summary>
    public async Task<string> WithToken(string path)
    {
        _token ??= (await AskStableToken()).GetProperty("access_token").GetString();
        return $"{path}?access_token={_token}";
    }

    public async Task<string> NewUser(bool ofNeighbour = false, bool highRisk = false) =>
        (await Post("/_mock/users", new { nickname = "小李", ofNeighbour, highRisk })).GetProperty("openid").GetString()!;

    public async Task<string> Code(string openid, string kind = "login-code") =>
        (await Post($"/_mock/users/{openid}/{kind}", new { })).GetProperty("code").GetString()!;

    public Task<JsonElement> Exchange(string code, string appId = AppId, string secret = Secret) =>
        Get($"/sns/jscode2session?appid={appId}&secret={secret}&js_code={code}&grant_type=authorization_code");

    public async Task<string> Login(string openid) => (await Exchange(await Code(openid))).GetProperty("session_key").GetString()!;

    public async Task<JsonElement> PhoneNumber(string code, string? openid = null) => await Post(
        await WithToken("/wxa/business/getuserphonenumber"), openid is null ? new { code } : new { code, openid });

    public Task<JsonElement> Decide(string openid, string template, string decision, bool wait = false) =>
        Post($"/_mock/users/{openid}/grants?wait={wait}", new Dictionary<string, string> { [template] = decision });

    public static Dictionary<string, object?> ResultCard(string openid) => new()
    {
        ["touser"] = openid,
        ["template_id"] = ResultTemplate,
        ["data"] = new Dictionary<string, object?>
        {
            ["thing1"] = new { value = "个体工商户设立登记" },
            ["character_string2"] = new { value = "PE-261123-000017-7" },
            ["phrase3"] = new { value = "预审通过" },
            ["time4"] = new { value = "2026年11月23日 15:01" },
            ["thing5"] = new { value = "可网上移交或凭码到窗口" },
        },
    };

    public async Task<JsonElement> Send(Dictionary<string, object?> card) => await Post(await WithToken(SendPath), card);

    public Task<JsonElement> SendResult(string openid) => Send(ResultCard(openid));

    public Task<JsonElement> Messages(string openid) => Get($"/_mock/messages?openid={openid}");

    public Task<JsonElement> Fault(object fault) => Post("/_mock/faults", fault);
}
