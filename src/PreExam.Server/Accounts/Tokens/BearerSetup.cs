using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using PreExam.Persistence;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>
/// How a request's token is judged. The signature tells who calls; what they may do is read anew with every request, by primary
/// key, so that an erased person, an ended account, a lost role or a gained level counts at once and not in half an hour.
/// </summary>
internal sealed class BearerSetup(SigningKeys keys, TimeProvider clock) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = AccessTokens.Issuer,
            ValidAudience = AccessTokens.Audience,
            ValidTypes = [AccessTokens.Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeyResolver = (_, _, id, _) => keys.Find(id),
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > clock.GetUtcNow().UtcDateTime,
            NameClaimType = "sub",
            RoleClaimType = Caller.RoleClaim,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = ReadRights };
    }

    private static async Task ReadRights(TokenValidatedContext context)
    {
        var db = context.HttpContext.RequestServices.GetRequiredService<PreExamDb>();
        var cancellation = context.HttpContext.RequestAborted;
        var user = context.Principal!;
        var id = user.Id();
        var claims = user.HasClaim(Caller.KindClaim, "staff")
            ? await db.Staff.Where(s => s.Id == id && s.DisabledAt == null).Select(s => new { s.Department, s.Roles }).SingleOrDefaultAsync(cancellation)
                is { } staff ? AccessTokens.Claims(staff.Department, staff.Roles) : null
            : await db.People.Where(p => p.Id == id && p.ErasedAt == null).Select(p => new { p.Level }).SingleOrDefaultAsync(cancellation)
                is { } person ? AccessTokens.Claims(person.Level) : null;
        if (claims is null)
        {
            context.Fail("The account has ended.");
            return;
        }

        context.Principal = new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("sub", id.ToString()), .. claims], JwtBearerDefaults.AuthenticationScheme, "sub", Caller.RoleClaim));
    }
}
