using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Accounts;
using PreExam.Testing;

namespace PreExam.Server.Tests.Accounts;

public sealed class SpentRowTests(Hosts hosts)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task What_has_ended_goes_and_what_still_counts_stays(Backend backend)
    {
        await using var host = await hosts.NewHost(backend);
        var cancellation = TestContext.Current.CancellationToken;
        var old = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        await host.NewStaff("hall", Server.Platform.Caller.Caseworker); // leaves answers to repeated requests
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PreExamDb>();
        db.ReceivedPushes.Add(new ReceivedPush { Key = "old", At = host.Clock.GetUtcNow() });
        await db.SaveChangesAsync(cancellation);
        Assert.True(await db.IdempotentAnswers.AnyAsync(cancellation));

        host.Clock.Advance(TimeSpan.FromDays(38));
        var recent = await host.NewCitizen(IdentityLevel.WeChat, consents: false);
        await host.Services.GetServices<IHostedService>().OfType<SpentRows>().Single().Sweep(cancellation);

        Assert.False(await db.RefreshTokens.AnyAsync(t => t.Subject == old.Id, cancellation));
        Assert.True(await db.RefreshTokens.AnyAsync(t => t.Subject == recent.Id, cancellation));
        Assert.False(await db.ReceivedPushes.AnyAsync(cancellation));
        Assert.False(await db.IdempotentAnswers.AnyAsync(cancellation));
    }
}
