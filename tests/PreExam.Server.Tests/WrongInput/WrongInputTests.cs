using PreExam.Testing;

namespace PreExam.Server.Tests.WrongInput;

/// <summary>Whatever the API's description offers is asked for once rightly, and wrongly in every way that can be told from the description.</summary>
public sealed class WrongInputTests(Hosts hosts, ITestOutputHelper output)
{
    [Theory, MemberData(nameof(Backends.All), MemberType = typeof(Backends))]
    public async Task Wrong_requests_are_refused_with_a_known_code_and_change_nothing(Backend backend)
    {
        await using var host = await hosts.NewHost(backend, Scenes.Settings);
        var operations = ApiOperation.All(await host.Client.Get("/openapi/v1.json").Ok());
        var scenes = new Scenes(host);
        List<string> wrong = [.. AcceptedRequests.All.Keys.Except(operations.Select(o => o.Id)).Select(id => $"{id}: there is no such operation")];

        var (refused, accepted, least) = (0, 0, 0);
        // The first administrator is made once, before anybody else.
        foreach (var operation in operations.OrderByDescending(o => o.Id == "SetUp"))
        {
            if (!AcceptedRequests.All.TryGetValue(operation.Id, out var right))
            {
                wrong.Add($"{operation}: {operation.Id} has no accepted request");
                continue;
            }

            if (operation.Id != "SetUp") await scenes.People();
            var trial = new Trial(operation, right, scenes);
            await trial.Run();
            wrong.AddRange(trial.Faults);
            var (count, floor) = (trial.Refused.Values.Sum(), RefusalFloor.Of(operation).Values.Sum());
            var kinds = string.Join(", ", trial.Refused.Where(kind => kind.Value > 0).Select(kind => $"{kind.Value} {kind.Key}"));
            output.WriteLine($"{count,4} refused (at least {floor,3}; {kinds}), {trial.Accepted,2} accepted: {operation}");
            (refused, accepted, least) = (refused + count, accepted + trial.Accepted, least + floor);
        }

        output.WriteLine($"{refused} refused (at least {least}), {accepted} accepted: {operations.Count} operations");
        Assert.NotEmpty(operations);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
