using System.Text;
using PreExam.WeChat.Push;

namespace PreExam.Server.Tests.WeChat;

public sealed class PushReceiverTests
{
    private const string Token = "PreExamToken2026";
    private const string Popup = """
        {"ToUserName":"gh_1","FromUserName":"oPerson","CreateTime":"1795400789","MsgType":"event","Event":"subscribe_msg_popup_event","List":ITEMS}
        """;

    private const string First = """{"TemplateId":"result","SubscribeStatusString":"accept","PopupScene":"0"}""";
    private const string Second = """{"TemplateId":"correction","SubscribeStatusString":"reject","PopupScene":"0"}""";

    [Fact]
    public void A_list_of_one_comes_as_an_object_and_is_read_like_an_array()
    {
        var alone = Plain(Popup.Replace("ITEMS", First, StringComparison.Ordinal));
        var inArray = Plain(Popup.Replace("ITEMS", $"[{First},{Second}]", StringComparison.Ordinal));

        var only = Assert.IsType<ConsentAnswered>(Assert.Single(alone.Items));
        Assert.Equal(("result", true), (only.TemplateId, only.Accepted));
        Assert.Equal([("result", true), ("correction", false)], inArray.Items.Cast<ConsentAnswered>().Select(i => (i.TemplateId, i.Accepted)));
        Assert.Equal(only.DedupeKey, inArray.Items[0].DedupeKey);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795400789), alone.CreatedAt);
    }

    [Theory]
    [InlineData("push-01", "popup: Pz1k9WQmN4cXvB7sLr2tYhGdJf0uEaR6oIiTqKxMeA8 accept, yC3nV8bTqL5wRz0hUe7sKpXfJ2dGmA9oIi1tYkQvSxE reject")]
    [InlineData("push-02", "popup: Pz1k9WQmN4cXvB7sLr2tYhGdJf0uEaR6oIiTqKxMeA8 accept, yC3nV8bTqL5wRz0hUe7sKpXfJ2dGmA9oIi1tYkQvSxE reject")]
    [InlineData("push-09", "sent: 1864323726461255680 0")]
    [InlineData("push-10", "sent: 1864323726461255680 0")]
    [InlineData("push-12", "change: yC3nV8bTqL5wRz0hUe7sKpXfJ2dGmA9oIi1tYkQvSxE reject")]
    [InlineData("push-15", "")]
    public void A_whole_encrypted_push_becomes_what_it_tells_of(string name, string expected)
    {
        var vector = CryptoVectors.Find("pushes", name);
        var receiver = CryptoVectorTests.Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"));
        var query = new PushQuery(null, vector.Text("timestamp"), vector.Text("nonce"), vector.Text("messageSignature"));

        var message = receiver.Receive(query, Encoding.UTF8.GetBytes(vector.Text("body"))).Message!;

        Assert.Equal(expected, Tell(message));
    }

    [Fact]
    public void The_same_event_in_xml_and_in_json_counts_once()
    {
        var json = Plain(Popup.Replace("ITEMS", First, StringComparison.Ordinal));
        var xml = Plain("""
            <xml><ToUserName>gh_1</ToUserName><FromUserName><![CDATA[oPerson]]></FromUserName><CreateTime>1795400789</CreateTime>
            <MsgType>event</MsgType><Event>subscribe_msg_popup_event</Event><SubscribeMsgPopupEvent><List><TemplateId>result</TemplateId>
            <SubscribeStatusString>accept</SubscribeStatusString><PopupScene>0</PopupScene></List></SubscribeMsgPopupEvent></xml>
            """);

        Assert.Equal(Assert.Single(json.Items).DedupeKey, Assert.Single(xml.Items).DedupeKey);
    }

    [Fact]
    public void A_repetition_has_the_same_key_and_every_other_event_another_one()
    {
        var body = Popup.Replace("ITEMS", First, StringComparison.Ordinal);
        string[] others =
        [
            body.Replace("oPerson", "oAnother", StringComparison.Ordinal),
            body.Replace("1795400789", "1795400790", StringComparison.Ordinal),
            body.Replace("accept", "reject", StringComparison.Ordinal),
            body.Replace("popup", "change", StringComparison.Ordinal),
            body.Replace("\"result\"", "\"deadline\"", StringComparison.Ordinal),
        ];

        PushMessage[] all = [Plain(body), .. others.Select(Plain)];

        Assert.Equal(all[0].DedupeKey, Plain(body).DedupeKey);
        Assert.Equal(all.Length, all.Select(m => m.DedupeKey).Distinct().Count());
        Assert.Equal(all.Length, all.Select(m => m.Items[0].DedupeKey).Distinct().Count());
        Assert.All(all, m => Assert.DoesNotContain("oPerson", m.DedupeKey, StringComparison.Ordinal));
    }

    [Fact]
    public void A_text_message_is_known_by_its_own_id()
    {
        const string text = """{"FromUserName":"oPerson","CreateTime":1,"MsgType":"text","Content":"CONTENT","MsgId":24601357908642135}""";

        var first = Plain(text);
        var again = Plain(text.Replace("CONTENT", "other bytes, same id", StringComparison.Ordinal));

        Assert.Equal(first.DedupeKey, again.DedupeKey);
        Assert.Empty(first.Items);
    }

    [Theory]
    [InlineData("""<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]><xml><FromUserName>&a;</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></xml>""")]
    [InlineData("<xml><FromUserName>oPerson</FromUserName>")]
    [InlineData("<other><FromUserName>oPerson</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType></other>")]
    [InlineData("""{"FromUserName":"oPerson","CreateTime":1,"MsgType":"text"} and more""")]
    [InlineData("""{"FromUserName":"oPerson","CreateTime":"yesterday","MsgType":"text"}""")]
    [InlineData("""{"FromUserName":"oPerson","CreateTime":99999999999999,"MsgType":"text"}""")]
    [InlineData("""{"CreateTime":1,"MsgType":"text"}""")]
    [InlineData("[1,2]")]
    [InlineData("")]
    public void Neither_entities_nor_half_a_message_are_read(string body)
    {
        var (message, refusal) = ReceivePlain(body);

        Assert.Null(message);
        Assert.Equal(PushRefusal.Format, refusal);
    }

    [Theory]
    [InlineData("<a>", "</a>")]
    [InlineData("[", "]")]
    public void A_tower_of_brackets_is_refused_without_a_crash(string open, string close)
    {
        var tower = string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000));
        var body = open == "[" ? $$"""{"List":{{tower}}}""" : $"<xml>{tower}</xml>";

        Assert.Equal(PushRefusal.Format, ReceivePlain(body).Refusal);
    }

    [Fact]
    public void With_a_key_configured_a_clear_message_is_never_believed()
    {
        var vector = CryptoVectors.Find("pushes", "push-01");
        var receiver = CryptoVectorTests.Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"));
        var query = new PushQuery(vector.Text("plainSignature"), vector.Text("timestamp"), vector.Text("nonce"));

        var (message, refusal) = receiver.Receive(query, Encoding.UTF8.GetBytes(vector.Text("message")));

        Assert.Null(message);
        Assert.Equal(PushRefusal.NotConfigured, refusal);
    }

    [Fact]
    public void In_the_compatible_mode_the_encrypted_part_counts_and_the_clear_one_does_not()
    {
        var vector = CryptoVectors.Find("pushes", "push-02");
        var receiver = CryptoVectorTests.Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"));
        var query = new PushQuery(vector.Text("plainSignature"), vector.Text("timestamp"), vector.Text("nonce"), vector.Text("messageSignature"));
        var both = $$"""{"ToUserName":"gh_1","FromUserName":"oForged","CreateTime":1,"MsgType":"text","Encrypt":"{{vector.Text("encrypted")}}"}""";

        var message = receiver.Receive(query, Encoding.UTF8.GetBytes(both)).Message!;

        Assert.Equal("oPreX5aB3kLm9QwErTyUiOp12345", message.FromOpenid);
        Assert.DoesNotContain("oPreX5aB3kLm9QwErTyUiOp12345", $"{message}", StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_push_token_nothing_is_believed()
    {
        var receiver = CryptoVectorTests.Receiver("");
        var query = new PushQuery(PushSignature.Of("", "1", "2"), "1", "2");

        Assert.Null(receiver.Verify(query, "echo"));
        Assert.Equal(PushRefusal.NotConfigured, receiver.Receive(query, "{}"u8).Refusal);
    }

    private static PushMessage Plain(string body) => ReceivePlain(body).Message!;

    private static PushReception ReceivePlain(string body)
    {
        var query = new PushQuery(PushSignature.Of(Token, "1795400001", "77"), "1795400001", "77");
        return CryptoVectorTests.Receiver(Token).Receive(query, Encoding.UTF8.GetBytes(body));
    }

    private static string Tell(PushMessage message) => message.Items.Count == 0 ? "" : message.Items[0] switch
    {
        ConsentAnswered => "popup: " + string.Join(", ", message.Items.Cast<ConsentAnswered>().Select(i => $"{i.TemplateId} {(i.Accepted ? "accept" : "reject")}")),
        ConsentChanged => "change: " + string.Join(", ", message.Items.Cast<ConsentChanged>().Select(i => $"{i.TemplateId} {(i.Accepted ? "accept" : "reject")}")),
        _ => "sent: " + string.Join(", ", message.Items.Cast<DeliveryReported>().Select(i => $"{i.MessageId} {i.ErrorCode}")),
    };
}
