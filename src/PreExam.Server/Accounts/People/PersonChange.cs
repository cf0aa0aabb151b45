using Microsoft.EntityFrameworkCore;
using PreExam.Domain.People;
using PreExam.Persistence;

namespace PreExam.Server.Accounts;

internal static class PersonChange
{
    private const int Attempts = 5;

    /// <summary>
    /// Changes a person, again on the newer row when something else changed it meanwhile: a sign-in on the same phone must not make a
    /// phone code void that WeChat gives only once.
    /// </summary>
    /// <returns>The changed person, or null when it has left.</returns>
    public static async Task<Person?> Change(this PreExamDb db, Guid id, Action<Person> change, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var person = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.ErasedAt == null, cancellation);
            if (person is null) return null;
            change(person);
            try
            {
                await db.SaveChangesAsync(cancellation);
                return person;
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
