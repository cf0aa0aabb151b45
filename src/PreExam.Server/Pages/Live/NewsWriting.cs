using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Cases;
using PreExam.Server.Platform;

namespace PreExam.Server.Pages.Live;

/// <summary>Gives each signal its number in the case's stream. The queue keeps a case's signals in order, so the numbers have no gaps.</summary>
internal sealed class NewsWriting(PreExamDb db, NewsBell bell) : IConsumer<CaseChanged>
{
    public async Task<Disposition> Handle(Guid messageId, CaseChanged message, CancellationToken cancellation)
    {
        if (await db.News.AnyAsync(n => n.MessageId == messageId, cancellation)) return Disposition.Done;
        var last = await db.News.Where(n => n.CaseId == message.CaseId).MaxAsync(n => (int?)n.Sequence, cancellation) ?? 0;
        db.News.Add(new CaseNews
        {
            CaseId = message.CaseId,
            Sequence = last + 1,
            MessageId = messageId,
            Type = message.Type,
            PageId = message.PageId,
            At = message.At,
        });
        await db.SaveChangesAsync(cancellation);
        bell.Ring(message.CaseId, last + 1);
        return Disposition.Done;
    }
}
