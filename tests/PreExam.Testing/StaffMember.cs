using System.Text.RegularExpressions;

namespace PreExam.Testing;

/// <summary>A member of staff with an account of their own.</summary>
public sealed partial class StaffMember
{
    private readonly PreExamHost _host;

    private StaffMember(PreExamHost host, string userName, string password)
    {
        (_host, UserName, Password) = (host, userName, password);
        Client = host.ClientFor(async () => (await SignIn()).AccessToken);
    }

    public Guid Id { get; private set; }

    public string UserName { get; }

    public string Password { get; }

    /// <summary>Requests as this member; stays signed in. Addresses are relative to <c>/api/v1/</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>What makes the first administrator, with the code that the start printed.</summary>
    public static object SetUp(PreExamHost host) => new
    {
        code = SetupCode().Match(host.SetupOutput).Value,
        userName = "administrator",
        password = host.AdministratorPassword,
        displayName = "Administrator",
    };

    /// <summary>The first administrator, made now unless the test has done so itself.</summary>
    public static async Task<StaffMember> FirstAdministrator(PreExamHost host)
    {
        using var made = await host.Client.Post("staff/setup", SetUp(host));
        var administrator = new StaffMember(host, "administrator", host.AdministratorPassword);
        await administrator.SignIn();
        return administrator;
    }

    public static async Task<StaffMember> New(PreExamHost host, StaffMember administrator, string department, string[] roles)
    {
        var member = new StaffMember(host, $"staff-{Guid.NewGuid():N}", Guid.NewGuid().ToString());
        await administrator.Client.Post(
            "staff/accounts", new { member.UserName, displayName = "审核员", member.Password, department, roles }).Ok();
        await member.SignIn();
        return member;
    }

    /// <summary>A new sign-in with name and password.</summary>
    public async Task<Session> SignIn()
    {
        var session = await _host.Client.Post("staff/sign-in", new { UserName, Password }).Ok<Session>();
        Id = session.StaffId;
        return session;
    }

    [GeneratedRegex("[A-Z0-9]{5}(-[A-Z0-9]{5}){3}")]
    private static partial Regex SetupCode();

    /// <summary>What a sign-in gives.</summary>
    public sealed record Session(string AccessToken, int ExpiresIn, string RefreshToken, Guid StaffId, string Department, IReadOnlyList<string> Roles);
}
