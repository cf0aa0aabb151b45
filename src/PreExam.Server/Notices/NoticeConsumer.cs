using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Notices;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Filings;
using PreExam.Server.Platform;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Notices;

/// <summary>
/// Puts a notice into the app, always, and onto WeChat where a grant exists, however often it is called for one message. WeChat has no
/// idempotency key: two sends without an answer end as <c>unclear</c> and are listed, never a third time.
/// </summary>
internal sealed class NoticeConsumer(
    PreExamDb db, MatterCatalogue catalogue, PersonReader people, FieldCipher cipher, WeChatClient weChat, TimeProvider clock)
    : IConsumer<TellApplicant>, IConsumer<FilingMoved>
{
    private const int MostOpenSends = 2;

    public async Task<Disposition> Handle(Guid messageId, TellApplicant message, CancellationToken cancellation)
    {
        var subject = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellation);
        var row = await db.CaseEvents.AsNoTracking().SingleAsync(e => e.CaseId == message.CaseId && e.Sequence == message.Sequence, cancellation);
        var happened = CaseJournal.Read(row);
        return await Tell(
            messageId, subject, async person => NoticeText.Of(happened, subject, await MatterOf(subject, cancellation), people.Name(person)), cancellation);
    }

    public async Task<Disposition> Handle(Guid messageId, FilingMoved message, CancellationToken cancellation)
    {
        var subject = await db.Cases.AsNoTracking().SingleAsync(c => c.Id == message.CaseId, cancellation);
        var number = await db.Filings.Where(f => f.Id == message.FilingId).Select(f => f.Number).SingleAsync(cancellation);
        return await Tell(messageId, subject, async _ => NoticeText.Of(message, number, await MatterOf(subject, cancellation)), cancellation);
    }

    private async Task<Disposition> Tell(Guid messageId, Case subject, Func<Person, Task<NoticeContent>> write, CancellationToken cancellation)
    {
        var notice = await db.Notices.SingleOrDefaultAsync(n => n.MessageId == messageId, cancellation);
        if (notice?.Outcome is not null) return Disposition.Done;
        var person = await db.People.SingleAsync(p => p.Id == subject.ApplicantId, cancellation);
        if (person.ErasedAt is not null) return Disposition.Done;

        var content = await write(person);
        if (notice is null)
        {
            var now = clock.GetUtcNow();
            notice = new Notice
            {
                MessageId = messageId,
                PersonId = person.Id,
                CaseId = subject.Id,
                Kind = content.Kind,
                TextSealed = cipher.Protect(StoredText.Column, new StoredText(content.Title, content.Text).ToJson()),
                CreatedAt = now,
            };
            db.Notices.Add(notice);
            db.Signal(new CaseChanged(subject.Id, "noticeArrived", null, now));
            await db.SaveChangesAsync(cancellation);
        }

        if (content.Card is not { } card || people.Openid(person) is not { } openid) return await End(notice, "in_app_only");
        var grant = await db.Grants.SingleOrDefaultAsync(g => g.PersonId == person.Id && g.TemplateUse == UseOf(card), cancellation);
        if (grant is null or { Left: 0, IsLongTerm: false }) return await End(notice, "in_app_only");
        if (notice.OpenSends == MostOpenSends) return await End(notice, "unclear");
        return await Send(notice, grant, new SubscribeMessage(openid, card, $"pages/case/index?id={subject.Id}"), cancellation);
    }

    private async Task<Disposition> Send(Notice notice, SubscriptionGrant grant, SubscribeMessage message, CancellationToken cancellation)
    {
        notice.OpenSends++; // stored before the send: a process that dies while sending leaves a trace
        notice.Version++;
        await db.SaveChangesAsync(cancellation);

        switch (await weChat.Send(message, cancellation))
        {
            case SendOutcome.Sent sent:
                notice.WeChatMessageId = sent.MessageId;
                Spend(grant, all: false);
                return await End(notice, "sent");
            case SendOutcome.NoGrant:
                Spend(grant, all: true);
                return await End(notice, "in_app_only");
            case SendOutcome.UnknownPerson or SendOutcome.Disabled:
                return await End(notice, "in_app_only");
            case SendOutcome.Parked:
                return await End(notice, "parked");
            case SendOutcome.Refused refused:
                notice.OpenSends--;
                notice.Version++;
                await db.SaveChangesAsync(CancellationToken.None);
                return new Disposition.RetryAfter(refused.RetryIn, SpendsAttempt: !refused.OurShareUsedUp);
            case SendOutcome.Unclear when notice.OpenSends < MostOpenSends:
                return new Disposition.RetryAfter(TimeSpan.FromSeconds(5));
            case SendOutcome.Unclear:
                return await End(notice, "unclear");
            default:
                throw new InvalidOperationException("An outcome that nobody handles.");
        }
    }

    private async Task<Disposition> End(Notice notice, string outcome)
    {
        (notice.Outcome, notice.EndedAt) = (outcome, clock.GetUtcNow());
        notice.Version++;
        await db.SaveChangesAsync(CancellationToken.None); // it happened: shutting down must not forget that
        return Disposition.Done;
    }

    private static void Spend(SubscriptionGrant grant, bool all)
    {
        if (grant.IsLongTerm && !all) return;
        grant.Left = all ? 0 : Math.Max(0, grant.Left - 1);
        grant.IsLongTerm &= !all;
        grant.Version++;
    }

    private static string UseOf(Card card) => JsonNamingPolicy.CamelCase.ConvertName(card.Use.ToString());

    private async Task<Domain.Matters.MatterVersion> MatterOf(Case subject, CancellationToken cancellation) =>
        await catalogue.Find(subject.MatterCode, subject.MatterVersion, cancellation)
        ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
}
