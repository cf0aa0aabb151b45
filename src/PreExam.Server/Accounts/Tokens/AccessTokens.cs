using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PreExam.Domain.People;
using PreExam.Persistence.Accounts;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>Issues our own access tokens: ES256, half an hour, for this API only.</summary>
internal sealed class AccessTokens(SigningKeys keys, TimeProvider clock)
{
    public const string Issuer = "preexam";
    public const string Audience = "preexam-api";

    /// <summary>RFC 9068: says that this is an access token and nothing else that the same key may sign one day.</summary>
    public const string Type = "at+jwt";

    /// <summary>Long enough for a session on the phone, short enough that a stolen one is soon worthless.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string For(Person person) => Issue(person.Id, Claims(person.Level));

    public string For(StaffAccount account) => Issue(account.Id, Claims(account.Department, account.Roles));

    public static Claim[] Claims(IdentityLevel level) =>
        [new(Caller.KindClaim, "person"), new(Caller.LevelClaim, Word(level))];

    public static Claim[] Claims(string department, IReadOnlyList<string> roles) =>
        [new(Caller.KindClaim, "staff"), new(Caller.DepartmentClaim, department), .. roles.Select(role => new Claim(Caller.RoleClaim, role))];

    private string Issue(Guid subject, Claim[] claims)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            TokenType = Type,
            Subject = new ClaimsIdentity([new Claim(JwtRegisteredClaimNames.Sub, subject.ToString()), .. claims]),
            IssuedAt = now,
            Expires = now + Life,
            SigningCredentials = keys.Current,
        });
    }

    private static string Word(IdentityLevel level) => JsonNamingPolicy.CamelCase.ConvertName(level.ToString());
}
