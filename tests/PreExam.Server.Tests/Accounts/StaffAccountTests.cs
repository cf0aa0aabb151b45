using System.Net;
using PreExam.Server.Platform;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class StaffAccountTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_code_of_the_first_start_makes_one_administrator_and_then_no_more(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var wrong = new { code = "AAAAA-BBBBB-CCCCC-DDDDD", userName = "intruder", password = "long enough for this", displayName = "x" };
        await host.Client.Post("staff/setup", wrong).Refused(403, "setup_code_wrong");

        await host.Administrator();

        await host.Client.Post("staff/setup", wrong).Refused(409, "already_set_up");
        Assert.DoesNotContain(host.SetupOutput.Split("administrator: ")[1][..23], host.Logs.ToString(), StringComparison.Ordinal);
        await host.Restart();
        Assert.Single(host.SetupOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task After_five_wrong_passwords_the_right_one_is_refused_for_a_quarter_of_an_hour(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var staff = await host.NewStaff("hall", Caller.Caseworker);
        for (var attempt = 0; attempt < 5; attempt++) await SignIn(host, staff, "not the password").Refused(401, "sign_in_wrong");

        await SignIn(host, staff, staff.Password).Refused(429, "locked_out");
        host.Clock.Advance(TimeSpan.FromMinutes(14));
        await SignIn(host, staff, staff.Password).Refused(429, "locked_out");
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        await SignIn(host, staff, staff.Password).Ok();
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Twenty_guesses_at_once_are_no_more_than_five(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var staff = await host.NewStaff("hall", Caller.Caseworker);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignIn(host, staff, "not the password")));

        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 1, 5);
        await SignIn(host, staff, staff.Password).Refused(429, "locked_out");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_unknown_user_is_refused_in_the_same_words_as_a_wrong_password(Backend backend)
    {
        var host = await hosts.Shared(backend);

        await host.Client.Post("staff/sign-in", new { userName = "nobody", password = "whatever it is" }).Refused(401, "sign_in_wrong");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_ended_account_loses_its_token_at_once(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var staff = await host.NewStaff("hall", Caller.Administrator);
        var session = await staff.SignIn();
        await staff.Client.Get("staff/accounts").Ok();

        await Change(await host.Administrator(), staff.Id, "\"1\"", disabled: true).Ok();

        await staff.Client.Get("staff/accounts").Refused(401, "signed_out");
        await host.Client.Post("staff/refresh", new { session.RefreshToken }).Refused(401, "refresh_token_invalid");
        await SignIn(host, staff, staff.Password).Refused(401, "sign_in_wrong");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Only_an_administrator_sees_accounts_and_nobody_changes_an_old_version(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var (caseworker, administrator) = (await host.NewStaff("hall", Caller.Caseworker), await host.Administrator());

        await caseworker.Client.Get("staff/accounts").Refused(403, "not_allowed");
        await host.Client.Get("staff/accounts").Refused(401, "signed_out");
        await Change(administrator, caseworker.Id, null, disabled: false).Refused(428, "version_missing");
        await Change(administrator, caseworker.Id, "\"7\"", disabled: false).Refused(412, "changed_meanwhile");
        await Change(administrator, administrator.Id, "\"1\"", disabled: true).Refused(409, "own_rights");
    }

    private static Task<HttpResponseMessage> SignIn(PreExamHost host, StaffMember staff, string password) =>
        host.Client.Post("staff/sign-in", new { staff.UserName, password });

    private static Task<HttpResponseMessage> Change(StaffMember administrator, Guid id, string? version, bool disabled) =>
        administrator.Client.Put(
            $"staff/accounts/{id}", new { displayName = "x", department = "hall", roles = new[] { Caller.Caseworker }, disabled }, version);
}
