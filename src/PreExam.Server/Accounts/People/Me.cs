using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Identifiers;
using PreExam.Domain.People;
using PreExam.Persistence;
using PreExam.Server.Platform;
using PreExam.WeChat;

namespace PreExam.Server.Accounts;

/// <summary>What the signed-in person sees of their own account.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Level">How well we know the person.</param>
/// <param name="Phone">Masked phone number.</param>
/// <param name="Name">Masked name.</param>
/// <param name="IdNumber">Masked ID number.</param>
/// <param name="Elder">Sixty or older, for larger type and plain pages; null while the age is not known.</param>
/// <param name="Consents">The latest answer to each text.</param>
/// <param name="Subscriptions">Messages that the person still accepts.</param>
public sealed record MeView(
    Guid Id, IdentityLevel Level, string? Phone, string? Name, string? IdNumber, bool? Elder, IReadOnlyList<ConsentView> Consents,
    IReadOnlyList<SubscriptionView> Subscriptions);

/// <summary>The latest answer to one text.</summary>
/// <param name="Kind">Which text.</param>
/// <param name="Version">The version that was answered.</param>
/// <param name="Given">Agreed, or taken back.</param>
/// <param name="At">When.</param>
public sealed record ConsentView(string Kind, int Version, bool Given, DateTimeOffset At);

/// <summary>A new phone number.</summary>
/// <param name="Code">From the phone-number button; works once.</param>
public sealed record PhoneRequest(string Code);

/// <summary>The bound phone number.</summary>
/// <param name="Phone">Masked.</param>
/// <param name="Level">How well we know the person now.</param>
public sealed record PhoneView(string? Phone, IdentityLevel Level);

internal static class Me
{
    private const int ElderAge = 60;

    public static void MapMe(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me").RequireAuthorization(Caller.Applicant);
        me.MapGet("", Get).WithName("GetMe").WithSummary("The signed-in person, masked.");
        me.MapPut("/phone", BindPhone).WithName("BindPhone").WithSummary("Binds the phone number that WeChat has verified.")
            .ProducesProblem(400).ProducesProblem(422).ProducesProblem(503);
    }

    internal static async Task<Results<Ok<MeView>, ProblemHttpResult>> Get(
        ClaimsPrincipal user, PreExamDb db, PersonReader reader, TimeProvider clock, CancellationToken cancellation)
    {
        var id = user.Id();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (person is null) return Problems.Of("signed_out");
        return TypedResults.Ok(new MeView(
            person.Id, person.Level, reader.MaskedPhone(person), reader.MaskedName(person), reader.MaskedIdNumber(person),
            ResidentId.TryParse(reader.IdNumber(person), null, out var number) ? number.AgeOn(ChinaDay.Today(clock)) >= ElderAge : null,
            [.. (await db.Latest(id, cancellation)).OrderBy(c => c.Kind).Select(c => new ConsentView(c.Kind, c.TextVersion, c.IsGiven, c.At))],
            await db.SubscriptionsOf(id, cancellation)));
    }

    internal static async Task<Results<Ok<PhoneView>, ProblemHttpResult>> BindPhone(
        PhoneRequest request, ClaimsPrincipal user, PreExamDb db, WeChatClient weChat, PersonReader reader, HttpResponse response,
        CancellationToken cancellation)
    {
        if (request.Code.Length is 0 or > 256) return Problems.Of("wechat_code_invalid");
        var id = user.Id();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellation);
        if (person is null || reader.Openid(person) is not { } openid) return Problems.Of("signed_out");

        var (found, refusal) = await weChat.PhoneNumber(request.Code, openid, cancellation);
        if (found is null) return WeChatProblem.Of(refusal!, response);

        var phone = found.CountryCode == "86" ? found.Number : $"+{found.CountryCode}{found.Number}";
        var changed = await db.Change(id, p => p.BindPhone(reader.SealPhone(phone), reader.HashPhone(phone)), cancellation);
        return changed is null ? Problems.Of("signed_out") : TypedResults.Ok(new PhoneView(reader.MaskedPhone(changed), changed.Level));
    }
}
