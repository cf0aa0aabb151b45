using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreExam.Persistence;
using PreExam.Persistence.Audit;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Platform;
using PreExam.Server.Audit;
using PreExam.Testing;

namespace PreExam.Server.Tests.Audit;

/// <summary>Whoever has the database but not the keys can't change the log unnoticed.</summary>
public sealed class AuditChainTests(Hosts hosts)
{
    private const string Head = "audit-head";

    private static readonly Dictionary<string, Func<PreExamDb, long, Task<int>>> Tampering = new()
    {
        ["a changed time"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.At, a => DateTimeOffset.UnixEpoch)),
        ["a changed kind of actor"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.ActorKind, "staff")),
        ["a changed actor"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.ActorId, Guid.Empty)),
        ["an actor taken away"] = (db, last) => Row(db, 4).ExecuteUpdateAsync(set => set.SetProperty(a => a.ActorId, (Guid?)null)),
        ["a changed action"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.Action, "page.viewed")),
        ["a changed kind of target"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.TargetKind, "page")),
        ["a changed target"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.TargetId, Guid.Empty)),
        ["a changed detail"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.Detail, "{}")),
        ["a changed hash"] = (db, last) => Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.Hash, new string('f', 64))),
        ["a changed last row"] = (db, last) => Row(db, last).ExecuteUpdateAsync(set => set.SetProperty(a => a.Detail, "{}")),
        ["a row removed in the middle"] = (db, last) => Row(db, 3).ExecuteDeleteAsync(),
        ["the first row removed"] = (db, last) => Row(db, 1).ExecuteDeleteAsync(),
        ["a row taken out of the chain"] = (db, last) => Row(db, last).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => -5)),
        ["a row put in"] = (db, last) => Insert(db, 3, 3),
        ["a row put in at the end"] = Append,
        ["two rows swapped"] = (db, last) => Swap(db),
        ["the last row cut off"] = (db, last) => Row(db, last).ExecuteDeleteAsync(),
        ["the last five rows cut off"] = (db, last) => db.Audit.Where(a => a.Sequence > last - 5).ExecuteDeleteAsync(),
        ["the log emptied"] = (db, last) => db.Audit.ExecuteDeleteAsync(),
        ["the log chained anew without a row"] = Rechain,
        ["the last rows cut off and the head brought down to them"] = CutWithHead,
        ["the log emptied and its head put back to the start"] = async (db, last) =>
            await db.Audit.ExecuteDeleteAsync() + await SetHead(db, text => $"0.{new string('0', 64)}.{text.Split('.')[2]}.{text.Split('.')[3]}"),
        ["a forged head"] = (db, last) => SetHead(db, text => text.Replace($"{last}.", $"{last - 1}.", StringComparison.Ordinal)),
        ["a head of nonsense"] = (db, last) => SetHead(db, _ => "nonsense"),
        ["the head removed"] = (db, last) => db.Shared.Where(v => v.Name == Head).ExecuteDeleteAsync(),
        ["the log emptied and the head removed"] = async (db, last) =>
            await db.Audit.ExecuteDeleteAsync() + await db.Shared.Where(v => v.Name == Head).ExecuteDeleteAsync(),
    };

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Every_way_of_tampering_is_told_by_the_api_and_by_the_command_also_after_more_was_sealed(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = await host.Administrator();
        var sealer = await Sealed(host, rows: 12);
        var (rows, shared) = await With(host, async db => (await db.Audit.AsNoTracking().ToListAsync(), await db.Shared.AsNoTracking().SingleAsync(v => v.Name == Head)));
        var last = rows.Max(row => row.Sequence)!.Value;
        Assert.Equal("intact", await Told(host, administrator));

        List<string> unnoticed = [];
        foreach (var (what, tamper) in Tampering)
        {
            Assert.True(await With(host, db => tamper(db, last)) > 0, what);
            if (await Told(host, administrator) == "intact") unnoticed.Add(what);

            await Note(host, 3);
            await sealer.SealBatch(TestContext.Current.CancellationToken);
            if (await Told(host, administrator) == "intact") unnoticed.Add($"{what}, after more was sealed");
            Assert.Equal(0, await With(host, db => db.Audit.CountAsync(a => a.Sequence == null)));
            await Restore(host, rows, shared);
            Assert.Equal("intact", await Told(host, administrator));
        }

        Assert.Empty(unnoticed);
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Several_processes_seal_at_once_without_a_gap_or_a_row_twice(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var administrator = await host.Administrator();
        var cancellation = TestContext.Current.CancellationToken;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async process =>
        {
            var sealer = NewSealer(host);
            for (var turn = 0; turn < 10; turn++)
            {
                await Note(host, 3);
                await sealer.SealBatch(cancellation);
            }
        }));
        await NewSealer(host).SealBatch(cancellation);

        var found = await administrator.Client.Post("staff/audit/verify").Ok();
        Assert.True((bool)found["intact"]!);
        Assert.True((long)found["sealed"]! >= 240);
        Assert.Equal((long)found["sealed"]!, (long)found["headCount"]!);
        Assert.DoesNotContain(host.Logs.Lines, line => line.Contains("Sealing audit rows failed", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task A_head_kept_elsewhere_tells_even_a_log_that_was_put_back_to_an_earlier_day(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var sealer = await Sealed(host, rows: 5);
        var (rows, shared) = await With(host, async db => (await db.Audit.AsNoTracking().ToListAsync(), await db.Shared.AsNoTracking().SingleAsync(v => v.Name == Head)));
        var early = await HeadOf(host);
        await Note(host, 5);
        await sealer.SealBatch(TestContext.Current.CancellationToken);
        var late = await HeadOf(host);
        Assert.Equal((0, 0), ((await Command(host, "--kept", early)).Code, (await Command(host, "--kept", late)).Code));

        await Restore(host, rows, shared);

        Assert.Equal(0, (await Command(host)).Code);
        Assert.Equal(0, (await Command(host, "--kept", early)).Code);
        var (code, text) = await Command(host, "--kept", late);
        Assert.Equal(1, code);
        Assert.Contains($"Row {late.Split(':')[0]} is not there", text, StringComparison.Ordinal);
        Assert.Equal(2, (await Command(host, "--kept", "12")).Code);
        Assert.Equal((2, "There is no key ring at /nowhere/keyring.json.\n"), await Command(host, "--Keys:File=/nowhere/keyring.json"));
    }

    [Fact]
    public async Task A_folder_without_a_database_is_told_and_left_alone()
    {
        using var folder = new TestFolder("nothing");
        await using var output = new StringWriter();

        Assert.Equal(2, await AuditCommand.Verify(["--data", folder.File("data")], output));

        Assert.Contains("no database here", output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.File("data"), "preexam.db")));
    }

    /// <summary>What API and command say, which must agree.</summary>
    private static async Task<string> Told(PreExamHost host, StaffMember administrator)
    {
        var found = await administrator.Client.Post("staff/audit/verify").Ok();
        var (code, text) = await Command(host);
        var intact = (bool)found["intact"]!;
        Assert.True(code == (intact ? 0 : 1), $"the command ended with {code} and said {text}, the API {found.ToJsonString()}");
        return intact ? "intact" : found.ToJsonString();
    }

    private static async Task<(int Code, string Text)> Command(PreExamHost host, params string[] more)
    {
        var database = host.Services.GetRequiredService<IConfiguration>().GetSection("Database");
        string[] server = database["Provider"] is { } provider ? ["--database", provider, "--connection", database["Connection"]!] : [];
        await using var output = new StringWriter();
        return (await AuditCommand.Verify(["--data", host.DataFolder, .. server, .. more], output), output.ToString());
    }

    private static async Task<string> HeadOf(PreExamHost host) =>
        (await Command(host)).Text.Split('\n').Single(line => line.StartsWith("Head: ", StringComparison.Ordinal))["Head: ".Length..].Trim();

    /// <summary>A log in which everything is sealed, and nobody but the test writes.</summary>
    private static async Task<AuditSealer> Sealed(PreExamHost host, int rows)
    {
        await Note(host, rows);
        var sealer = NewSealer(host);
        await sealer.SealBatch(TestContext.Current.CancellationToken);
        return sealer;
    }

    private static AuditSealer NewSealer(PreExamHost host) => new(
        host.Services.GetRequiredService<IServiceScopeFactory>(), host.Services.GetRequiredService<IKeyRing>(), host.Clock, NullLogger<AuditSealer>.Instance);

    private static Task<int> Note(PreExamHost host, int rows) => With(host, db =>
    {
        for (var i = 0; i < rows; i++)
            db.Note("person", Guid.NewGuid(), "case.changed", "case", Guid.NewGuid(), host.Clock.GetUtcNow(), new { row = i.ToString(CultureInfo.InvariantCulture) });
        return db.SaveChangesAsync();
    });

    private static Task<int> Restore(PreExamHost host, IReadOnlyList<AuditRow> rows, SharedValue head) => With(host, async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Audit.ExecuteDeleteAsync();
        await db.Shared.Where(v => v.Name == Head).ExecuteDeleteAsync();
        db.Audit.AddRange(rows);
        db.Shared.Add(head);
        var changed = await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return changed;
    });

    private static IQueryable<AuditRow> Row(PreExamDb db, long place) => db.Audit.Where(a => a.Sequence == place);

    private static async Task<int> Insert(PreExamDb db, long place, long moved)
    {
        foreach (var row in await db.Audit.Where(a => a.Sequence >= moved).OrderByDescending(a => a.Sequence).ToListAsync())
            await Row(db, row.Sequence!.Value).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => a.Sequence + 1));
        var before = await Row(db, place - 1).AsNoTracking().SingleAsync();
        return await Add(db, place, before.Hash!);
    }

    /// <summary>The hashes have no key: whoever knows the way can write a row that fits the one before.</summary>
    private static async Task<int> Append(PreExamDb db, long last) => await Add(db, last + 1, (await Row(db, last).AsNoTracking().SingleAsync()).Hash!);

    private static async Task<int> Add(PreExamDb db, long place, string before)
    {
        var row = new AuditRow { At = DateTimeOffset.UnixEpoch, ActorKind = "staff", Action = "page.viewed", TargetKind = "page", TargetId = Guid.NewGuid(), Sequence = place };
        row.Hash = AuditChain.HashOf(row, before);
        db.Audit.Add(row);
        return await db.SaveChangesAsync();
    }

    private static async Task<int> Swap(PreExamDb db)
    {
        var (first, second) = (await Row(db, 3).AsNoTracking().SingleAsync(), await Row(db, 4).AsNoTracking().SingleAsync());
        await Row(db, 3).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => -1));
        await Row(db, 4).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => 3).SetProperty(a => a.Hash, first.Hash));
        return await Row(db, -1).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => 4).SetProperty(a => a.Hash, second.Hash));
    }

    private static async Task<int> Rechain(PreExamDb db, long last)
    {
        await Row(db, 3).ExecuteDeleteAsync();
        var hash = (await Row(db, 2).AsNoTracking().SingleAsync()).Hash!;
        for (var place = 3L; place < last; place++)
        {
            var row = await Row(db, place + 1).AsNoTracking().SingleAsync();
            row.Sequence = place;
            hash = AuditChain.HashOf(row, hash);
            var (to, now) = (place, hash);
            await Row(db, place + 1).ExecuteUpdateAsync(set => set.SetProperty(a => a.Sequence, a => to).SetProperty(a => a.Hash, now));
        }

        return 1;
    }

    private static async Task<int> CutWithHead(PreExamDb db, long last)
    {
        await db.Audit.Where(a => a.Sequence > last - 3).ExecuteDeleteAsync();
        var now = await Row(db, last - 3).AsNoTracking().SingleAsync();
        return await SetHead(db, text => $"{now.Sequence}.{now.Hash}.{text.Split('.')[2]}.{text.Split('.')[3]}");
    }

    private static async Task<int> SetHead(PreExamDb db, Func<string, string> change)
    {
        var text = change((await db.Shared.AsNoTracking().SingleAsync(v => v.Name == Head)).Value);
        return await db.Shared.Where(v => v.Name == Head).ExecuteUpdateAsync(set => set.SetProperty(v => v.Value, text));
    }

    private static async Task<T> With<T>(PreExamHost host, Func<PreExamDb, Task<T>> work)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<PreExamDb>());
    }
}
