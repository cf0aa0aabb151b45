using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MockWeChat;
using PreExam.Domain.People;
using PreExam.Server;
using PreExam.Server.Accounts;

namespace PreExam.Testing;

/// <summary>
/// The whole server in this process on a free port, with its neighbours: a stand-in for WeChat and one for the identity service, all on
/// one clock that a test can move. Disposing leaves no folder behind.
/// </summary>
public sealed class PreExamHost : IAsyncDisposable
{
    // The stand-in's development account; public, and good for nothing else.
    private const string PushToken = "PreExamDevelopment";

    /// <summary>What the server shows to get WeChat's access token.</summary>
    public const string WeChatSecret = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

    private static readonly string[] WeChatAccount =
    [
        "--WeChat:AppId=wx5d0c1e2f3a4b5c6d",
        $"--WeChat:AppSecret={WeChatSecret}",
        $"--WeChat:PushToken={PushToken}",
        "--WeChat:EncodingAesKey=DevelopmentOnlyKeyForTheMockAccount01234567",
        "--WeChat:RetryDelay=00:00:00.05",
        "--WeChat:Templates:Result:Id=DevTemplate_PreExaminationResult_0000000001",
        "--WeChat:Templates:Correction:Id=DevTemplate_CorrectionNeeded_00000000000002",
        "--WeChat:Templates:Deadline:Id=DevTemplate_DeadlineReminder_00000000000003",
        "--WeChat:Templates:Certificate:Id=DevTemplate_CertificateProgress_00000000004",
    ];

    private readonly TestFolder _folder = new("host");
    private readonly StringWriter _setupOutput = new();
    private readonly SocketsHttpHandler _connections = new();
    private readonly Lazy<Task<StaffMember>> _administrator;
    private WebApplication? _weChat;
    private WebApplication? _server;
    private string[] _arguments = [];
    private Action<IServiceCollection>? _services;

    private PreExamHost() => _administrator = new(() => StaffMember.FirstAdministrator(this));

    /// <summary>The time of server, WeChat and identity service.</summary>
    public TravellingTime Clock { get; } = new();

    /// <summary>Everything that the server logged.</summary>
    public CapturedLogs Logs { get; } = new();

    /// <summary>The authority that confirms names and numbers.</summary>
    public IdentityServiceStandIn IdentityService { get; } = new();

    /// <summary>Where the server is, for example <c>http://127.0.0.1:41234</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the stand-in for WeChat is; its own interface is under <c>/_mock/</c>.</summary>
    public Uri WeChatAddress { get; private set; } = null!;

    /// <summary>Nobody: no token. Addresses are relative to <c>/api/v1/</c>.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The stand-in for WeChat.</summary>
    public HttpClient WeChat { get; private set; } = null!;

    /// <summary>Database file, blobs and keys of the embedded backend; keys and blobs of the other.</summary>
    public string DataFolder => _folder.File("data");

    /// <summary>What the first start printed for the operator.</summary>
    public string SetupOutput => _setupOutput.ToString();

    /// <summary>The server's own services, for looking behind the API where nothing else will do.</summary>
    public IServiceProvider Services => _server!.Services;

    /// <param name="backend">The arguments that select it; none for the embedded one.</param>
    /// <param name="settings">Configuration such as <c>Pages:MaxBytes=1000</c>.</param>
    /// <param name="services">Last changes to the server's services, for looking into it.</param>
    public static async Task<PreExamHost> Start(string[] backend, string[] settings, Action<IServiceCollection>? services = null)
    {
        var host = new PreExamHost { _services = services };
        try
        {
            await host.StartAll(backend, settings);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new person on a new phone, signed in, as well known as asked for, who has consented to everything.</summary>
    public Task<Citizen> NewCitizen(IdentityLevel level = IdentityLevel.RealName, bool consents = true) => Citizen.New(this, level, consents);

    /// <summary>A new member of staff, signed in.</summary>
    public async Task<StaffMember> NewStaff(string department, params string[] roles) =>
        await StaffMember.New(this, await _administrator.Value, department, roles);

    /// <summary>The administrator who set this installation up.</summary>
    public Task<StaffMember> Administrator() => _administrator.Value;

    /// <summary>A client whose requests carry what <paramref name="renew"/> gives.</summary>
    internal HttpClient ClientFor(Func<Task<string>> renew) => At(Address, "/api/v1/", new BearerHandler(renew, Clock, _connections));

    /// <summary>The password that the first administrator gets.</summary>
    internal string AdministratorPassword { get; } = Guid.NewGuid().ToString();

    /// <summary>Waits for a condition to come true.</summary>
    public static Task Eventually(Func<Task<bool>> condition, string? what = null) => Testing.Eventually.Holds(condition, what);

    /// <summary>Stops the server and starts it again on the same data, as after a crash or an update.</summary>
    public async Task Restart()
    {
        await StopServer();
        await StartServer();
    }

    public async ValueTask DisposeAsync()
    {
        await StopServer();
        if (_weChat is not null) await _weChat.DisposeAsync();
        await IdentityService.DisposeAsync();
        Client?.Dispose();
        WeChat?.Dispose();
        _connections.Dispose();
        await _setupOutput.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAll(string[] backend, string[] settings)
    {
        await IdentityService.Start();
        _weChat = MockWeChatApplication.Build(["--urls", "http://127.0.0.1:0", "--Logging:Console:LogLevel:Default=None", "--Logging:Console:LogLevel:Microsoft.Hosting.Lifetime=None"], Clock);
        await _weChat.StartAsync();
        WeChatAddress = new Uri(_weChat.Urls.First());
        WeChat = At(WeChatAddress, "/", _connections);

        _arguments =
        [
            "--data", DataFolder, "--Server:Production=false", .. backend, "--Messaging:Prefix=" + Path.GetFileName(_folder.Path), .. WeChatAccount,
            $"--WeChat:BaseAddress={WeChatAddress}", $"--Identity:Service:Address={IdentityService.Address}",
            $"--Identity:Service:Key={IdentityServiceStandIn.Key}", .. settings.Select(setting => "--" + setting),
        ];
        await StartServer();
    }

    private async Task StartServer()
    {
        // After a restart phones and neighbours look for the server where it was.
        var address = Address?.ToString().TrimEnd('/') ?? "http://127.0.0.1:0";
        _server = ServerApplication.Build([.. _arguments, "--urls", address], builder =>
        {
            builder.Logging.ClearProviders().AddProvider(Logs);
            builder.Services.AddSingleton<TimeProvider>(Clock);
            builder.Services.AddSingleton(new SetupCodeOutput(_setupOutput));
            _services?.Invoke(builder.Services);
        });
        await ServerApplication.Start(_server);
        Address = new Uri(_server.Urls.First());
        Client ??= At(Address, "/api/v1/", _connections);
        (await WeChat.PutAsJsonAsync("_mock/settings", new { pushUrl = new Uri(Address, "/api/v1/wechat/push"), serverUrl = Address })).EnsureSuccessStatusCode();
    }

    private async Task StopServer()
    {
        if (_server is null) return;
        await _server.StopAsync();
        await _server.DisposeAsync();
        _server = null;
    }

    private static HttpClient At(Uri address, string path, HttpMessageHandler handler) =>
        new(handler, disposeHandler: false) { BaseAddress = new Uri(address, path) };
}
