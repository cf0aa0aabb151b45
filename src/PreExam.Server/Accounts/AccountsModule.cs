using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PreExam.Server.Platform;
using PreExam.WeChat;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Accounts;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<SigningKeys>().AddSingleton<AccessTokens>().AddScoped<RefreshTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerSetup>();

        services.TryAddSingleton(new SetupCodeOutput(Console.Out));
        services.AddSingleton<PasswordCheck>().AddHostedService<FirstAdministrator>();

        services.AddSingleton<ISharedTokenCache, SharedTokenCache>().AddWeChat(configuration).AddScoped<Grants>();
        services.AddOptions<WeChatOptions>()
            .Validate<Production>((o, production) => o.Enabled || !production.IsOn, "WeChat:AppId is missing: nobody could sign in.")
            .Validate<Production>(
                (o, production) => o.UsesRealWeChat || !production.IsOn, "WeChat:BaseAddress is not WeChat's own: a stand-in is for tests and the demo only.")
            .Validate<Production>(
                (o, production) => o.PushToken.Length == 0 || o.EncodingAesKey.Length > 0 || !production.IsOn,
                "WeChat:EncodingAesKey is missing: pushes in clear can be forged by whoever has seen one.");
        if ((configuration.GetSection("Server").Get<ServerOptions>() ?? new ServerOptions()).Has("workers")) services.AddHostedService<SpentRows>();
        return services.AddSingleton<PersonReader>().AddIdentityService();
    }

    public static void MapAccounts(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
        api.MapWeChatSignIn();
        api.MapConsents();
        api.MapMe();
        api.MapIdentity(staff);
        api.MapExport();
        api.MapErasure();
        api.MapSubscriptions();
        api.MapMessagePush();
        staff.MapStaffSignIn();
        staff.MapStaffAccounts();
    }
}
