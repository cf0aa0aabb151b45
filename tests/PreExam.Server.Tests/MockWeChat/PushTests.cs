using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using PreExam.Testing;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class PushTests : IAsyncLifetime
{
    private const string Popup = "subscribe_msg_popup_event";
    private static readonly object[] One = [new { TemplateId = "t1", SubscribeStatusString = "accept", PopupScene = "0" }];
    private static readonly object[] Two = [.. One, new { TemplateId = "t2", SubscribeStatusString = "reject", PopupScene = "0" }];

    private PushReceiver _server = null!;
    private MockHost _mock = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await PushReceiver.Start();
        _mock = await MockHost.Start($"--Mock:PushUrl={_server.Url}", "--Mock:PushTimeout=00:00:00.400");
    }

    public async ValueTask DisposeAsync()
    {
        await _mock.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task<JsonElement> Push(object order) => await _mock.Post("/_mock/push", order);

    private async Task<ReceivedPush> PushOne(string mode, string format, object[] items, string flaw = "none")
    {
        await Push(new { openid = "oPerson", @event = Popup, items, mode, format, flaw });
        return Assert.Single(_server.Received);
    }

    private static string Encrypt(ReceivedPush push) => push.ContentType.StartsWith("text/xml", StringComparison.Ordinal)
        ? XDocument.Parse(push.Text).Root!.Element("Encrypt")!.Value
        : JsonDocument.Parse(push.Text).RootElement.GetProperty("Encrypt").GetString()!;

    private static string Signature(ReceivedPush push, params string[] more) =>
        PushReceiver.Signature([PushReceiver.Token, push.Query["timestamp"]!, push.Query["nonce"]!, .. more]);

    [Fact]
    public async Task A_secure_push_is_signed_sealed_for_this_account_and_names_nobody_in_clear()
    {
        var push = await PushOne("secure", "json", One);

        Assert.Equal("aes", push.Query["encrypt_type"]);
        Assert.Equal("oPerson", push.Query["openid"]);
        Assert.Equal(Signature(push), push.Query["signature"].ToString());
        Assert.Equal(Signature(push, Encrypt(push)), push.Query["msg_signature"].ToString());
        Assert.Equal(push.Body.Length, push.Length);
        Assert.DoesNotContain(Popup, push.Text, StringComparison.Ordinal);
        var (message, appId) = PushReceiver.Split(PushReceiver.Open(Encrypt(push)));
        Assert.Equal(MockHost.AppId, appId);
        Assert.Contains(Popup, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", false, true)]
    [InlineData("compatible", true, true)]
    [InlineData("secure", true, false)]
    public async Task Each_mode_shows_what_it_should(string mode, bool isSealed, bool isClear)
    {
        foreach (var format in new[] { "json", "xml" })
        {
            await Push(new { openid = "oPerson", @event = Popup, items = One, mode, format });
            var push = _server.Received.Last();
            Assert.Equal(isSealed, push.Text.Contains("Encrypt", StringComparison.Ordinal));
            Assert.Equal(isClear, push.Text.Contains(Popup, StringComparison.Ordinal));
            Assert.Equal(isSealed, push.Query.ContainsKey("msg_signature"));
        }
    }

    [Fact]
    public async Task In_JSON_one_item_is_an_object_and_two_are_an_array()
    {
        await Push(new { openid = "oPerson", @event = Popup, items = One, mode = "plain", format = "json" });
        await Push(new { openid = "oPerson", @event = Popup, items = Two, mode = "plain", format = "json" });

        var told = _server.Received.Select(push => JsonDocument.Parse(push.Text).RootElement).ToList();

        Assert.Equal(JsonValueKind.Object, told[0].GetProperty("List").ValueKind);
        Assert.Equal(2, told[1].GetProperty("List").GetArrayLength());
        Assert.Equal(JsonValueKind.String, told[0].GetProperty("CreateTime").ValueKind);
        Assert.Equal("oPerson", told[0].GetProperty("FromUserName").GetString());
    }

    [Fact]
    public async Task In_XML_the_items_are_repeated_under_an_element_named_after_the_event()
    {
        var push = await PushOne("plain", "xml", Two);

        var xml = XDocument.Parse(push.Text).Root!;

        Assert.Equal(2, xml.Element("SubscribeMsgPopupEvent")!.Elements("List").Count());
        Assert.Equal(["accept", "reject"], xml.Descendants("SubscribeStatusString").Select(status => status.Value));
    }

    [Fact]
    public async Task Other_events_write_their_time_as_a_number_and_carry_fields_of_their_own()
    {
        await Push(new { openid = "oPerson", @event = "wxa_media_check", fields = new { trace_id = "t", errcode = 0 }, mode = "plain" });

        var told = JsonDocument.Parse(Assert.Single(_server.Received).Text).RootElement;

        Assert.Equal(JsonValueKind.Number, told.GetProperty("CreateTime").ValueKind);
        Assert.Equal("t", told.GetProperty("trace_id").GetString());
    }

    [Theory]
    [InlineData("accept", "accept")]
    [InlineData("always", "accept")]
    [InlineData("reject", "reject")]
    public async Task An_answer_in_the_pop_up_is_pushed(string decision, string told)
    {
        var openid = await _mock.NewUser();

        await _mock.Decide(openid, MockHost.ResultTemplate, decision, wait: true);

        var (message, _) = PushReceiver.Split(PushReceiver.Open(Encrypt(Assert.Single(_server.Received))));
        var pushed = JsonDocument.Parse(message).RootElement;
        Assert.Equal(Popup, pushed.GetProperty("Event").GetString());
        Assert.Equal(MockHost.ResultTemplate, pushed.GetProperty("List").GetProperty("TemplateId").GetString());
        Assert.Equal(told, pushed.GetProperty("List").GetProperty("SubscribeStatusString").GetString());
    }

    [Fact]
    public async Task Switching_off_is_pushed_as_a_change_and_a_delivered_message_as_sent()
    {
        var openid = await _mock.NewUser();
        await _mock.Decide(openid, MockHost.ResultTemplate, "accept", wait: true);
        await _mock.SendResult(openid);
        await Eventually.Holds(() => _server.Received.Count == 2);
        await _mock.Decide(openid, MockHost.ResultTemplate, "off", wait: true);

        var events = _server.Received.Select(push => PushReceiver.Split(PushReceiver.Open(Encrypt(push))).Message).ToList();

        Assert.Contains("subscribe_msg_sent_event", events[1], StringComparison.Ordinal);
        Assert.Contains("\"ErrorCode\":\"0\"", events[1], StringComparison.Ordinal);
        Assert.Contains("subscribe_msg_change_event", events[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_answer_the_same_bytes_come_twice_more_and_then_never_again()
    {
        _server.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted);

        var told = (await Push(new { openid = "oPerson", @event = Popup, items = One }))[0];

        Assert.Equal("noAnswer", told.GetProperty("outcome").GetString());
        Assert.Equal(3, told.GetProperty("tries").GetArrayLength());
        var tries = _server.Received.ToList();
        Assert.Equal(3, tries.Count);
        Assert.All(tries, push => Assert.Equal(tries[0].Body, push.Body));
        Assert.All(tries, push => Assert.Equal(tries[0].QueryString, push.QueryString));
    }

    [Fact]
    public async Task An_answer_to_the_second_try_ends_it()
    {
        _server.Answer = (call, http) => call == 1 ? Task.Delay(Timeout.Infinite, http.RequestAborted) : Task.CompletedTask;

        var told = (await Push(new { openid = "oPerson", @event = Popup, items = One }))[0];

        Assert.Equal("delivered", told.GetProperty("outcome").GetString());
        Assert.Equal(2, _server.Received.Count);
    }

    [Theory]
    [InlineData(200, "ok")]
    [InlineData(500, "")]
    [InlineData(401, "success")]
    public async Task A_wrong_reply_is_recorded_and_not_repeated(int status, string reply)
    {
        _server.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(reply);
        };

        await Push(new { openid = "oPerson", @event = Popup, items = One });

        var recorded = Assert.Single((await _mock.Get("/_mock/pushes")).EnumerateArray());
        Assert.Equal("wrongReply", recorded.GetProperty("outcome").GetString());
        Assert.Equal(status, recorded.GetProperty("tries")[0].GetProperty("status").GetInt32());
        Assert.Equal(reply, recorded.GetProperty("tries")[0].GetProperty("reply").GetString());
        Assert.Single(_server.Received);
    }

    [Fact]
    public async Task A_duplicate_is_the_same_in_every_byte()
    {
        await Push(new { openid = "oPerson", @event = Popup, items = One, copies = 2 });

        var (first, second) = (_server.Received.First(), _server.Received.Last());

        Assert.Equal(2, _server.Received.Count);
        Assert.Equal(first.Body, second.Body);
        Assert.Equal(first.QueryString, second.QueryString);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("secure")]
    public async Task A_bad_signature_differs_and_everything_else_is_right(string mode)
    {
        var push = await PushOne(mode, "json", One, "badSignature");

        Assert.NotEqual(Signature(push), push.Query["signature"].ToString());
        if (mode == "secure") Assert.NotEqual(Signature(push, Encrypt(push)), push.Query["msg_signature"].ToString());
    }

    [Fact]
    public async Task A_push_for_another_account_is_well_signed()
    {
        var push = await PushOne("secure", "xml", One, "wrongAppId");

        Assert.Equal(Signature(push, Encrypt(push)), push.Query["msg_signature"].ToString());
        Assert.Equal(MockHost.NeighbourAppId, PushReceiver.Split(PushReceiver.Open(Encrypt(push))).AppId);
    }

    [Fact]
    public async Task Bad_padding_bad_length_and_a_wrong_key_are_well_signed_and_do_not_open()
    {
        async Task<byte[]> Opened(string flaw)
        {
            await Push(new { openid = "oPerson", @event = Popup, items = One, flaw });
            var push = _server.Received.Last();
            Assert.Equal(Signature(push, Encrypt(push)), push.Query["msg_signature"].ToString());
            return PushReceiver.Open(Encrypt(push));
        }

        Assert.Equal(0, (await Opened("badPadding"))[^1]);
        Assert.Equal([0x7f, 0xff, 0xff, 0xff], (await Opened("badLength"))[16..20]);
        Assert.DoesNotContain(MockHost.AppId, Encoding.Latin1.GetString(await Opened("wrongKey")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_cipher_and_no_Base64_are_well_signed_and_a_cut_body_is_no_JSON()
    {
        await Push(new { openid = "oPerson", @event = Popup, items = One, flaw = "cutCipher" });
        await Push(new { openid = "oPerson", @event = Popup, items = One, flaw = "badBase64" });
        await Push(new { openid = "oPerson", @event = Popup, items = One, flaw = "cutBody" });

        var received = _server.Received.ToList();

        Assert.NotEqual(0, Convert.FromBase64String(Encrypt(received[0])).Length % 16);
        Assert.Equal(Signature(received[0], Encrypt(received[0])), received[0].Query["msg_signature"].ToString());
        Assert.Throws<FormatException>(() => Convert.FromBase64String(Encrypt(received[1])));
        Assert.Equal(Signature(received[1], Encrypt(received[1])), received[1].Query["msg_signature"].ToString());
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(received[2].Text));
    }

    [Fact]
    public async Task An_old_push_is_rightly_signed_a_day_ago()
    {
        var push = await PushOne("secure", "json", One, "oldTimestamp");

        var age = _mock.Clock.GetUtcNow().ToUnixTimeSeconds() - long.Parse(push.Query["timestamp"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(age, 86_390, 86_500);
        Assert.Equal(Signature(push, Encrypt(push)), push.Query["msg_signature"].ToString());
    }

    [Fact]
    public async Task Saving_the_push_URL_is_verified_by_an_echo()
    {
        _server.Answer = (_, http) => http.Response.WriteAsync(http.Request.Query["echostr"].ToString());
        var right = await _mock.Post("/_mock/push/verification?echo=a%2Bb%2Fc%3D%3D%26", new { });
        var asked = Assert.Single(_server.Received);
        Assert.Equal("GET", asked.Method);
        Assert.Equal(Signature(asked), asked.Query["signature"].ToString());
        Assert.True(right.GetProperty("echoedUnchanged").GetBoolean());

        _server.Answer = (_, http) => http.Response.WriteAsync("success");
        Assert.False((await _mock.Post("/_mock/push/verification", new { })).GetProperty("echoedUnchanged").GetBoolean());
    }

    [Fact]
    public async Task The_receiver_may_be_named_while_the_program_runs()
    {
        await using var mock = await MockHost.Start();
        var order = new { openid = "oPerson", @event = Popup, items = One, mode = "plain" };
        using var refused = await mock.PostText("/_mock/push", JsonSerializer.Serialize(order));
        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);

        using var change = new StringContent(JsonSerializer.Serialize(new { pushUrl = _server.Url }), Encoding.UTF8, "application/json");
        await mock.Http.PutAsync(new Uri("/_mock/settings", UriKind.Relative), change, TestContext.Current.CancellationToken);
        await mock.Post("/_mock/push", order);

        Assert.Single(_server.Received);
    }
}
