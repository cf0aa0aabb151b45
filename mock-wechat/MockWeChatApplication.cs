using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using MockWeChat.Codes;
using MockWeChat.Faults;
using MockWeChat.Links;
using MockWeChat.Login;
using MockWeChat.Phone;
using MockWeChat.Platform;
using MockWeChat.Push;
using MockWeChat.Quotas;
using MockWeChat.Safety;
using MockWeChat.Subscriptions;
using MockWeChat.Tokens;
using MockWeChat.Users;
using MockWeChat.VirtualPhone;

namespace MockWeChat;

/// <summary>A stand-in for api.weixin.qq.com with one mini-program account, hosted alone or inside another process.</summary>
public static class MockWeChatApplication
{
    /// <summary>Where it listens when nothing says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5280";

    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Default"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
    };

    /// <summary>Builds the program; the caller starts it. Pass <c>--urls http://127.0.0.1:0</c> for a free port.</summary>
    /// <param name="args">Command line in configuration form, for example <c>--Mock:PushUrl=http://…</c>.</param>
    /// <param name="clock">The time that codes, tokens and quotas live by; the system's when left out.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(MockWeChatApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        // Hosted in another program, its appsettings.json lies in the same folder and is not meant for us.
        foreach (var file in builder.Configuration.Sources.OfType<JsonConfigurationSource>().ToArray())
            builder.Configuration.Sources.Remove(file);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);

        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddOptions<MockOptions>().BindConfiguration("Mock")
            .Validate(o => o.Problem() is null, "Mock: AppId, Secret, Token and a 43-character EncodingAESKey are needed.")
            .ValidateOnStart();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // a mistyped fault must not pass for none
        });
        builder.Services.AddSingleton<Settings>().AddSingleton<Gateway>().AddSingleton<CallLog>().AddSingleton<QuotaCounters>()
            .AddSingleton<AccessTokens>().AddSingleton<VirtualUsers>().AddSingleton<OneTimeCodes>().AddSingleton<Templates>()
            .AddSingleton<Grants>().AddSingleton<SendGate>().AddSingleton<DeliveredMessages>().AddSingleton<FaultPlan>()
            .AddSingleton<PushDelivery>();
        builder.Services.AddHttpClient(PushDelivery.ClientName).RemoveAllLoggers();
        builder.Services.AddVirtualPhone();

        var app = builder.Build();
        app.MapTokens();
        app.MapLogin();
        app.MapPhoneNumber();
        app.MapSend();
        app.MapTemplates();
        app.MapSafety();
        app.MapUnlimitedCode();
        app.MapLinks();
        app.MapQuotas();
        app.MapCallbackAddresses();

        app.MapUsers();
        app.MapGrants();
        app.MapMessages();
        app.MapCallLog();
        app.MapFaults();
        app.MapPush();
        app.MapSettings();
        app.MapVirtualPhone();
        return app;
    }
}
