using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Keys;
using PreExam.Server.Accounts;

namespace PreExam.Server.Notices;

/// <summary>The person's notices in their own export.</summary>
internal sealed class NoticeExport(FieldCipher cipher) : IPersonExport
{
    public string Name => "notices";

    public async Task<object> Read(PreExamDb db, Guid person, CancellationToken cancellation)
    {
        var notices = await db.Notices.AsNoTracking().Where(n => n.PersonId == person).OrderBy(n => n.Id).ToListAsync(cancellation);
        return notices.Select(n => new { n.CaseId, n.Kind, n.CreatedAt, n.ReadAt, Text = StoredText.Parse(cipher.Reveal(StoredText.Column, n.TextSealed)) }).ToList();
    }
}
