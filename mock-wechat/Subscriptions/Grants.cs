using MockWeChat.Platform;

namespace MockWeChat.Subscriptions;

/// <summary>What the person did about one template in the pop-up, or later in the settings.</summary>
internal enum Decision
{
    Accept,
    Reject,

    /// <summary>Accepted with "always keep": no pop-up from now on, yet one message for each time the page asks.</summary>
    Always,

    /// <summary>Switched off in the mini-program's settings or in a card's menu.</summary>
    Off,
}

internal sealed record GrantView(string TemplateId, string Title, int Left, bool Unlimited, bool AlwaysKeep, bool Off);

/// <summary>Who may be sent how many messages of which template.</summary>
internal sealed class Grants
{
    private sealed class Grant
    {
        public int Left { get; set; }
        public bool Unlimited { get; set; }
        public bool AlwaysKeep { get; set; }
        public bool Off { get; set; }
    }

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Openid, string Template), Grant> _grants = [];

    public void Decide(string openid, Template template, Decision decision)
    {
        lock (_gate)
        {
            var grant = Of(openid, template.As.Id);
            grant.Off = decision == Decision.Off;
            if (decision == Decision.Off) (grant.Left, grant.Unlimited, grant.AlwaysKeep) = (0, false, false);
            if (decision is Decision.Reject or Decision.Off) return;
            grant.AlwaysKeep |= decision == Decision.Always;
            if (template.OneTime) grant.Left++;
            else grant.Unlimited = true;
        }
    }

    public bool Has(string openid, Template template)
    {
        lock (_gate)
        {
            var grant = Of(openid, template.As.Id);
            return !grant.Off && (grant.Unlimited || grant.Left > 0);
        }
    }

    /// <summary>Takes one message off a one-time grant. False: it has gone meanwhile.</summary>
    public bool Spend(string openid, Template template)
    {
        lock (_gate)
        {
            var grant = Of(openid, template.As.Id);
            if (grant.Off || (!grant.Unlimited && grant.Left == 0)) return false;
            if (!grant.Unlimited) grant.Left--;
            return true;
        }
    }

    public GrantView View(string openid, Template template)
    {
        lock (_gate)
        {
            var grant = Of(openid, template.As.Id);
            return new GrantView(template.As.Id, template.As.Title, grant.Left, grant.Unlimited, grant.AlwaysKeep, grant.Off);
        }
    }

    private Grant Of(string openid, string template)
    {
        if (!_grants.TryGetValue((openid, template), out var grant)) _grants.Add((openid, template), grant = new Grant());
        return grant;
    }
}
