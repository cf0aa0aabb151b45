using PreExam.Domain.People;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>
/// Everything that is wrong on top of an accepted request, told from the description: one thing at a time, so that this thing is what is
/// refused.
/// </summary>
internal static class WrongRequests
{
    private const string Nowhere = "none-such";
    private static readonly int[] Unreadable = [400, 413, 415, 422];

    public static IEnumerable<WrongRequest> Of(ApiOperation operation, Call accepted, Scenes scenes) =>
    [
        .. As(WrongKind.Caller, Callers(operation, accepted, scenes)),
        .. As(WrongKind.Owner, Owners(operation, accepted, scenes)),
        .. As(WrongKind.Parameter, Parameters(operation, accepted)),
        .. As(WrongKind.Body, Bodies(operation, accepted)),
        .. accepted.Also,
    ];

    private static IEnumerable<WrongRequest> As(WrongKind kind, IEnumerable<WrongRequest> requests) => requests.Select(r => r with { Kind = kind });

    private static IEnumerable<WrongRequest> Callers(ApiOperation operation, Call accepted, Scenes scenes)
    {
        yield return new("a method that is not offered", accepted with { Content = null, Body = null, Sign = null }, 405) { Method = HttpMethod.Patch, Code = "method_not_allowed" };
        if (!operation.Secured) yield break;
        var unsigned = accepted with { Caller = scenes.Nobody };
        yield return new("no token", unsigned, 401) { Code = "signed_out" };
        yield return new("a token without signature", unsigned with { Token = "eyJhbGciOiJub25lIn0.e30." }, 401) { Code = "signed_out" };
        yield return new("a token with another signature", unsigned with { Token = scenes.ForgedToken }, 401) { Code = "signed_out" };
        if (operation.IsForStaff) yield return new("a person's token", accepted with { Caller = scenes.Owner.Client }, 403) { Code = "not_allowed" };
        foreach (var role in operation.OtherRoles)
            yield return new($"a {role}'s token", accepted with { Caller = scenes.Staff(role).Client }, 403) { Code = "not_allowed" };
        foreach (var level in operation.LowerLevels)
        {
            var known = scenes.Known(level);
            yield return new($"a person of level {level}", (accepted with { Caller = known.Citizen.Client }).At("id", known.Case), 403) { Code = "identity_level_needed" };
        }
    }

    /// <summary>What belongs to somebody else looks like what is not there.</summary>
    private static IEnumerable<WrongRequest> Owners(ApiOperation operation, Call accepted, Scenes scenes)
    {
        if (!operation.IsOwned) yield break;
        if (!operation.IsForStaff) yield return new("another person's", accepted with { Caller = scenes.Stranger.Client }, 404) { Code = "not_found" };
        if (operation.PathParameters.Any(p => p.Name == "page"))
        {
            var (citizen, own) = scenes.Known(IdentityLevel.Phone);
            yield return new("another person's page in an own case", (accepted with { Caller = citizen.Client }).At("id", own), 404) { Code = "not_found" };
        }

        if (operation.IsForStaff || operation.Policies.Count == 0)
            yield return new("another department's", accepted with { Caller = scenes.Elsewhere.Client }, 404) { Code = "not_found" };
    }

    private static IEnumerable<WrongRequest> Parameters(ApiOperation operation, Call accepted) =>
    [
        .. operation.PathParameters.SelectMany(p => Addresses(p, accepted)),
        .. operation.Parameters.Where(p => p.In == "query").SelectMany(p => Queries(p, accepted)),
        .. Headers(operation, accepted),
    ];

    private static IEnumerable<WrongRequest> Addresses(ApiParameter parameter, Call accepted) =>
    [
        new($"unknown {parameter.Name}", accepted.At(parameter.Name, Unknown(parameter)), 404) { Code = parameter.Name == "id" ? "not_found" : null },
        new($"malformed {parameter.Name}", accepted.At(parameter.Name, "%00'\"\\../"), 404),
        new($"endless {parameter.Name}", accepted.At(parameter.Name, new string('9', 3000)), 404),
    ];

    private static string Unknown(ApiParameter parameter) => parameter.Schema switch
    {
        { Format: "uuid" } => Guid.CreateVersion7().ToString(),
        { IsWhole: true } => "99",
        _ => Nowhere,
    };

    private static IEnumerable<WrongRequest> Queries(ApiParameter parameter, Call accepted)
    {
        string[] wrong = parameter switch
        {
            { Name: "limit" } => ["0", "-1", "101", "abc", "99999999999"],
            { Schema.IsNumber: true } => ["abc", "99999999999", "1.5"],
            { Name: "after" } => ["!", "AAAA", "a\0b"],
            { Schema.Words: not null } => [Nowhere, "0", "Nowhere"],
            { Schema.IsBoolean: true } or { Schema.Format: "uuid" } or { Schema.Format: "date" } => [Nowhere, "2027-02-30"],
            _ => [],
        };
        string[] doubtful = parameter switch
        {
            { Schema.Format: "date" } => ["0001-01-01", "9999-12-31"],
            { Schema: { IsText: true, Words: null, Format: null } } => ["a\0b", new string('x', 5000), "\u202E'\"%"],
            { Schema.IsWhole: true } => ["-2147483648", "2147483647"],
            _ => [],
        };
        if (parameter.Required) yield return new($"no {parameter.Name}", accepted.Without(parameter.Name), 400);
        foreach (var value in wrong) yield return new($"{parameter.Name}={value}", accepted.With(parameter.Name, value), 400);
        foreach (var value in doubtful.Except(wrong)) yield return new($"{parameter.Name}={value[..Math.Min(value.Length, 20)]}", accepted.With(parameter.Name, value));
    }

    private static IEnumerable<WrongRequest> Headers(ApiOperation operation, Call accepted)
    {
        if (operation.Needs("If-Match"))
        {
            yield return new("no If-Match", accepted with { IfMatch = null }, 428) { Code = "version_missing" };
            yield return new("an old If-Match", accepted with { IfMatch = "\"0\"" }, 412) { Code = "changed_meanwhile" };
            foreach (var tag in (string[])["abc", "W/\"1\"", "\"-1\"", "\"99999999999\"", "*"])
                yield return new($"If-Match: {tag}", accepted with { IfMatch = tag }, 400);
        }

        if (operation.Needs("Idempotency-Key"))
        {
            foreach (var key in (string?[])[null, "short", new string('k', 101)])
                yield return new($"Idempotency-Key of {key?.Length ?? 0}", accepted with { Key = key }, 400) { Code = "idempotency_key_missing" };
        }
    }

    private static IEnumerable<WrongRequest> Bodies(ApiOperation operation, Call accepted)
    {
        if (operation.Form)
        {
            yield return new("no form", accepted with { Content = null, Body = "{}" }, 415);
            yield return new("a form without a boundary", accepted with { Content = null, Body = "x", MediaType = "multipart/form-data" }, 415);
        }

        if (operation.Body is null) yield break;
        yield return new("text", accepted with { Content = null, Body = "text", MediaType = "text/plain" }, Unreadable);
        foreach (var broken in WrongBodies.Broken)
            yield return new($"body {broken[..Math.Min(broken.Length, 20)]}", accepted with { Content = null, Body = broken }, Unreadable);
        if (accepted.Body is null) yield break;
        foreach (var (what, json, isCertain) in WrongBodies.Of(operation.Body, accepted.Body))
            yield return new(what, accepted with { Body = json }, isCertain ? Unreadable : []);
    }
}
