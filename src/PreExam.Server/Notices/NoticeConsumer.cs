using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.People;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Persistence.Notices;
using PreExam.Server.Accounts;
using PreExam.Server.Catalogue;
using PreExam.Server.Filings;
using PreExam.Server.Platform;

namespace PreExam.Server.Notices;

/// <summary>
/// Puts a notice into the app, at once and always, and orders its card. What stands in the app never waits for WeChat: a quota that is
/// used up until midnight holds up cards, not news.
/// </summary>
internal sealed class NoticeConsumer(PreExamDb db, MatterCatalogue catalogue, PersonReader people, FieldCipher cipher, TimeProvider clock)
    : IConsumer<TellApplicant>, IConsumer<FilingMoved>
{
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
        if (await db.Notices.AnyAsync(n => n.MessageId == messageId, cancellation)) return Disposition.Done;
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == subject.ApplicantId, cancellation);
        if (person.ErasedAt is not null) return Disposition.Done;

        var content = await write(person);
        var now = clock.GetUtcNow();
        var notice = new Notice
        {
            MessageId = messageId,
            PersonId = person.Id,
            CaseId = subject.Id,
            Kind = content.Kind,
            TextSealed = cipher.Protect(StoredText.Column, new StoredText(content.Title, content.Text).ToJson()),
            CreatedAt = now,
        };
        db.Notices.Add(notice);
        if (content.Card is { } card) db.Outbox.Add(OutboxMessage.For(Queues.Cards, subject.Id, new SendCard(notice.Id, subject.Id, card), now));
        else (notice.Outcome, notice.EndedAt) = (NoticeOutcome.InAppOnly, now);
        db.Signal(new CaseChanged(subject.Id, "noticeArrived", null, now));
        await db.SaveChangesAsync(cancellation);
        return Disposition.Done;
    }

    private async Task<Domain.Matters.MatterVersion> MatterOf(Case subject, CancellationToken cancellation) =>
        await catalogue.Find(subject.MatterCode, subject.MatterVersion, cancellation)
        ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
}
