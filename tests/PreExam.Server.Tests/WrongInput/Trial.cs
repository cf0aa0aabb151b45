using System.Text.Json.Nodes;
using PreExam.Server.Platform;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>One operation: everything wrong is refused and changes nothing; what is only doubtful may be taken; and what is right is accepted.</summary>
internal sealed class Trial(ApiOperation operation, Func<Scenes, Task<Call>> right, Scenes scenes)
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<WrongKind, int> _refused = Enum.GetValues<WrongKind>().ToDictionary(kind => kind, _ => 0);

    /// <summary>Requests that were refused as they should be, by what was wrong in them.</summary>
    public IReadOnlyDictionary<WrongKind, int> Refused => _refused;

    /// <summary>Requests that were accepted: the right one, and doubtful ones.</summary>
    public int Accepted { get; private set; }

    /// <summary>What is not as it should be.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public async Task Run()
    {
        try
        {
            var call = await SendWrong();
            var (status, _, text) = await call.Send(operation.Method, operation.Path);
            if (status is >= 200 and < 300) Accepted++;
            else Complain("the right request", $"answered {status}: {text}");
        }
        catch (Exception unprepared) when (unprepared is InvalidOperationException or TimeoutException)
        {
            Complain("its scene", unprepared.Message);
        }

        foreach (var (kind, least) in RefusalFloor.Of(operation))
        {
            if (_refused[kind] < least) Complain($"{kind}", $"{_refused[kind]} refused, though the description gives {least}");
        }
    }

    /// <summary>Gives the right request for the scene as it is in the end.</summary>
    private async Task<Call> SendWrong()
    {
        var (call, before) = await Begin();
        var requests = RequestsFor(call);
        for (var i = 0; i < requests.Count; i++)
        {
            var wrong = requests[i];
            var (status, mediaType, text) = await wrong.Call.Send(wrong.Method ?? operation.Method, operation.Path);
            var isTaken = status is >= 200 and < 300;
            if (isTaken && wrong.IsDoubtful) Accepted++;
            else if (Fault(wrong, status, mediaType, text) is { } fault) Complain(wrong.What, fault);
            else _refused[wrong.Kind]++;

            if (!isTaken)
            {
                // The certain ones change nothing together; each doubtful one might have changed something by itself.
                if (!wrong.IsDoubtful && i + 1 < requests.Count && !requests[i + 1].IsDoubtful) continue;
                if (before.ChangesTo(await BusinessRows.Read(scenes.Host)) is not { } changes) continue;
                Complain(wrong.IsDoubtful ? wrong.What : "the refused requests", $"changed {changes}");
            }
            else if (operation.Method == HttpMethod.Get)
            {
                continue;
            }

            (call, before) = await Begin(); // what was taken may have used the scene up
            requests = RequestsFor(call);
        }

        return call;
    }

    /// <summary>The scene of the right request, and everything that is stored by then.</summary>
    private async Task<(Call Call, BusinessRows Before)> Begin()
    {
        var call = await right(scenes);
        await scenes.Quiet();
        return (call, await BusinessRows.Read(scenes.Host));
    }

    private List<WrongRequest> RequestsFor(Call call) =>
        [.. WrongRequests.Of(operation, call, scenes).Where(r => !(call.Once && r.IsDoubtful)).OrderBy(r => r.IsDoubtful)];

    private void Complain(string what, string fault) => _faults.Add($"{operation}, {what}: {fault}");

    private static string? Fault(WrongRequest wrong, int status, string? mediaType, string text)
    {
        if (!wrong.IsDoubtful && !wrong.Statuses.Contains(status)) return $"answered {status} instead of {string.Join(" or ", wrong.Statuses)}: {text}";
        if (status is < 400 or >= 500) return $"answered {status}: {text}";
        if (mediaType != "application/problem+json") return $"answered {status} without a problem: {text}";
        var code = (string?)JsonNode.Parse(text)!["code"];
        if (ProblemCatalogue.Kinds.All(kind => kind.Code != code)) return $"the code '{code}' is unknown";
        return wrong.Code is null || code == wrong.Code ? null : $"the code is '{code}' instead of '{wrong.Code}'";
    }
}
