using MockWeChat.Login;
using MockWeChat.Platform;

namespace MockWeChat.Users;

/// <param name="Nickname">How the person shows up on the phone page.</param>
/// <param name="PhoneNumber">The number bound to WeChat; invented when left out.</param>
/// <param name="OfNeighbour">A person of another mini-program.</param>
/// <param name="HighRisk">Logins are answered with 40226.</param>
internal sealed record NewUser(string Nickname, string? PhoneNumber = null, bool OfNeighbour = false, bool HighRisk = false);

internal sealed record UserView(string Openid, string AppId, string Nickname, string PhoneNumber);

internal sealed record CodeView(string Code, DateTimeOffset ExpiresAt);

internal static class UserEndpoints
{
    public static void MapUsers(this WebApplication app)
    {
        app.MapGet("/_mock/users", (VirtualUsers users) => users.All.Select(View));
        app.MapPost("/_mock/users", (NewUser wanted, VirtualUsers users) =>
            View(users.Create(wanted.Nickname, wanted.PhoneNumber, wanted.OfNeighbour, wanted.HighRisk)));

        var user = app.MapGroup("/_mock/users/{openid}");
        user.MapGet("", IResult (string openid, VirtualUsers users) =>
            users.Find(openid) is { } found ? TypedResults.Ok(View(found)) : TypedResults.NotFound());
        user.MapPost("/login-code", (string openid, VirtualUsers users, OneTimeCodes codes) => Issue(openid, CodeKind.Login, users, codes));
        user.MapPost("/phone-code", (string openid, VirtualUsers users, OneTimeCodes codes) => Issue(openid, CodeKind.Phone, users, codes));
        user.MapPost("/open-data", IResult (string openid, VirtualUsers users, TimeProvider clock) =>
            users.Find(openid) is not { } found ? TypedResults.NotFound()
            : OpenData.Of(found, clock.GetUtcNow()) is { } data ? TypedResults.Ok(data)
            : TypedResults.Conflict("This person has no session key: log in first."));
    }

    private static UserView View(VirtualUser user) => new(user.Openid, user.AppId, user.Nickname, user.PhoneNumber);

    private static IResult Issue(string openid, CodeKind kind, VirtualUsers users, OneTimeCodes codes)
    {
        if (users.Find(openid) is not { } user) return TypedResults.NotFound();
        var (code, expiresAt) = codes.Issue(user, kind);
        return TypedResults.Ok(new CodeView(code, expiresAt));
    }
}
