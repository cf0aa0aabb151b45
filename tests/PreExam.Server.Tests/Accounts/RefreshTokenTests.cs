using PreExam.Domain.People;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class RefreshTokenTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_refresh_token_works_once_and_its_second_use_ends_the_whole_sign_in(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var first = (await citizen.SignIn()).RefreshToken;

        var second = (string)(await Refresh(host, first).Ok())["refreshToken"]!;
        var third = (string)(await Refresh(host, second).Ok())["refreshToken"]!;

        await Refresh(host, first).Refused(401, "refresh_token_reused");
        await Refresh(host, third).Refused(401, "refresh_token_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Of_two_exchanges_at_once_exactly_one_wins_and_the_family_ends(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var token = (await citizen.SignIn()).RefreshToken;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Refresh(host, token)));

        var winner = Assert.Single(answers, answer => answer.IsSuccessStatusCode);
        var next = (string)(await Task.FromResult(winner).Ok())["refreshToken"]!;
        await Refresh(host, next).Refused(401, "refresh_token_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Another_sign_in_of_the_same_person_outlives_a_stolen_token(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var (stolen, other) = ((await citizen.SignIn()).RefreshToken, (await citizen.SignIn()).RefreshToken);
        await Refresh(host, stolen).Ok();

        await Refresh(host, stolen).Refused(401, "refresh_token_reused");

        await Refresh(host, other).Ok();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task After_signing_out_neither_this_token_nor_its_successors_work(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var token = (await citizen.SignIn()).RefreshToken;

        await host.Client.Post("auth/logout", new { refreshToken = token }).Ok();

        await Refresh(host, token).Refused(401, "refresh_token_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_citizens_refresh_token_is_not_one_of_staff(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        var token = (await citizen.SignIn()).RefreshToken;

        await host.Client.Post("staff/refresh", new { refreshToken = token }).Refused(401, "refresh_token_invalid");
    }

    private static Task<HttpResponseMessage> Refresh(PreExamHost host, string token) =>
        host.Client.Post("auth/refresh", new { refreshToken = token });
}
