using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PreExam.Domain.People;
using PreExam.Server.Platform;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>A parameter as the API's own description tells it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In">path, query or header.</param>
/// <param name="Required">Can't be left out.</param>
/// <param name="Schema">What it may be.</param>
internal sealed record ApiParameter(string Name, string In, bool Required, ApiSchema Schema);

/// <summary>One operation as the API's own description tells it.</summary>
/// <param name="Id">Its <c>operationId</c>.</param>
/// <param name="Method">Method.</param>
/// <param name="Path">Relative to <c>/api/v1/</c>, with braces.</param>
/// <param name="Parameters">Of address, query and headers.</param>
/// <param name="Body">What the JSON body may be, or null.</param>
/// <param name="Form">Takes a form with a file.</param>
/// <param name="Secured">Needs a token.</param>
/// <param name="Policies">Who may call; empty for everybody who is signed in.</param>
/// <param name="Level">How well a person must be known.</param>
internal sealed partial record ApiOperation(
    string Id, HttpMethod Method, string Path, IReadOnlyList<ApiParameter> Parameters, ApiSchema? Body, bool Form, bool Secured,
    IReadOnlyList<string> Policies, IdentityLevel Level)
{
    private const string Prefix = "/api/v1/";

    // Cases and what hangs on them belong to a person and, once handed in, to a department; everything else to the whole office.
    private static readonly string[] OwnersPolicies = [Caller.Applicant, Caller.Caseworker, Caller.Supervisor];

    public IEnumerable<ApiParameter> PathParameters => Parameters.Where(p => p.In == "path");

    /// <summary>The address names something that is a person's or a department's own.</summary>
    public bool IsOwned => Secured && PathParameters.Any() && (Policies.Count == 0 || Policies.Intersect(OwnersPolicies).Any());

    /// <summary>Roles of staff whom the policy does not name.</summary>
    public IReadOnlyList<string> OtherRoles => Policies.Count == 0 || Policies.Contains(Caller.Staff) ? [] : [.. Caller.Roles.Except(Policies)];

    /// <summary>The policy names staff of some kind: a person's token won't do.</summary>
    public bool IsForStaff => Policies.Count > 0 && !Policies.Contains(Caller.Applicant);

    /// <summary>Levels below the one that is needed.</summary>
    public IReadOnlyList<IdentityLevel> LowerLevels => [.. Enum.GetValues<IdentityLevel>().Where(level => level < Level)];

    public bool Needs(string header) => Parameters.Any(p => p.In == "header" && p.Name == header && p.Required);

    public override string ToString() => $"{Method} {Path}";

    /// <summary>Every operation of the description.</summary>
    public static IReadOnlyList<ApiOperation> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is "get" or "post" or "put" or "delete" or "patch"
           select Read(document, path.Key, operation.Key, operation.Value!),
    ];

    private static ApiOperation Read(JsonNode document, string path, string method, JsonNode operation)
    {
        var content = operation["requestBody"]?["content"] as JsonObject;
        var described = (string?)operation["description"] ?? "";
        var level = LevelLine().Match(described).Groups[1].Value;
        return new ApiOperation(
            (string)operation["operationId"]!, HttpMethod.Parse(method), path[Prefix.Length..],
            [.. (operation["parameters"] as JsonArray ?? []).Select(p => new ApiParameter((string)p!["name"]!, (string)p["in"]!, (bool?)p["required"] ?? false, ApiSchema.Of(document, p["schema"])!))],
            ApiSchema.Of(document, content?["application/json"]?["schema"]), content?.ContainsKey("multipart/form-data") == true,
            operation["security"] is JsonArray { Count: > 0 },
            [.. PolicyLine().Match(described).Groups[1].Captures.Select(c => c.Value)],
            level.Length == 0 ? IdentityLevel.WeChat : Enum.Parse<IdentityLevel>(level, ignoreCase: true));
    }

    [GeneratedRegex(@"Policy: (?:`(\w+)`(?:, )?)+\.")]
    private static partial Regex PolicyLine();

    [GeneratedRegex(@"Identity level: `(\w+)`\.")]
    private static partial Regex LevelLine();
}
