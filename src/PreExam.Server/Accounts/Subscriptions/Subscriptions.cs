using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PreExam.Persistence;
using PreExam.Persistence.Accounts;
using PreExam.Server.Platform;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Accounts;

/// <summary>What the person chose in WeChat's dialog.</summary>
/// <param name="Results">By use of the template: <c>accept</c>, <c>reject</c>, <c>ban</c> or <c>filter</c>.</param>
public sealed record SubscriptionResults(IReadOnlyDictionary<string, string> Results);

/// <summary>How many messages of one use the person still accepts.</summary>
/// <param name="Use">Use of the template.</param>
/// <param name="Left">One-time grants left.</param>
/// <param name="LongTerm">Accepted without counting.</param>
public sealed record SubscriptionView(string Use, int Left, bool LongTerm);

/// <summary>All that the person still accepts.</summary>
/// <param name="Subscriptions">By use.</param>
public sealed record SubscriptionList(IReadOnlyList<SubscriptionView> Subscriptions);

/// <summary>A template to ask for.</summary>
/// <param name="Use">Use of the template.</param>
/// <param name="TemplateId">For <c>wx.requestSubscribeMessage</c>.</param>
/// <param name="LongTerm">Accepted once for good. WeChat refuses to ask for such a template together with others (20002).</param>
public sealed record TemplateView(string Use, string TemplateId, bool LongTerm);

internal static class Subscriptions
{
    /// <summary>A page can only claim; more than this nobody taps together.</summary>
    private const int MostClaimed = 50;

    private const int Attempts = 5;

    private static readonly string[] Words = ["accept", "reject", "ban", "filter"];

    public static void MapSubscriptions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/subscriptions/templates", Templates).WithName("ListTemplates").WithSummary("Templates that the page may ask the person to accept.");
        api.MapPost("/me/subscriptions", Claim).WithName("ClaimSubscriptions").WithSummary("What the person chose in WeChat's dialog.")
            .ProducesProblem(400).RequireAuthorization(Caller.Applicant);
    }

    public static string Word(TemplateUse use) => JsonNamingPolicy.CamelCase.ConvertName(use.ToString());

    public static async Task<IReadOnlyList<SubscriptionView>> SubscriptionsOf(this PreExamDb db, Guid person, CancellationToken cancellation) =>
        await db.Grants.AsNoTracking().Where(g => g.PersonId == person).OrderBy(g => g.TemplateUse)
            .Select(g => new SubscriptionView(g.TemplateUse, g.Left, g.IsLongTerm)).ToListAsync(cancellation);

    /// <summary>Only those that work: one that the account does not have makes WeChat refuse the whole dialog (20001).</summary>
    internal static Ok<IReadOnlyList<TemplateView>> Templates(WeChatClient weChat) => TypedResults.Ok<IReadOnlyList<TemplateView>>(
        [.. weChat.TemplateStates.Where(t => t.IsUsable).Select(t => new TemplateView(Word(t.Use), t.Id, t.IsLongTerm))]);

    /// <summary>
    /// Where WeChat pushes to us, its event counts and this claim does not, or one tap would be credited twice. Without a push token the
    /// claim is all there is; a false one harms nobody but the person, whose message WeChat then refuses.
    /// </summary>
    internal static async Task<Results<Ok<SubscriptionList>, ProblemHttpResult>> Claim(
        SubscriptionResults request, ClaimsPrincipal user, PreExamDb db, Grants grants, IOptions<WeChatOptions> options, CancellationToken cancellation)
    {
        var uses = Enum.GetValues<TemplateUse>().ToDictionary(Word, StringComparer.Ordinal);
        FieldError[] errors =
        [
            .. request.Results.Keys.Where(use => !uses.ContainsKey(use)).Select(_ => new FieldError("results", "unknown", $"Uses are {string.Join(", ", uses.Keys)}.")),
            .. request.Results.Values.Where(word => !Words.Contains(word)).Select(_ => new FieldError("results", "unknown", $"Answers are {string.Join(", ", Words)}.")),
        ];
        if (errors.Length > 0) return Problems.Invalid(errors);

        var id = user.Id();
        for (var attempt = 1; options.Value.PushToken.Length == 0; attempt++)
        {
            foreach (var (use, word) in request.Results)
            {
                if (word == "accept") await grants.Accept(id, uses[use], MostClaimed, cancellation);
                if (word == "ban") await grants.Refuse(id, uses[use], cancellation);
            }

            try
            {
                await db.SaveChangesAsync(cancellation);
                break;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                db.ChangeTracker.Clear(); // two taps at once, or a card that was just sent took a grant
            }
        }

        return TypedResults.Ok(new SubscriptionList(await db.SubscriptionsOf(id, cancellation)));
    }
}
