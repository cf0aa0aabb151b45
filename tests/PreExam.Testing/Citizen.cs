using PreExam.Domain.People;

namespace PreExam.Testing;

/// <summary>A person with a phone of their own. Nobody who exists.</summary>
public sealed class Citizen
{
    private static int _created;

    private readonly PreExamHost _host;

    private Citizen(PreExamHost host, string openid, string phone)
    {
        (_host, Openid, Phone) = (host, openid, phone);
        Client = host.ClientFor(async () => (await SignIn()).AccessToken);
    }

    public Guid Id { get; private set; }

    public string Openid { get; }

    public string Phone { get; }

    public string Name { get; } = "测试" + (char)(0x4E00 + Interlocked.Increment(ref _created));

    public string IdNumber { get; init; } = ResidentNumbers.Next();

    /// <summary>Requests as this person; stays signed in. Addresses are relative to <c>/api/v1/</c>.</summary>
    public HttpClient Client { get; }

    /// <summary>A person whom nobody has told anything yet: an openid and no more.</summary>
    public static async Task<Citizen> New(PreExamHost host, IdentityLevel level, bool consents)
    {
        var user = await host.WeChat.Post("_mock/users", new { nickname = "phone" }).Ok();
        var citizen = new Citizen(host, (string)user["openid"]!, (string)user["phoneNumber"]!);
        await citizen.SignIn();
        if (consents) await citizen.ConsentToEverything();
        if (level >= IdentityLevel.Phone) await citizen.BindPhone();
        if (level >= IdentityLevel.RealName) await citizen.ProveIdentity();
        return citizen;
    }

    /// <summary>A new sign-in through WeChat.</summary>
    public async Task<Session> SignIn()
    {
        var session = await _host.Client.Post("auth/wechat", new { code = await LoginCode() }).Ok<Session>();
        Id = session.PersonId;
        return session;
    }

    /// <summary>What <c>wx.login</c> gives.</summary>
    public Task<string> LoginCode() => Code("login-code");

    /// <summary>What the phone-number button gives.</summary>
    public Task<string> PhoneCode() => Code("phone-code");

    public async Task BindPhone() =>
        await Client.Put("me/phone", new { code = await PhoneCode() }).Ok();

    /// <summary>Types name and number, and has them confirmed by the identity service.</summary>
    public async Task ProveIdentity()
    {
        _host.IdentityService.Register(Name, IdNumber);
        await Client.Put("me/identity", new { name = Name, idNumber = IdNumber }).Ok();
        await Client.Post("me/identity/verification").Ok();
    }

    public async Task ConsentToEverything()
    {
        foreach (var text in (await _host.Client.Get("consents").Ok()).AsArray())
            await Client.Put("me/consents", new { kind = (string)text!["kind"]!, version = (int)text["version"]!, given = true }).Ok();
    }

    /// <summary>Taps accept in WeChat's dialog for these template ids; WeChat pushes that to the server.</summary>
    public async Task AcceptMessages(params string[] templates) =>
        await _host.WeChat.Post($"_mock/users/{Openid}/grants?wait=true", templates.ToDictionary(id => id, _ => "accept")).Ok();

    private async Task<string> Code(string kind) =>
        (string)(await _host.WeChat.Post($"_mock/users/{Openid}/{kind}").Ok())["code"]!;

    /// <summary>What a sign-in gives.</summary>
    public sealed record Session(string AccessToken, int ExpiresIn, string RefreshToken, Guid PersonId, string Level);
}
