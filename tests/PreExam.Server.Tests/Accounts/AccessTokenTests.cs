using System.Net.Http.Headers;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PreExam.Domain.People;
using PreExam.Server.Accounts;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class AccessTokenTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_same_phone_is_the_same_person_however_often_it_signs_in_at_once(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => citizen.SignIn()));

        Assert.All(sessions, session => Assert.Equal(citizen.Id, session.PersonId));
        Assert.All(sessions, session => Assert.Equal(1800, session.ExpiresIn));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_access_token_ends_after_half_an_hour_and_not_before(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var token = (await citizen.SignIn()).AccessToken;

        host.Clock.Advance(TimeSpan.FromMinutes(29));
        await Me(host, token).Ok();
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await Me(host, token).Refused(401, "signed_out");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_refresh_token_of_a_citizen_ends_after_thirty_unused_days(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var token = (await citizen.SignIn()).RefreshToken;

        host.Clock.Advance(TimeSpan.FromDays(30));

        await host.Client.Post("auth/refresh", new { refreshToken = token }).Refused(401, "refresh_token_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_token_that_we_did_not_sign_as_it_stands_is_refused(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var parts = (await citizen.SignIn()).AccessToken.Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""");
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("\"person\"", "\"staff\"", StringComparison.Ordinal));

        await Me(host, "").Refused(401, "signed_out");
        await Me(host, "nonsense").Refused(401, "signed_out");
        await Me(host, $"{none}.{parts[1]}.").Refused(401, "signed_out");
        await Me(host, $"{parts[0]}.{forged}.{parts[2]}").Refused(401, "signed_out");
        await Me(host, $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}").Refused(401, "signed_out");
        await Me(host, Signed(citizen.Id, new ECDsaSecurityKey(foreign) { KeyId = "tokens-1" }, SecurityAlgorithms.EcdsaSha256)).Refused(401, "signed_out");
        await Me(host, Signed(citizen.Id, new SymmetricSecurityKey(new byte[32]) { KeyId = "tokens-1" }, SecurityAlgorithms.HmacSha256)).Refused(401, "signed_out");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_sign_in_code_works_once_and_only_a_sign_in_code_works(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var code = await citizen.LoginCode();
        await SignIn(host, code).Ok();

        await SignIn(host, code).Refused(422, "wechat_code_invalid");
        await SignIn(host, await citizen.PhoneCode()).Refused(422, "wechat_code_invalid");
        await SignIn(host, "").Refused(422, "wechat_code_invalid");
        await SignIn(host, new string('x', 300)).Refused(422, "wechat_code_invalid");
        await host.Client.Post("auth/wechat", new { nothing = 1 }).Refused(400, "body_unreadable");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Tokens_outlive_a_restart_of_the_server(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var session = await citizen.SignIn();

        await host.Restart();

        await Me(host, session.AccessToken).Ok();
        await host.Client.Post("auth/refresh", new { session.RefreshToken }).Ok();
    }

    private static string Signed(Guid subject, SecurityKey key, string algorithm) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = AccessTokens.Issuer,
        Audience = AccessTokens.Audience,
        TokenType = AccessTokens.Type,
        Subject = new ClaimsIdentity([new Claim("sub", subject.ToString()), new Claim("kind", "person")]),
        SigningCredentials = new SigningCredentials(key, algorithm),
    });

    private static Task<HttpResponseMessage> SignIn(PreExamHost host, string code) => host.Client.Post("auth/wechat", new { code });

    private static async Task<HttpResponseMessage> Me(PreExamHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "me");
        if (token.Length > 0) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
