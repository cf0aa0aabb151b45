using System.Net;
using System.Text.Json;
using PreExam.Testing;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class FaultTests
{
    private static async Task<(MockHost Mock, string Openid, string Address)> Prepared()
    {
        var mock = await MockHost.Start();
        var openid = await mock.NewUser();
        await mock.Decide(openid, MockHost.ResultTemplate, "accept");
        return (mock, openid, await mock.WithToken(MockHost.SendPath));
    }

    private static Task<HttpResponseMessage> Send(MockHost mock, string address, string openid) =>
        mock.PostText(address, JsonSerializer.Serialize(MockHost.ResultCard(openid)));

    [Fact]
    public async Task An_errcode_comes_for_the_ordered_number_of_calls_and_does_nothing()
    {
        var (mock, openid, _) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = MockHost.SendPath, errcode = -1, next = 2 });

        Assert.Equal(-1, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(-1, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(0, (await mock.Messages(openid)).GetArrayLength());
        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
    }

    [Fact]
    public async Task A_status_is_answered_without_a_body_and_does_nothing()
    {
        var (mock, openid, address) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = "*", status = 502 });

        using var answer = await Send(mock, address, openid);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(0, (await mock.Messages(openid)).GetArrayLength());
    }

    [Fact]
    public async Task Cut_before_the_effect_nothing_has_happened()
    {
        var (mock, openid, address) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = MockHost.SendPath, cutBefore = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => Send(mock, address, openid));

        Assert.Equal(0, (await mock.Messages(openid)).GetArrayLength());
        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
    }

    [Fact]
    public async Task Cut_after_the_effect_the_message_is_on_the_phone_and_the_consent_is_gone()
    {
        var (mock, openid, address) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = MockHost.SendPath, cutAfterEffect = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => Send(mock, address, openid));

        Assert.Equal(1, (await mock.Messages(openid)).GetArrayLength());
        await Eventually.Holds(async () => MockHost.Errcode(await mock.SendResult(openid)) == 43101);
    }

    [Fact]
    public async Task A_slow_answer_comes_after_the_effect()
    {
        var (mock, openid, address) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = MockHost.SendPath, delay = 60_000 });
        using var patience = new CancellationTokenSource();
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(MockHost.ResultCard(openid)));

        var slow = mock.Http.PostAsync(new Uri(address, UriKind.Relative), content, patience.Token);
        await Eventually.Holds(async () => (await mock.Messages(openid)).GetArrayLength() == 1);

        Assert.False(slow.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }

    [Fact]
    public async Task A_cut_body_ends_in_the_middle()
    {
        var (mock, openid, address) = await Prepared();
        await using var end = mock;
        await mock.Fault(new { path = MockHost.SendPath, cutBody = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => Send(mock, address, openid));
    }

    [Fact]
    public async Task An_answer_may_be_dressed_as_text_with_numbers_as_text_and_unknown_fields()
    {
        await using var mock = await MockHost.Start();
        await mock.Fault(new { path = "/cgi-bin/stable_token", textPlain = true, numbersAsStrings = true, extraFields = true });

        using var answer = await mock.PostText(
            "/cgi-bin/stable_token", JsonSerializer.Serialize(new { grant_type = "client_credential", appid = MockHost.AppId, secret = MockHost.Secret }));

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var json = await MockHost.Read(answer);
        Assert.Equal("7200", json.GetProperty("expires_in").GetString());
        Assert.True(json.GetProperty("announced_by_nobody").GetBoolean());
    }

    [Fact]
    public async Task A_probability_with_a_seed_strikes_the_same_calls_each_time()
    {
        await using var mock = await MockHost.Start();
        async Task<List<int>> Twenty()
        {
            await mock.Fault(new { path = "/cgi-bin/stable_token", errcode = -1, probability = 0.5, seed = 7 });
            List<int> answers = [];
            for (var call = 0; call < 20; call++) answers.Add(MockHost.Errcode(await mock.AskStableToken()));
            await mock.Http.DeleteAsync(new Uri("/_mock/faults", UriKind.Relative));
            return answers;
        }

        var first = await Twenty();

        Assert.Contains(-1, first);
        Assert.Contains(0, first);
        Assert.Equal(first, await Twenty());
        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken()));
    }

    [Fact]
    public async Task A_mistyped_fault_is_refused_and_a_path_of_another_interface_is_left_alone()
    {
        await using var mock = await MockHost.Start();
        await mock.Fault(new { path = MockHost.SendPath, errcode = -1 });

        using var mistyped = await mock.PostText("/_mock/faults", """{"path":"*","errCod":-1}""");

        Assert.Equal(HttpStatusCode.BadRequest, mistyped.StatusCode);
        Assert.Equal(0, MockHost.Errcode(await mock.AskStableToken()));
        Assert.Equal(1, (await mock.Get("/_mock/faults")).GetArrayLength());
    }
}
