using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MockWeChat;
using PreExam.Server;
using PreExam.Server.Accounts;

namespace PreExam.Demo;

/// <summary>The server on embedded defaults, with stand-ins for WeChat and the identity service, all on free ports.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private const string IdentityKey = "demo-only-key-of-the-identity-service";

    private readonly StringWriter _setup = new();
    private readonly WebApplication _server;
    private readonly WebApplication _weChat;
    private readonly WebApplication _identity;
    private readonly DirectoryInfo? _temporary;

    private DemoHost(WebApplication server, WebApplication weChat, WebApplication identity, DirectoryInfo? temporary)
    {
        (_server, _weChat, _identity, _temporary) = (server, weChat, identity, temporary);
    }

    public Uri Server => new(_server.Urls.First());

    /// <summary>The server's own clock.</summary>
    public TimeProvider Clock => _server.Services.GetRequiredService<TimeProvider>();

    public Uri WeChat => new(_weChat.Urls.First());

    /// <summary>Signing key of the one department that the demo knows.</summary>
    public string DepartmentSecret { get; private init; } = "";

    /// <summary>The first start's one-time code, or null when the data folder was set up before.</summary>
    public string? SetupCode { get; private set; }

    public static async Task<DemoHost> Start(DemoOptions options)
    {
        var temporary = options.Data is null ? Directory.CreateTempSubdirectory("preexam-demo-") : null;
        var folder = options.Data ?? temporary!.FullName;
        var weChat = MockWeChatApplication.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Logging:Console:LogLevel:Default=None", "--Logging:Console:LogLevel:Microsoft.Hosting.Lifetime=None"]);
        await weChat.StartAsync();
        var identity = await StartIdentityService();
        var secret = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var setup = new StringWriter();
        string[] arguments =
        [
            "--urls", "http://127.0.0.1:0", "--data", folder, "--Server:Production=false", "--database", options.Database,
            .. options.Connection is null ? Array.Empty<string>() : ["--connection", options.Connection],
            .. options.Redis is null ? Array.Empty<string>() : ["--redis", options.Redis],
            "--WeChat:AppId=wx5d0c1e2f3a4b5c6d", "--WeChat:AppSecret=0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "--WeChat:PushToken=PreExamDevelopment", "--WeChat:EncodingAesKey=DevelopmentOnlyKeyForTheMockAccount01234567",
            "--WeChat:Templates:Result:Id=DevTemplate_PreExaminationResult_0000000001",
            "--WeChat:Templates:Correction:Id=DevTemplate_CorrectionNeeded_00000000000002",
            "--WeChat:Templates:Deadline:Id=DevTemplate_DeadlineReminder_00000000000003",
            "--WeChat:Templates:Certificate:Id=DevTemplate_CertificateProgress_00000000004",
            $"--WeChat:BaseAddress={weChat.Urls.First()}", $"--Identity:Service:Address={identity.Urls.First()}", $"--Identity:Service:Key={IdentityKey}",
            $"--Integrations:Departments:{DemoWalk.Department}:Secret={secret}",
        ];
        var server = ServerApplication.Build(arguments, builder =>
        {
            builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddSingleton(new SetupCodeOutput(setup));
        });
        await ServerApplication.Start(server);
        var host = new DemoHost(server, weChat, identity, temporary) { DepartmentSecret = secret };
        host._setup.Write(setup);
        host.SetupCode = SetupCodeIn(setup.ToString());
        using var client = new HttpClient();
        (await client.PutAsJsonAsync(new Uri(host.WeChat, "/_mock/settings"), new { pushUrl = new Uri(host.Server, "/api/v1/wechat/push"), serverUrl = host.Server })).EnsureSuccessStatusCode();
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        await _weChat.DisposeAsync();
        await _identity.DisposeAsync();
        await _setup.DisposeAsync();
        if (_temporary is { Exists: true }) _temporary.Delete(recursive: true);
    }

    // Believes everybody: it stands for an authority that lies outside.
    private static async Task<WebApplication> StartIdentityService()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/v1/verifications", () => TypedResults.Ok(new { result = "match" }));
        await app.StartAsync();
        return app;
    }

    private static string? SetupCodeIn(string text) =>
        text.Split([' ', '\n', '\r', '\t']).FirstOrDefault(word => word.Length == 23 && word.Count(c => c == '-') == 3);
}
