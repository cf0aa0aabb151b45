using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Persistence;
using PreExam.Persistence.Cases;

namespace PreExam.Server.Cases;

/// <summary>
/// Gives the next number of a day. The counter's row stays locked by the increment until the caller's transaction ends, so that two
/// cases never get the same number, and a case that is not stored takes none.
/// </summary>
internal static class CaseNumbers
{
    /// <summary>Call inside a transaction.</summary>
    public static async Task<string> NextCaseNumber(this PreExamDb db, DateOnly day, CancellationToken cancellation)
    {
        while (await Increment(db, day, cancellation) == 0) await Begin(db, day, cancellation);
        var last = await db.CaseNumbers.AsNoTracking().Where(c => c.Day == day).Select(c => c.Last).SingleAsync(cancellation);
        return CaseNumber.Compose(day, last);
    }

    private static Task<int> Increment(PreExamDb db, DateOnly day, CancellationToken cancellation) =>
        db.CaseNumbers.Where(c => c.Day == day).ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last + 1), cancellation);

    private static async Task Begin(PreExamDb db, DateOnly day, CancellationToken cancellation)
    {
        var counter = new CaseNumberCounter { Day = day };
        db.CaseNumbers.Add(counter);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // another case was the day's first; its counter serves
        }
        finally
        {
            db.Entry(counter).State = EntityState.Detached;
        }
    }
}
