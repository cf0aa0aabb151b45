namespace PreExam.Server.Tests.WrongInput;

/// <summary>
/// How many refusals an operation's parameters, roles and owners give at the least, told from the description alone. Counted apart from
/// the requests themselves, so that a kind of wrong request can't be lost unnoticed.
/// </summary>
internal static class RefusalFloor
{
    private const int BrokenBodies = 10;

    public static IReadOnlyDictionary<WrongKind, int> Of(ApiOperation operation) => new Dictionary<WrongKind, int>
    {
        [WrongKind.Caller] = Callers(operation),
        [WrongKind.Owner] = Owners(operation),
        [WrongKind.Parameter] = operation.Parameters.Sum(Of),
        [WrongKind.Body] = (operation.Form ? 2 : 0) + (operation.Body is null ? 0 : BrokenBodies + (operation.Body.IsText ? 0 : Of(operation.Body))),
    };

    /// <summary>A method that is not offered, no token, two that are none of ours, and everybody whom the policy does not name.</summary>
    private static int Callers(ApiOperation operation) =>
        1 + (operation.Secured ? 3 : 0) + (operation.IsForStaff ? 1 : 0) + operation.OtherRoles.Count + operation.LowerLevels.Count;

    /// <summary>Another person, another department, and what hangs on another's case.</summary>
    private static int Owners(ApiOperation operation) =>
        operation.IsOwned ? (operation.Policies.Count == 0 ? 2 : 1) + operation.PathParameters.Count(p => p.Name == "page") : 0;

    private static int Of(ApiParameter parameter) => parameter switch
    {
        { In: "path" } => 3,
        { Name: "If-Match" } => 7,
        { Name: "Idempotency-Key", Required: true } => 3,
        { In: "header" } => 0,
        { Name: "limit" } => 5,
        { Name: "after" } or { Schema.IsNumber: true } => 3,
        { Schema.IsBoolean: true } or { Schema.Words: not null } or { Schema.Format: not null } => parameter.Required ? 3 : 2,
        _ => 0,
    };

    /// <summary>Of each value: two of another type, null where that is none, and nothing where something is needed.</summary>
    private static int Of(ApiSchema schema) =>
        (schema.IsNullable ? 2 : 3)
        + (schema.IsClosed ? 1 : 0)
        + schema.Members.Sum(member => Of(member.Schema) + (member.Required ? 1 : 0))
        + (schema.Items is { } items ? Of(items) : 0)
        + (schema.Values is { } values ? Of(values) : 0);
}
