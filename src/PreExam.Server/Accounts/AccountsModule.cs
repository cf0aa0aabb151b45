namespace PreExam.Server.Accounts;

/// <summary>All that the composition root knows of this folder.</summary>
internal static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration) => services;

    public static void MapAccounts(this IEndpointRouteBuilder api, IEndpointRouteBuilder staff)
    {
    }
}
