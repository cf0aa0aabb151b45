using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Persistence.Notices;
using PreExam.Server.Accounts;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Notices;

/// <summary>A notice's card is to lie on the person's phone.</summary>
/// <param name="NoticeId">The notice that it repeats.</param>
/// <param name="CaseId">The case; cards of one case go in order.</param>
/// <param name="Card">What the phone shows: by its own rule nothing personal.</param>
public sealed record SendCard(Guid NoticeId, Guid CaseId, Card Card);

/// <summary>
/// Sends a notice's card where a grant exists, however often it is called. WeChat has no idempotency key: two sends without an answer
/// end as <c>unclear</c> and are listed, never a third time.
/// </summary>
internal sealed class CardConsumer(PreExamDb db, PersonReader people, Grants grants, WeChatClient weChat, CurrentMessage current, TimeProvider clock)
    : IConsumer<SendCard>
{
    private const int MostOpenSends = 2;

    /// <summary>WeChat tells within seconds what it delivered: the repeat waits for that.</summary>
    private static readonly TimeSpan AfterUnclear = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>Waits double from one second to an hour, so that a WeChat which is away for five hours costs no card; then it is a dead letter.</summary>
    public static void Pace(QueueOptions queue) => (queue.MaxAttempts, queue.LongestWait, queue.LongestPutOff) = (16, LongestWait, TimeSpan.FromDays(3));

    public async Task<Disposition> Handle(Guid messageId, SendCard message, CancellationToken cancellation)
    {
        var notice = await db.Notices.SingleOrDefaultAsync(n => n.Id == message.NoticeId, cancellation);
        if (notice is null or { Outcome: not null }) return Disposition.Done; // erased with its person, or ended already
        var use = message.Card.Use;
        if (notice.WeChatMessageId is not null) return await EndSent(notice, use); // a send that seemed unclear was reported as delivered
        if (notice.OpenSends == MostOpenSends) return await EndUnclear(notice, use);

        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == notice.PersonId, cancellation);
        if (people.Openid(person) is not { } openid || await grants.Usable(person.Id, use, cancellation) is not { } grant)
            return await EndUnsent(notice, use, NoticeOutcome.InAppOnly);
        return await Send(notice, grant, new SubscribeMessage(openid, message.Card, $"pages/case/index?id={message.CaseId}"), cancellation);
    }

    private async Task<Disposition> Send(Notice notice, SubscriptionGrant grant, SubscribeMessage message, CancellationToken cancellation)
    {
        notice.OpenSends++; // stored before the send: a process that dies while sending leaves a trace
        notice.Version++;
        await db.SaveChangesAsync(cancellation);

        var use = message.Card.Use;
        var outcome = await weChat.Send(message, cancellation);
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                notice.WeChatMessageId = sent.MessageId;
                return await EndSent(notice, use);
            case SendOutcome.Unclear:
                return notice.OpenSends < MostOpenSends ? new Disposition.RetryAfter(AfterUnclear, Why: "wechat_no_answer") : await EndUnclear(notice, use);
        }

        notice.OpenSends--; // this one certainly did nothing
        notice.Version++;
        switch (outcome)
        {
            case SendOutcome.Refused refused:
                await db.SaveChangesAsync(CancellationToken.None);
                return refused.OurShareUsedUp
                    ? new Disposition.RetryAfter(refused.RetryIn, SpendsAttempt: false, "wechat_share_used_up")
                    : new Disposition.RetryAfter(Grown(refused.RetryIn), Why: "wechat_away");
            case SendOutcome.NoGrant:
                await grants.NoneLeft(grant);
                return await EndUnsent(notice, use, NoticeOutcome.InAppOnly);
            case SendOutcome.UnknownPerson:
                await grants.NoneLeft(notice.PersonId);
                return await EndUnsent(notice, use, NoticeOutcome.InAppOnly);
            case SendOutcome.Disabled:
                return await EndUnsent(notice, use, NoticeOutcome.InAppOnly);
            case SendOutcome.Parked:
                return await EndUnsent(notice, use, NoticeOutcome.Parked);
            default:
                throw new UnreachableException();
        }
    }

    private TimeSpan Grown(TimeSpan wait)
    {
        var grown = wait * Math.Pow(2, Math.Min(current.Attempt - 1, 20));
        return grown < LongestWait ? grown : LongestWait;
    }

    /// <summary>
    /// Not this time; but after a send without an answer nobody may say that the card did not come. A grant that is gone then was
    /// most likely spent by that very send.
    /// </summary>
    private Task<Disposition> EndUnsent(Notice notice, TemplateUse use, string outcome) =>
        notice.OpenSends > 0 ? EndUnclear(notice, use) : End(notice, outcome);

    private async Task<Disposition> EndSent(Notice notice, TemplateUse use)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
        await grants.Spend(notice.PersonId, use);
        await End(notice, NoticeOutcome.Sent);
        await transaction.CommitAsync(CancellationToken.None);
        return Disposition.Done;
    }

    /// <summary>One statement, because a delivery report may come at the same moment: of the two, the report is right.</summary>
    private async Task<Disposition> EndUnclear(Notice notice, TemplateUse use)
    {
        var (now, sends) = (clock.GetUtcNow(), notice.OpenSends);
        var ended = await db.Notices.Where(n => n.Id == notice.Id && n.WeChatMessageId == null).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.Outcome, NoticeOutcome.Unclear).SetProperty(n => n.EndedAt, now)
                .SetProperty(n => n.OpenSends, sends).SetProperty(n => n.Version, n => n.Version + 1),
            CancellationToken.None);
        return ended == 1 ? Disposition.Done : await EndSent(notice, use);
    }

    private async Task<Disposition> End(Notice notice, string outcome)
    {
        (notice.Outcome, notice.EndedAt) = (outcome, clock.GetUtcNow());
        notice.Version++;
        await db.SaveChangesAsync(CancellationToken.None); // it happened: shutting down must not forget that
        return Disposition.Done;
    }
}
