using Microsoft.EntityFrameworkCore;
using PreExam.Messaging;
using PreExam.Persistence;
using PreExam.Persistence.Notices;
using PreExam.Server.Accounts;

namespace PreExam.Server.Notices;

/// <summary>
/// WeChat tells what became of a card. A delivered one settles a send that brought no answer, so that it is not repeated and not listed;
/// one that WeChat lost later is parked for somebody to see.
/// </summary>
internal sealed partial class DeliveryReportConsumer(PreExamDb db, Grants grants, ILogger<DeliveryReportConsumer> logger) : IConsumer<CardReported>
{
    /// <summary>A report comes within seconds; one that is later than this after an unclear end speaks of another card.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<Disposition> Handle(Guid messageId, CardReported message, CancellationToken cancellation)
    {
        if (message.ErrorCode == 0) await Delivered(message, cancellation);
        else await Lost(message, cancellation);
        return Disposition.Done;
    }

    private async Task Delivered(CardReported message, CancellationToken cancellation)
    {
        var id = message.MessageId;
        var mine = db.Notices.Where(n => n.PersonId == message.PersonId);
        if (!await mine.AnyAsync(n => n.WeChatMessageId == id, cancellation))
        {
            // The report names neither case nor notice. With more than one open send to this person nobody can tell which it was.
            var earliest = message.At - Late;
            var open = await mine
                .Where(n => n.WeChatMessageId == null && n.OpenSends > 0
                    && (n.Outcome == null || (n.Outcome == NoticeOutcome.Unclear && n.EndedAt >= earliest)))
                .OrderBy(n => n.Id).Select(n => n.Id).Take(2).ToListAsync(cancellation);
            if (open is not [var only]) return;
            // Without the version: whoever sends it at this moment must not stumble over it.
            await mine.Where(n => n.Id == only && n.WeChatMessageId == null)
                .ExecuteUpdateAsync(set => set.SetProperty(n => n.WeChatMessageId, id), cancellation);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var settled = await mine.Where(n => n.WeChatMessageId == id && n.Outcome == NoticeOutcome.Unclear).ExecuteUpdateAsync(
            set => set.SetProperty(n => n.Outcome, NoticeOutcome.Sent).SetProperty(n => n.Version, n => n.Version + 1), cancellation);
        if (settled > 0) await grants.Spend(message.PersonId, message.Use);
        await transaction.CommitAsync(cancellation);
    }

    private async Task Lost(CardReported message, CancellationToken cancellation)
    {
        var parked = await db.Notices
            .Where(n => n.PersonId == message.PersonId && n.WeChatMessageId == message.MessageId && n.Outcome == NoticeOutcome.Sent)
            .ExecuteUpdateAsync(
                set => set.SetProperty(n => n.Outcome, NoticeOutcome.Parked).SetProperty(n => n.Version, n => n.Version + 1), cancellation);
        if (parked > 0) NotDelivered(logger, message.ErrorCode);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeChat took a card and could not deliver it: {ErrorCode}")]
    private static partial void NotDelivered(ILogger logger, int errorCode);
}
