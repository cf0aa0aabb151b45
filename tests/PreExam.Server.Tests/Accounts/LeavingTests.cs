using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class LeavingTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_export_has_everything_unmasked_and_is_a_download(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();

        var export = await citizen.Client.Get("me/export").Ok();

        Assert.Equal(citizen.Name, (string?)export["person"]!["name"]);
        Assert.Equal(citizen.IdNumber, (string?)export["person"]!["idNumber"]);
        Assert.Equal(citizen.Phone, (string?)export["person"]!["phone"]);
        Assert.Equal(citizen.Openid, (string?)export["person"]!["openid"]);
        Assert.Equal(6, export["consents"]!.AsArray().Count);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Whoever_leaves_is_signed_out_everywhere_and_comes_back_as_a_stranger(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();
        var (former, session) = (citizen.Id, await citizen.SignIn());
        await citizen.AcceptMessages("DevTemplate_PreExaminationResult_0000000001");

        await citizen.Client.Delete("me").Ok();

        await citizen.Client.Get("me").Refused(401, "signed_out");
        await host.Client.Post("auth/refresh", new { session.RefreshToken }).Refused(401, "refresh_token_invalid");
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var row = await db.People.SingleAsync(p => p.Id == former, TestContext.Current.CancellationToken);
        string?[] left =
        [
            row.OpenidSealed, row.SessionKeySealed, row.PhoneSealed, row.PhoneHash, row.NameSealed, row.IdNumberSealed, row.IdNumberHash,
        ];
        Assert.All(left, Assert.Null);
        Assert.False(await db.Grants.AnyAsync(g => g.PersonId == former, TestContext.Current.CancellationToken));
        Assert.NotEqual(former, (await citizen.SignIn()).PersonId);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task An_open_case_keeps_its_applicant_and_an_ended_one_forgets_what_was_written(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();
        var now = host.Clock.GetUtcNow();
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        var (opened, _) = (Case.Open(
            Guid.CreateVersion7(), $"T{Guid.NewGuid():N}"[..18], citizen.Id, ("x", 1), "hall", null, DateOnly.FromDateTime(now.Date).AddDays(30), now));
        opened.SetFields("sealed fields", ["name"], now);
        db.Cases.Add(opened);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        var problem = await citizen.Client.Delete("me").Refused(409, "case_open");
        Assert.Equal(opened.Id.ToString(), (string?)problem["subjects"]![0]);
        Assert.Null(opened.Withdraw(now).Refusal);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await citizen.Client.Delete("me").Ok();

        db.ChangeTracker.Clear();
        var left = await db.Cases.SingleAsync(c => c.Id == opened.Id, TestContext.Current.CancellationToken);
        Assert.Null(left.FieldsSealed);
        Assert.Equal(CaseState.Withdrawn, left.State);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task The_export_tells_what_was_typed_into_a_case(Backend backend)
    {
        var host = await hosts.Shared(backend);
        var citizen = await host.NewCitizen();
        var opened = await citizen.Client.Post("cases", new { matter = "999070010101" }).Ok();
        await citizen.Client.Put($"cases/{opened["id"]}/materials/application/unavailable", new { reason = "只有我知道的话" }, $"\"{opened["version"]}\"").Ok();

        var parts = (await citizen.Client.Get("me/export").Ok())["parts"]!;

        Assert.Equal((string?)opened["number"], (string?)parts["cases"]![0]!["number"]);
        Assert.Contains("只有我知道的话", parts.ToJsonString(new(System.Text.Json.JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        await citizen.Client.Delete("me").Refused(409, "case_open");
    }

    [Fact]
    public async Task Neither_the_database_file_nor_the_logs_ever_hold_a_name_a_number_a_phone_an_openid_or_a_token()
    {
        await using var host = await hosts.NewHost(Backend.Embedded);
        var citizen = await host.NewCitizen();
        var session = await citizen.SignIn();
        await citizen.Client.Put("me/identity", new { name = citizen.Name, idNumber = "339999199001011234" }).Refused(400, "request_invalid");
        await citizen.Client.Get("me/export").Ok();
        string[] personal =
        [
            citizen.Name, citizen.IdNumber, citizen.Phone, citizen.Openid, session.AccessToken, session.RefreshToken, "339999199001011234",
        ];

        var before = await Everything(host);
        await citizen.Client.Delete("me").Ok();
        var after = await Everything(host);

        Assert.Contains(citizen.Id.ToString(), host.Logs.ToString() + Encoding.UTF8.GetString(before), StringComparison.OrdinalIgnoreCase); // the search does find
        foreach (var text in personal)
        {
            Assert.Equal(-1, before.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(-1, after.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)));
            Assert.DoesNotContain(text, host.Logs.ToString(), StringComparison.Ordinal);
        }
    }

    /// <summary>Database, write-ahead log and whatever else lies in the data folder.</summary>
    private static async Task<byte[]> Everything(PreExamHost host)
    {
        using var all = new MemoryStream();
        foreach (var path in Directory.EnumerateFiles(host.DataFolder, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await file.CopyToAsync(all, TestContext.Current.CancellationToken);
        }

        return all.ToArray();
    }
}
