using Microsoft.EntityFrameworkCore;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Accounts;

/// <summary>
/// How many cards of one use a person still accepts. WeChat's own count is the truth; ours saves asking in vain. Changes are single
/// statements: a tap on the phone may come at the moment in which a card goes.
/// </summary>
internal sealed class Grants(PreExamDb db, WeChatClient weChat)
{
    /// <summary>The grant as it stands, or null when none is left.</summary>
    public Task<SubscriptionGrant?> Usable(Guid person, TemplateUse use, CancellationToken cancellation) =>
        Of(person, use).AsNoTracking().SingleOrDefaultAsync(g => g.Left > 0 || g.IsLongTerm, cancellation);

    /// <summary>The person accepted once; the caller saves.</summary>
    /// <param name="person">Who.</param>
    /// <param name="use">Use of the template.</param>
    /// <param name="most">More than this nobody can have tapped.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task Accept(Guid person, TemplateUse use, int most, CancellationToken cancellation)
    {
        var grant = await Tracked(person, use, cancellation);
        if (weChat.IsLongTerm(use)) grant.IsLongTerm = true;
        else grant.Left = Math.Min(grant.Left + 1, most);
        grant.Version++;
    }

    /// <summary>The person wants no more of them; the caller saves.</summary>
    public async Task Refuse(Guid person, TemplateUse use, CancellationToken cancellation)
    {
        var grant = await Tracked(person, use, cancellation);
        (grant.Left, grant.IsLongTerm) = (0, false);
        grant.Version++;
    }

    /// <summary>A card went. One that was accepted before the account's templates were known may prove to be for good.</summary>
    public Task Spend(Guid person, TemplateUse use) => weChat.IsLongTerm(use)
        ? Of(person, use).Where(g => g.Left > 0 && !g.IsLongTerm).ExecuteUpdateAsync(
            set => set.SetProperty(g => g.IsLongTerm, true).SetProperty(g => g.Version, g => g.Version + 1))
        : Of(person, use).Where(g => g.Left > 0 && !g.IsLongTerm).ExecuteUpdateAsync(
            set => set.SetProperty(g => g.Left, g => g.Left - 1).SetProperty(g => g.Version, g => g.Version + 1));

    /// <summary>WeChat says that nothing is left of it; what the person has accepted since then stays.</summary>
    public Task NoneLeft(SubscriptionGrant seen) =>
        End(db.Grants.Where(g => g.PersonId == seen.PersonId && g.TemplateUse == seen.TemplateUse && g.Version == seen.Version));

    /// <summary>WeChat does not know the person any more.</summary>
    public Task NoneLeft(Guid person) => End(db.Grants.Where(g => g.PersonId == person));

    private static Task<int> End(IQueryable<SubscriptionGrant> grants) => grants.ExecuteUpdateAsync(
        set => set.SetProperty(g => g.Left, 0).SetProperty(g => g.IsLongTerm, false).SetProperty(g => g.Version, g => g.Version + 1));

    private IQueryable<SubscriptionGrant> Of(Guid person, TemplateUse use)
    {
        var word = Subscriptions.Word(use);
        return db.Grants.Where(g => g.PersonId == person && g.TemplateUse == word);
    }

    private async Task<SubscriptionGrant> Tracked(Guid person, TemplateUse use, CancellationToken cancellation)
    {
        var word = Subscriptions.Word(use);
        var grant = await db.Grants.FindAsync([person, word], cancellation);
        if (grant is null) db.Grants.Add(grant = new SubscriptionGrant { PersonId = person, TemplateUse = word });
        return grant;
    }
}
