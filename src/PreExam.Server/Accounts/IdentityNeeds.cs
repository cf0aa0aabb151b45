using System.Text.Json;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>Each capability names the identity level that it needs.</summary>
public static class IdentityNeeds
{
    /// <summary>Refuses persons below the level as <c>identity_level_needed</c>. Goes beside <c>RequireAuthorization(Caller.Applicant)</c>.</summary>
    public static RouteHandlerBuilder RequireLevel(this RouteHandlerBuilder route, IdentityLevel level) => route
        .ProducesProblem(403)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Description = $"{operation.Description}\n\nIdentity level: `{JsonNamingPolicy.CamelCase.ConvertName(level.ToString())}`.".Trim();
            return Task.CompletedTask;
        })
        .AddEndpointFilter(async (invocation, next) =>
            invocation.HttpContext.User.Level() < level ? Problems.From(Refused(level)) : await next(invocation));

    /// <summary>For a need that depends on the request: a matter may ask for more than its endpoint.</summary>
    public static Refusal? Missing(System.Security.Claims.ClaimsPrincipal user, IdentityLevel level) =>
        user.Level() < level ? Refused(level) : null;

    private static Refusal Refused(IdentityLevel level) => new("identity_level_needed", JsonNamingPolicy.CamelCase.ConvertName(level.ToString()));
}
