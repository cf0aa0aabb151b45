using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Accounts;
using PreExam.Server.Platform;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class IdentityTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_person_rises_from_WeChat_over_the_phone_to_the_real_name_without_a_new_sign_in(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        Assert.Equal("weChat", await Level(citizen));

        await citizen.BindPhone();
        Assert.Equal("phone", await Level(citizen));
        await citizen.ProveIdentity();
        Assert.Equal("realName", await Level(citizen));

        var me = await citizen.Client.Get("me").Ok();
        Assert.Equal($"{citizen.Phone[..3]}****{citizen.Phone[^4..]}", (string?)me["phone"]);
        Assert.Equal($"{citizen.IdNumber[..6]}********{citizen.IdNumber[^4..]}", (string?)me["idNumber"]);
        Assert.Equal("测**", (string?)me["name"]);
        Assert.False((bool)me["elder"]!);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_phone_code_works_once_for_the_person_who_asked_for_it(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var (citizen, other) = (await host.NewCitizen(IdentityLevel.WeChat), await host.NewCitizen(IdentityLevel.WeChat));
        var used = await citizen.PhoneCode();
        await BindPhone(citizen, used).Ok();

        await BindPhone(citizen, used).Refused(422, "wechat_code_invalid");
        await BindPhone(citizen, await other.PhoneCode()).Refused(422, "wechat_code_invalid");
        await BindPhone(citizen, await citizen.LoginCode()).Refused(422, "wechat_code_invalid");
        await BindPhone(citizen, "").Refused(422, "wechat_code_invalid");
        Assert.Equal("weChat", await Level(other));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_wrong_number_is_refused_with_what_is_wrong_and_without_repeating_it(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        var wrongEnd = citizen.IdNumber[..17] + (citizen.IdNumber[17] == '1' ? '2' : '1');

        var problem = await Tell(citizen, "测试人", wrongEnd).Refused(400, "request_invalid");
        Assert.Equal("BAD_CHECKSUM", (string?)problem["errors"]![0]!["code"]);
        Assert.DoesNotContain(wrongEnd, problem.ToJsonString(), StringComparison.Ordinal);
        await Tell(citizen, "测试人", "339999209901011234").Refused(400, "request_invalid");
        await Tell(citizen, "x1", citizen.IdNumber).Refused(400, "request_invalid");
        await Tell(citizen, "", citizen.IdNumber).Refused(400, "request_invalid");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_child_under_fourteen_needs_a_guardian_until_the_birthday(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat);
        var today = DateOnly.FromDateTime(host.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date);

        await Tell(citizen, "测试人", ResidentNumbers.Next(today.AddYears(-14).AddDays(1))).Refused(422, "guardian_needed");
        await Tell(citizen, "测试人", ResidentNumbers.Next(today.AddYears(-14))).Ok();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task What_the_identity_service_does_not_know_is_not_confirmed_and_guessing_ends(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.Phone);
        await Verify(citizen).Refused(409, "identity_missing");
        await Tell(citizen, citizen.Name, citizen.IdNumber).Ok();

        for (var attempt = 0; attempt < 5; attempt++) await Verify(citizen).Refused(422, "identity_not_confirmed");

        await Verify(citizen).Refused(429, "too_many_requests");
        Assert.Equal("phone", await Level(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task While_the_identity_service_is_down_the_person_is_told_to_try_later_and_the_counter_still_confirms(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var citizen = await host.NewCitizen(IdentityLevel.Phone);
        await Tell(citizen, citizen.Name, citizen.IdNumber).Ok();
        host.IdentityService.IsDown = true;

        await Verify(citizen).Refused(503, "neighbour_unavailable");
        var clerk = await host.NewStaff("hall", Caller.WindowClerk);
        await clerk.Client.Post($"staff/people/{citizen.Id}/identity", new { sawCard = true }).Ok();

        Assert.Equal("realName", await Level(citizen));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Only_a_window_clerk_who_saw_the_card_confirms_and_the_audit_says_who(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.Phone);
        var (clerk, caseworker) = (await host.NewStaff("hall", Caller.WindowClerk), await host.NewStaff("hall", Caller.Caseworker));
        var address = $"staff/people/{citizen.Id}/identity";

        await clerk.Client.Post(address, new { sawCard = true }).Refused(409, "identity_missing");
        await Tell(citizen, citizen.Name, citizen.IdNumber).Ok();
        await clerk.Client.Post(address, new { sawCard = false }).Refused(400, "request_invalid");
        await caseworker.Client.Post(address, new { sawCard = true }).Refused(403, "not_allowed");
        await citizen.Client.Post(address, new { sawCard = true }).Refused(403, "not_allowed");
        await clerk.Client.Post($"staff/people/{Guid.NewGuid()}/identity", new { sawCard = true }).Refused(404, "not_found");
        await clerk.Client.Post(address, new { sawCard = true }).Ok();

        await using var scope = host.Services.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<PreExamDb>().Audit
            .SingleAsync(a => a.TargetId == citizen.Id && a.Action == "identity.confirmed", TestContext.Current.CancellationToken);
        Assert.Equal(clerk.Id, row.ActorId);
        Assert.Equal("""{"by":"counter"}""", row.Detail);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Another_name_takes_the_confirmation_away_and_the_same_one_does_not(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();

        await Tell(citizen, citizen.Name, citizen.IdNumber).Ok();
        Assert.Equal("realName", await Level(citizen));
        await Tell(citizen, "别人", citizen.IdNumber).Ok();

        Assert.Equal("phone", await Level(citizen));
    }

    [Theory]
    [InlineData("weChat", IdentityLevel.Phone, false)]
    [InlineData("phone", IdentityLevel.Phone, true)]
    [InlineData("realName", IdentityLevel.Phone, true)]
    [InlineData("phone", IdentityLevel.RealName, false)]
    public void A_capability_lets_in_whoever_has_reached_its_level(string level, IdentityLevel needed, bool allowed)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(Caller.LevelClaim, level)]));

        Assert.Equal(allowed, IdentityNeeds.Missing(user, needed) is null);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Consent_counts_for_the_version_that_was_shown_until_it_is_taken_back(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        Assert.Equal("consent_needed privacy,health", await Missing(host, citizen, "health"));

        await Consent(citizen, "privacy", 1, true).Ok();
        await Consent(citizen, "health", 2, true).Refused(409, "consent_text_outdated");
        await Consent(citizen, "shoes", 1, true).Refused(400, "request_invalid");
        Assert.Equal("consent_needed health", await Missing(host, citizen, "health"));
        await Consent(citizen, "health", 1, true).Ok();
        Assert.Null(await Missing(host, citizen, "health"));
        await Consent(citizen, "health", 1, false).Ok();

        Assert.Equal("consent_needed health", await Missing(host, citizen, "health"));
    }

    [Fact]
    public void Every_sensitive_kind_that_a_matter_can_touch_has_a_text_in_both_languages()
    {
        var kinds = Enum.GetValues<Domain.Matters.Sensitivity>().Select(ConsentTexts.KindFor).OfType<string>().ToList();

        Assert.Equal(5, kinds.Count);
        Assert.All(kinds, kind => Assert.True(ConsentTexts.Find(kind) is { Separate: true, Text: { Zh.Length: > 20, En.Length: > 20 } }, kind));
    }

    private static async Task<string?> Missing(PreExamHost host, Citizen citizen, params string[] kinds)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var refusal = await ConsentGate.Missing(
            scope.ServiceProvider.GetRequiredService<PreExamDb>(), citizen.Id, kinds, TestContext.Current.CancellationToken);
        return refusal is null ? null : $"{refusal.Code} {string.Join(',', refusal.Subjects)}";
    }

    private static Task<HttpResponseMessage> Consent(Citizen citizen, string kind, int version, bool given) =>
        citizen.Client.Put("me/consents", new { kind, version, given });

    private static Task<HttpResponseMessage> Tell(Citizen citizen, string name, string idNumber) =>
        citizen.Client.Put("me/identity", new { name, idNumber });

    private static Task<HttpResponseMessage> BindPhone(Citizen citizen, string code) => citizen.Client.Put("me/phone", new { code });

    private static Task<HttpResponseMessage> Verify(Citizen citizen) => citizen.Client.Post("me/identity/verification");

    private static async Task<string?> Level(Citizen citizen) => (string?)(await citizen.Client.Get("me").Ok())["level"];
}
