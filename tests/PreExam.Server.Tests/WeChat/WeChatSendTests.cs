using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using PreExam.WeChat;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Tokens;

namespace PreExam.Server.Tests.WeChat;

public sealed class WeChatSendTests : IAsyncLifetime
{
    private WeChatStub _stub = null!;
    private WeChatHarness _ours = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _stub = await WeChatStub.Start();
        _ours = new WeChatHarness(_stub.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _ours.DisposeAsync();
        await _stub.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_gets_no_answer_in_time_is_sent_once_and_reported_as_unclear()
    {
        await using var impatient = new WeChatHarness(_stub.Address, attemptTimeout: TimeSpan.FromMilliseconds(400));
        _stub.Answer(WeChatStub.SendPath, HangUntilGone);

        Assert.IsType<SendOutcome.Unclear>(await impatient.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));
    }

    [Fact]
    public async Task A_code_that_gets_no_answer_in_time_is_used_once()
    {
        await using var impatient = new WeChatHarness(_stub.Address, attemptTimeout: TimeSpan.FromMilliseconds(400));
        _stub.Answer(WeChatStub.SessionPath, HangUntilGone);
        _stub.Answer(WeChatStub.PhonePath, HangUntilGone);

        Assert.Equal(WeChatRefusal.Unavailable, (await impatient.Client.SignIn("code", Cancellation)).Refusal!.Code);
        Assert.Equal(WeChatRefusal.Unavailable, (await impatient.Client.PhoneNumber("code", WeChatHarness.Openid, Cancellation)).Refusal!.Code);
        Assert.Single(_stub.Requests(WeChatStub.SessionPath));
        Assert.Single(_stub.Requests(WeChatStub.PhonePath));
    }

    [Fact]
    public async Task A_connection_cut_after_the_message_went_leaves_it_unclear_and_unrepeated()
    {
        _stub.Answer(WeChatStub.SendPath, new { errcode = 0 });
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation); // the next one travels on a connection that is in use already
        _stub.Answer(WeChatStub.SendPath, context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.IsType<SendOutcome.Unclear>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(2, _stub.Requests(WeChatStub.SendPath).Count);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>bad gateway</html>")]
    [InlineData(504, """{"errcode":0}""")]
    [InlineData(200, """{"errcode":0""")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "null")]
    public async Task An_answer_that_is_none_leaves_the_message_unclear_and_unrepeated(int status, string body)
    {
        _stub.Answer(WeChatStub.SendPath, context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body, context.RequestAborted);
        });

        Assert.IsType<SendOutcome.Unclear>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));
    }

    [Fact]
    public async Task A_body_cut_in_the_middle_leaves_the_message_unclear()
    {
        _stub.Answer(WeChatStub.SendPath, async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"errcode":0,"errmsg":""", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });

        Assert.IsType<SendOutcome.Unclear>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));
    }

    [Fact]
    public async Task A_message_that_never_left_is_not_called_unclear()
    {
        await using var noServer = new WeChatHarness(AddressWithoutServer(), new AlwaysThere());

        Assert.IsType<SendOutcome.Refused>(await noServer.Client.Send(WeChatHarness.Message(), Cancellation));
    }

    [Fact]
    public async Task A_refusal_by_status_is_certainly_not_sent()
    {
        _stub.Answer(WeChatStub.SendPath, context =>
        {
            context.Response.StatusCode = StatusCodes.Status412PreconditionFailed;
            return Task.CompletedTask;
        });

        Assert.IsType<SendOutcome.Refused>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
    }

    public static TheoryData<int, SendOutcome> Answers => new()
    {
        { 0, new SendOutcome.Sent(null) },
        { 43101, new SendOutcome.NoGrant() },
        { 40003, new SendOutcome.UnknownPerson() },
        { 47003, new SendOutcome.Parked(ParkReasons.DataRefused) },
        { 41030, new SendOutcome.Parked(ParkReasons.PageUnknown) },
        { 99999, new SendOutcome.Parked(ParkReasons.UnknownAnswer) },
        { 40037, new SendOutcome.Disabled() },
        { 43107, new SendOutcome.Disabled() },
        { 43108, new SendOutcome.Refused(TimeSpan.FromSeconds(2), false) },
        { -1, new SendOutcome.Refused(TimeSpan.FromSeconds(1), false) },
        { 45011, new SendOutcome.Refused(TimeSpan.FromMinutes(1), true) },
        { 45009, new SendOutcome.Refused(TimeSpan.FromHours(15), true) }, // the clock stands at nine in the morning in China
        { 48001, new SendOutcome.Refused(TimeSpan.FromMinutes(10), true) },
    };

    [Theory, MemberData(nameof(Answers))]
    public async Task Every_answer_ends_a_send_in_its_own_way_after_one_request(int errcode, SendOutcome expected)
    {
        _stub.Answer(WeChatStub.SendPath, new { errcode, errmsg = "some text rid: 6745b1c2-1" });

        Assert.Equal(expected, await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));
    }

    [Fact]
    public async Task A_word_that_WeChat_objects_to_is_left_out_and_the_news_goes_all_the_same()
    {
        _stub.Answer(WeChatStub.SendPath, (context, request) =>
            WeChatStub.Json(context, new { errcode = request.Text.Contains("代开发票", StringComparison.Ordinal) ? 45168 : 0 }));

        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message("代开发票"), Cancellation));

        var last = _stub.Requests(WeChatStub.SendPath)[^1].Text;
        Assert.Contains("预审通过", last, StringComparison.Ordinal);
        Assert.Contains("PE-261123-000017-7", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neutral_text_that_is_objected_to_as_well_is_parked_after_two_requests()
    {
        _stub.Answer(WeChatStub.SendPath, new { errcode = 45168 });

        Assert.Equal(new SendOutcome.Parked(ParkReasons.SensitiveWord), await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Equal(2, _stub.Requests(WeChatStub.SendPath).Count);
    }

    [Fact]
    public async Task A_share_used_up_is_not_asked_for_again_until_it_comes_back()
    {
        _stub.Answer(WeChatStub.SendPath, new { errcode = 45011 });
        await _ours.Client.Send(WeChatHarness.Message(), Cancellation);
        _stub.Answer(WeChatStub.SendPath, new { errcode = 0 });

        Assert.IsType<SendOutcome.Refused>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));

        _ours.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
    }

    [Fact]
    public async Task A_refused_template_rests_without_taking_the_others_along()
    {
        _stub.Answer(WeChatStub.SendPath, (context, request) =>
            WeChatStub.Json(context, new { errcode = request.Text.Contains("result-template", StringComparison.Ordinal) ? 40037 : 0 }));
        var deadline = new SubscribeMessage(WeChatHarness.Openid, new DeadlineCard("食品经营许可", "PE-1", new DateOnly(2026, 11, 30), "还剩2天"));

        Assert.IsType<SendOutcome.Disabled>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.IsType<SendOutcome.Disabled>(await _ours.Client.Send(WeChatHarness.Message(), Cancellation));
        Assert.Single(_stub.Requests(WeChatStub.SendPath));
        Assert.IsType<SendOutcome.Sent>(await _ours.Client.Send(deadline, Cancellation));
    }

    [Fact]
    public async Task A_use_without_a_template_and_a_value_that_no_key_shows_are_found_before_sending()
    {
        var noTemplate = new SubscribeMessage(WeChatHarness.Openid, new CertificateCard("营业执照", "制证中", "局", DateTimeOffset.UnixEpoch));
        var tooLong = WeChatHarness.Message() with { Card = new ResultCard("事项", "PE-1", "预审没有通过", DateTimeOffset.UnixEpoch, "提示") };

        Assert.IsType<SendOutcome.Disabled>(await _ours.Client.Send(noTemplate, Cancellation));
        Assert.Equal(new SendOutcome.Parked(ParkReasons.ValueUnfit), await _ours.Client.Send(tooLong, Cancellation));
        Assert.Empty(_stub.Requests(WeChatStub.SendPath));
    }

    [Fact]
    public async Task One_person_gets_one_message_at_a_time()
    {
        int now = 0, most = 0;
        _stub.Answer(WeChatStub.SendPath, async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Yield();
            Interlocked.Decrement(ref now);
            await WeChatStub.Json(context, new { errcode = 0 });
        });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _ours.Client.Send(WeChatHarness.Message(), Cancellation)));

        Assert.Equal(20, _stub.Requests(WeChatStub.SendPath).Count);
        Assert.Equal(1, most);
    }

    private static Task HangUntilGone(HttpContext context)
    {
        var gone = new TaskCompletionSource();
        context.RequestAborted.Register(() => gone.TrySetResult());
        return gone.Task;
    }

    private static Uri AddressWithoutServer()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // bound and never listening: nobody else gets it meanwhile
        return new Uri($"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}");
    }

    /// <summary>A token from another process, so that only the send itself can fail.</summary>
    private sealed class AlwaysThere : ISharedTokenCache
    {
        public Task<CachedToken?> Find(string appId, CancellationToken cancellation) => Task.FromResult<CachedToken?>(
            new("token-of-another-process", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue));

        public Task Store(string appId, CachedToken token, CancellationToken cancellation) => Task.CompletedTask;

        public Task Forget(string appId, CachedToken failing, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IAsyncDisposable?> TryLock(string appId, CancellationToken cancellation) => Task.FromResult<IAsyncDisposable?>(null);
    }
}
