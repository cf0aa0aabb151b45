using MockWeChat.Push;
using MockWeChat.Users;

namespace MockWeChat.Subscriptions;


internal static class GrantEndpoints
{
    private sealed record Failure(int ErrCode, string ErrMsg);

    public static void MapGrants(this WebApplication app)
    {
        var user = app.MapGroup("/_mock/users/{openid}/grants");
        user.MapGet("", IResult (string openid, VirtualUsers users, Templates templates, Grants grants) =>
            users.FindOwn(openid) is null
                ? TypedResults.NotFound()
                : TypedResults.Ok(templates.All.Select(template => grants.View(openid, template))));
        user.MapPost("", Decide);
    }

    /// <summary>
    /// The person answers the pop-up of <c>wx.requestSubscribeMessage</c>, or switches a template off. Answers what the
    /// page's callback would get, and tells the server by an event. With <c>?wait=true</c> after the event is delivered.
    /// </summary>
    private static async Task<IResult> Decide(
        string openid, Dictionary<string, Decision> decisions, VirtualUsers users, Templates templates, Grants grants,
        PushDelivery push, TimeProvider clock, bool wait = false)
    {
        if (users.FindOwn(openid) is not { } user) return TypedResults.NotFound();
        if (Refuse(decisions, templates) is { } failure) return TypedResults.BadRequest(failure);

        foreach (var (id, decision) in decisions) grants.Decide(openid, templates.Find(id)!, decision);
        user.LastSeenAt = clock.GetUtcNow();

        List<Task> deliveries = [];
        var answered = decisions.Where(made => made.Value != Decision.Off).Select(made => (made.Key, made.Value)).ToList();
        if (answered.Count > 0) deliveries.Add(push.Announce(SubscriptionEvents.Popup(openid, answered)));
        var off = decisions.Where(made => made.Value == Decision.Off).Select(made => made.Key).ToList();
        if (off.Count > 0) deliveries.Add(push.Announce(SubscriptionEvents.SwitchedOff(openid, off)));
        if (wait) await Task.WhenAll(deliveries);

        return TypedResults.Ok(decisions.ToDictionary(
            made => made.Key, made => made.Value is Decision.Accept or Decision.Always ? "accept" : "reject"));
    }

    private static Failure? Refuse(Dictionary<string, Decision> decisions, Templates templates)
    {
        if (decisions.Count == 0) return new Failure(10001, "TmplIds can't be empty");
        if (decisions.Count > 5) return new Failure(20003, "TmplIds count beyond limit");
        var asked = decisions.Keys.Select(templates.Find).ToList();
        if (asked.Contains(null)) return new Failure(20001, "No template data return, verify the template id exist");
        return asked.Select(template => template!.OneTime).Distinct().Count() > 1
            ? new Failure(20002, "Templates type must be same")
            : null;
    }
}
