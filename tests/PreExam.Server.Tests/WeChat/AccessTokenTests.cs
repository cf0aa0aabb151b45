using Microsoft.AspNetCore.Http;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.WeChat;

public sealed class AccessTokenTests : IAsyncLifetime
{
    private readonly ProcessTokenCache _shared = new();
    private WeChatStub _stub = null!;
    private WeChatHarness _ours = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await WeChatStub.Start();
        _ours = new WeChatHarness(_stub.Address, _shared);
        _stub.Answer(WeChatStub.SendPath, new { errcode = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task Fifty_callers_in_three_processes_fetch_one_token()
    {
        await using var second = new WeChatHarness(_stub.Address, _shared);
        await using var third = new WeChatHarness(_stub.Address, _shared);
        WeChatClient[] fleet = [_ours.Client, second.Client, third.Client];

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => fleet[i % 3].Send(WeChatHarness.Message(), Cancellation)));

        Assert.All(outcomes, outcome => Assert.IsType<SendOutcome.Sent>(outcome));
        var request = Assert.Single(_stub.Requests(WeChatStub.TokenPath));
        Assert.Equal($$"""{"grant_type":"client_credential","appid":"{{WeChatHarness.AppId}}","secret":"{{WeChatHarness.Secret}}","force_refresh":false}""", request.Text);
        Assert.All(_stub.Requests(WeChatStub.SendPath), send => Assert.Equal("token-1", send.Query["access_token"]));
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(40014)]
    [InlineData(42001)]
    public async Task A_token_called_bad_is_renewed_and_the_call_repeated_exactly_once(int errcode)
    {
        OnlyTheNewestToken(errcode);
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        await Supersede();

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(["token-1", "token-1", "token-3"], _stub.Requests(WeChatStub.SendPath).Select(r => $"{r.Query["access_token"]}"));
    }

    [Fact]
    public async Task A_call_whose_every_token_is_called_bad_ends_after_one_repeat()
    {
        _stub.Answer(WeChatStub.SendPath, new { errcode = 40001 });

        Assert.IsType<SendOutcome.Refused>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(2, _stub.Requests(WeChatStub.SendPath).Count);
        Assert.Equal(2, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    [Fact]
    public async Task Fifty_callers_with_the_same_bad_token_renew_it_once_between_them()
    {
        await using var second = new WeChatHarness(_stub.Address, _shared);
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        await second.Client.Send(WeChatHarness.Message(), Cancellation);
        await Supersede();
        OnlyTheNewestToken(40001);

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => (i % 2 == 0 ? _ours : second).Client.Send(WeChatHarness.Message(), Cancellation)));

        Assert.All(outcomes, outcome => Assert.IsType<SendOutcome.Sent>(outcome));
        Assert.Equal(3, _stub.Requests(WeChatStub.TokenPath).Count); // the first, the foreign one that killed it, one renewal
    }

    [Fact]
    public async Task A_token_renewed_by_another_process_is_not_thrown_away()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        await Supersede();
        var now = _ours.Clock.GetUtcNow();
        await _shared.Store(WeChatHarness.AppId, new(_stub.NewestToken, now, now.AddHours(1), now.AddHours(2)), Cancellation);
        OnlyTheNewestToken(40001);

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(2, _stub.Requests(WeChatStub.TokenPath).Count); // ours and the foreign one; none for the repeat
    }

    [Fact]
    public async Task A_token_is_renewed_five_minutes_before_it_ends()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        _ours.Clock.Advance(TimeSpan.FromSeconds(7200 - 301));
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        Assert.Single(_stub.Requests(WeChatStub.TokenPath));

        _ours.Clock.Advance(TimeSpan.FromSeconds(1));
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        Assert.Equal(2, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    [Fact]
    public async Task While_another_process_renews_the_former_token_goes_on_working()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        _ours.Clock.Advance(TimeSpan.FromSeconds(7000));
        await using var held = await _shared.TryLock(WeChatHarness.AppId, Cancellation);

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.TokenPath));
    }

    [Fact]
    public async Task A_failed_renewal_does_not_stop_a_token_that_still_works()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        _ours.Clock.Advance(TimeSpan.FromSeconds(7000));
        _stub.Answer(WeChatStub.TokenPath, new { errcode = 40164, errmsg = "invalid ip 203.0.113.9, not in whitelist rid: 1" });

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Contains("203.0.113.9", _ours.Log.Everything, StringComparison.Ordinal); // what the operator has to add in the console
    }

    [Fact]
    public async Task A_wrong_secret_alarms_and_is_not_tried_in_a_loop()
    {
        _stub.Answer(WeChatStub.TokenPath, new { errcode = 40125, errmsg = "invalid appsecret" });

        foreach (var _ in Enumerable.Range(0, 5))
            Assert.Equal(new SendOutcome.Refused(TimeSpan.FromMinutes(10), true), await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.TokenPath));
        Assert.Single(_ours.Log.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Critical);

        _ours.Clock.Advance(TimeSpan.FromMinutes(1));
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        Assert.Equal(2, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    [Fact]
    public async Task A_busy_wechat_is_asked_for_a_token_three_times_at_most()
    {
        _stub.Answer(WeChatStub.TokenPath, new { errcode = -1, errmsg = "system error" });

        Assert.IsType<SendOutcome.Refused>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(3, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    [Fact]
    public async Task Who_waited_for_a_token_that_could_not_be_had_does_not_wait_for_another_try()
    {
        _stub.Answer(WeChatStub.TokenPath, Away);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _ours.Client.Send(WeChatHarness.Message(), Cancellation)));

        Assert.All(outcomes, outcome => Assert.Equal(new SendOutcome.Refused(TimeSpan.FromSeconds(5), false), outcome));
        Assert.Equal(3, _stub.Requests(WeChatStub.TokenPath).Count);
        _ours.Clock.Advance(TimeSpan.FromSeconds(5));
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        Assert.Equal(6, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    [Fact]
    public async Task A_token_that_still_works_is_used_at_once_while_its_renewal_fails()
    {
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        _ours.Clock.Advance(TimeSpan.FromSeconds(7000));
        _stub.Answer(WeChatStub.TokenPath, Away);

        foreach (var _ in Enumerable.Range(0, 5)) Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));

        Assert.Equal(1 + 3, _stub.Requests(WeChatStub.TokenPath).Count);
    }

    private static Task Away(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_stumbling_connection_is_repeated_where_nothing_can_happen_twice()
    {
        var tries = 0;
        _stub.Answer(WeChatStub.TokenPath, context =>
        {
            if (++tries < 3) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return tries < 3 ? Task.CompletedTask : WeChatStub.Json(context, new { access_token = "token-3", expires_in = 7200 });
        });

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(3, tries);
    }

    /// <summary>Somebody else with our account fetches a token and kills ours.</summary>
    private async Task Supersede()
    {
        using var http = new HttpClient { BaseAddress = _stub.Address };
        await http.PostAsync(WeChatStub.TokenPath, null, Cancellation);
    }

    private void OnlyTheNewestToken(int errcode) => _stub.Answer(WeChatStub.SendPath, (context, request) =>
        WeChatStub.Json(context, new { errcode = request.Query["access_token"] == _stub.NewestToken ? 0 : errcode }));
}
