using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreExam.Domain.Cases;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.Testing;

namespace PreExam.Server.Tests.Supervision;

public sealed class DeadLetterTests(Hosts hosts)
{
    private const string Reason = "页面已由申请人删除，无需处理";

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_discarded_job_tells_who_when_and_why_and_the_log_holds_codes_only(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = await host.Administrator();
        Guid[] dead = [await Bury(host), await Bury(host), await Bury(host)];

        foreach (var id in dead) await administrator.Client.Post($"staff/dead-letters/{id}/discard", new { reason = $"  {Reason}  " }).Ok();

        Assert.Empty((await administrator.Client.Get("staff/dead-letters").Ok())["items"]!.AsArray());
        var first = await administrator.Client.Get("staff/dead-letters/discarded?limit=2").Ok();
        var second = await administrator.Client.Get($"staff/dead-letters/discarded?limit=2&after={(string)first["next"]!}").Ok();
        Assert.Null(second["next"]);
        JsonNode[] lines = [.. first["items"]!.AsArray()!, .. second["items"]!.AsArray()!];
        Assert.Equal(dead.Reverse(), lines.Select(line => (Guid)line["id"]!));
        Assert.All(lines, line =>
        {
            Assert.Equal((administrator.Id, Reason), ((Guid)line["discarded"]!["by"]!, (string)line["discarded"]!["reason"]!));
            Assert.Equal(host.Clock.GetUtcNow(), (DateTimeOffset)line["discarded"]!["at"]!, TimeSpan.FromMinutes(1));
            Assert.Equal("matter_version_missing", (string)line["reason"]!);
        });
        Assert.Equal(Reason, (string)(await administrator.Client.Get($"staff/dead-letters/{dead[0]}").Ok())["discarded"]!["reason"]!);

        var noted = Assert.Single((await administrator.Client.Get($"staff/audit?target={dead[0]}").Ok())["items"]!.AsArray())!;
        Assert.Equal("deadLetter.discarded", (string)noted["action"]!);
        Assert.Equal("""{"queue":"filings","type":"OpenFiling","reason":"matter_version_missing"}""", (string)noted["detail"]!);
        await administrator.Client.Post($"staff/dead-letters/{dead[0]}/discard", new { reason = "again" }).Refused(404, "not_found");
        await administrator.Client.Post($"staff/dead-letters/{dead[0]}/redrive").Refused(404, "not_found");
        Assert.Single((await administrator.Client.Get($"staff/audit?target={dead[0]}").Ok())["items"]!.AsArray());
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_job_driven_again_runs_and_the_log_says_who_and_what_it_had_died_of(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = await host.Administrator();
        var id = await Bury(host);

        await administrator.Client.Post($"staff/dead-letters/{id}/redrive").Ok();

        var noted = Assert.Single((await administrator.Client.Get($"staff/audit?target={id}").Ok())["items"]!.AsArray())!;
        Assert.Equal(("deadLetter.redriven", administrator.Id), ((string)noted["action"]!, (Guid)noted["actorId"]!));
        Assert.Contains("matter_version_missing", (string)noted["detail"]!, StringComparison.Ordinal);
        await PreExamHost.Eventually(async () => await Attempts(host, id) > 0, "another attempt");
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Without_its_audit_row_a_decision_is_not_taken(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = await host.Administrator();
        Guid[] dead = [await Bury(host), await Bury(host)];
        await administrator.Client.Get("staff/dead-letters").Ok(); // signed in before the log goes
        await With(host, db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "Audit" RENAME TO "AuditElsewhere" """));

        await administrator.Client.Post($"staff/dead-letters/{dead[0]}/discard", new { reason = Reason }).Refused(500, "internal_error");
        await administrator.Client.Post($"staff/dead-letters/{dead[1]}/redrive").Refused(500, "internal_error");

        await With(host, db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "AuditElsewhere" RENAME TO "Audit" """));
        Assert.Equal(dead, (await administrator.Client.Get("staff/dead-letters").Ok())["items"]!.AsArray().Select(line => (Guid)line!["id"]!));
        foreach (var id in dead) Assert.Empty((await administrator.Client.Get($"staff/audit?target={id}").Ok())["items"]!.AsArray());
    }

    /// <summary>A job about a case that never was, given up.</summary>
    private static async Task<Guid> Bury(PreExamHost host)
    {
        var now = host.Clock.GetUtcNow();
        var job = OutboxMessage.For(Queues.Filings, Guid.NewGuid(), new OpenFiling(Guid.NewGuid(), HandOverMode.Online), now);
        (job.DeadAt, job.DeadReason, job.Attempts) = (now, "matter_version_missing", 8);
        await With(host, async db =>
        {
            db.Outbox.Add(job);
            return await db.SaveChangesAsync();
        });
        return job.Id;
    }

    private static Task<int> Attempts(PreExamHost host, Guid id) =>
        With(host, db => db.Outbox.Where(m => m.Id == id).Select(m => m.Attempts).SingleAsync());

    private static async Task<T> With<T>(PreExamHost host, Func<PreExamDb, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }
}
