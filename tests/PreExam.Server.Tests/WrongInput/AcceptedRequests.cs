using PreExam.Server.Tests.Cases;
using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>
/// For every operation, by its <c>operationId</c>, one request that is accepted in the scene that it needs. Bodies have every member that
/// the description knows, so that each can be made wrong.
/// </summary>
internal static partial class AcceptedRequests
{
    public static IReadOnlyDictionary<string, Func<Scenes, Task<Call>>> All { get; } =
        new[] { Everybodys, Peoples, Cases, Reviews, Offices }.SelectMany(part => part()).ToDictionary();

    /// <summary>What needs no token.</summary>
    private static Dictionary<string, Func<Scenes, Task<Call>>> Everybodys() => new()
    {
        ["ListConsents"] = scenes => Nobody(scenes),
        ["ListTemplates"] = scenes => Nobody(scenes),
        ["ListMatters"] = async scenes => (await Nobody(scenes)).With("q", "个体").With("limit", "5"),
        ["GetMatter"] = async scenes => (await Nobody(scenes)).At("code", SmallMatter.Code).With("version", "1"),
        ["TellRequirements"] = async scenes => (await Nobody(scenes)).At("code", SmallMatter.Code).With("version", "1") with
        {
            Body = Call.Json(new { answers = new { who = new[] { "self" } } }),
        },
        ["GetImage"] = async scenes =>
        {
            var (desk, page) = await scenes.Paged();
            var links = await scenes.Owner.Client.Get($"{desk.Path}/pages/{page}/links").Ok();
            return (await Nobody(scenes)).At("token", ((string)links["page"]!).Split('/')[^1]);
        },
    };

    private static Task<Call> Nobody(Scenes scenes) => Task.FromResult(new Call(scenes.Nobody));
}
