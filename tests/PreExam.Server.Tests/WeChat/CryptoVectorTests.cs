using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PreExam.WeChat;
using PreExam.WeChat.OpenData;
using PreExam.WeChat.Push;

namespace PreExam.Server.Tests.WeChat;

public sealed class CryptoVectorTests
{
    public static TheoryData<string> Signatures => CryptoVectors.Names("signatures");

    public static TheoryData<string> Pushes => CryptoVectors.Names("pushes");

    public static TheoryData<string> BadPushes => CryptoVectors.Names("badPushes");

    public static TheoryData<string> Replies => CryptoVectors.Names("replies");

    public static TheoryData<string> OpenData => CryptoVectors.Names("openData");

    public static TheoryData<string> RawData => CryptoVectors.Names("rawData");

    public static TheoryData<string> Sessions => CryptoVectors.Names("sessions");

    [Theory, MemberData(nameof(Signatures))]
    public void A_question_for_our_address_is_answered_with_its_echo_alone(string name)
    {
        var vector = CryptoVectors.Find("signatures", name);
        var receiver = Receiver(token: vector.Text("token"));
        var query = new PushQuery(vector.Text("signature"), vector.Text("timestamp"), vector.Text("nonce"));
        var echo = vector.TextOrNull("echo") ?? "an echo";

        Assert.Equal(echo, receiver.Verify(query, echo));
        Assert.Null(receiver.Verify(query with { Nonce = query.Nonce + "0" }, echo));
        Assert.Null(receiver.Verify(query with { Signature = LastDigitChanged(query.Signature!) }, echo));
    }

    [Theory, MemberData(nameof(Pushes))]
    public void A_push_decrypts_to_its_message_and_encrypts_to_the_same_bytes(string name)
    {
        var vector = CryptoVectors.Find("pushes", name);
        var cipher = new PushCipher(vector.Text("key"));

        var (message, refusal) = cipher.Decrypt(vector.Text("encrypted"), vector.Text("appId"));
        var again = cipher.Encrypt(
            Encoding.UTF8.GetBytes(vector.Text("message")), vector.Text("appId"), Encoding.UTF8.GetBytes(vector.Text("random")));

        Assert.Null(refusal);
        Assert.Equal(vector.Text("message"), Encoding.UTF8.GetString(message!));
        Assert.Equal(vector.Text("encrypted"), again);
    }

    [Fact]
    public void The_pushes_cover_paddings_that_the_platform_itself_refuses() =>
        Assert.Superset(new HashSet<int> { 1, 16, 32 }, CryptoVectors.Group("pushes").Select(v => v.GetProperty("padding").GetInt32()).ToHashSet());

    [Theory, MemberData(nameof(Pushes))]
    public void A_push_with_its_query_is_believed_and_any_other_signature_is_not(string name)
    {
        var vector = CryptoVectors.Find("pushes", name);
        if (vector.TextOrNull("messageSignature") is not { } signature)
        {
            Assert.StartsWith("published-", name, StringComparison.Ordinal); // the library's test that it comes from has no query
            return;
        }

        var receiver = Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"));
        var query = new PushQuery(vector.TextOrNull("plainSignature"), vector.Text("timestamp"), vector.Text("nonce"), signature);

        Assert.Equal(vector.Text("message"), Encoding.UTF8.GetString(receiver.Open(query, vector.Text("encrypted")).Content!));
        var forged = query with { MsgSignature = LastDigitChanged(signature) };
        Assert.Equal(PushRefusal.Signature, receiver.Open(forged, vector.Text("encrypted")).Refusal);
        if (vector.TextOrNull("plainSignature") is { } plain)
            Assert.Equal("echo", receiver.Verify(query with { Signature = plain }, "echo"));
    }

    [Theory, MemberData(nameof(BadPushes))]
    public void A_bad_push_is_refused_by_the_first_check_that_it_fails(string name)
    {
        var vector = CryptoVectors.Find("badPushes", name);
        var receiver = Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"));

        var (message, refusal) = receiver.Receive(Query(vector), Envelope(vector));

        Assert.Null(message);
        Assert.Equal(vector.Text("firstFailure"), $"{refusal}", ignoreCase: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(31)]
    public void Every_byte_of_the_padding_counts(int fromTheEnd)
    {
        const string key = "x7Kq2mZp9VtR4wLs8YdFhJ3nBcG6aEoU1iTkQvXyMzA";
        var keyBytes = Convert.FromBase64String(key + "=");
        using var aes = Aes.Create();
        aes.Key = keyBytes;
        var plain = aes.DecryptCbc(
            Convert.FromBase64String(new PushCipher(key).Encrypt("{}"u8, "wx3e8a5f0c", new byte[16])), keyBytes.AsSpan(0, 16), PaddingMode.None);
        Assert.Equal(32, plain[^1]);

        plain[^(fromTheEnd + 1)] ^= 1;
        var changed = Convert.ToBase64String(aes.EncryptCbc(plain, keyBytes.AsSpan(0, 16), PaddingMode.None));

        Assert.Equal(PushRefusal.Padding, new PushCipher(key).Decrypt(changed, "wx3e8a5f0c").Refusal);
    }

    [Fact]
    public void A_push_under_the_former_key_is_read_while_that_key_is_kept()
    {
        var vector = CryptoVectors.Find("badPushes", "neg-10");
        var formerKey = CryptoVectors.Find("badPushes", "neg-01").Text("key");
        Assert.NotEqual(formerKey, vector.Text("key"));

        var receiver = Receiver(vector.Text("token"), vector.Text("key"), vector.Text("appId"), formerKey);

        Assert.NotNull(receiver.Receive(Query(vector), Envelope(vector)).Message);
    }

    [Theory, MemberData(nameof(Replies))]
    public void A_reply_has_the_published_form_byte_for_byte(string name)
    {
        var vector = CryptoVectors.Find("replies", name);
        var options = Options(vector.Text("token"), vector.Text("key"), vector.Text("appId"));
        var form = vector.Text("form") == "json" ? PushForm.Json : PushForm.Xml;

        var reply = PushReply.Encrypt(
            options, form, vector.Text("message"), long.Parse(vector.Text("timestamp"), null), vector.Text("nonce"),
            Encoding.UTF8.GetBytes(vector.Text("random")));

        Assert.Equal(vector.Text("body"), reply);
    }

    [Theory, MemberData(nameof(OpenData))]
    public void Open_data_opens_to_its_fields_for_our_mini_program_and_in_time_only(string name)
    {
        var vector = CryptoVectors.Find("openData", name);
        var expected = vector.GetProperty("fields");
        var made = DateTimeOffset.FromUnixTimeSeconds(expected.GetProperty("watermark").GetProperty("timestamp").GetInt64());
        (JsonElement? Fields, OpenDataRefusal? Refusal) Open(string appId, DateTimeOffset now) => EncryptedOpenData.Open(
            vector.Text("sessionKey"), vector.Text("iv"), vector.Text("encrypted"), appId, now, TimeSpan.FromMinutes(5));

        Assert.True(JsonElement.DeepEquals(expected, Open(vector.Text("appId"), made.AddMinutes(4)).Fields!.Value));
        Assert.Equal(OpenDataRefusal.Age, Open(vector.Text("appId"), made.AddMinutes(6)).Refusal);
        Assert.Equal(OpenDataRefusal.Age, Open(vector.Text("appId"), made.AddHours(-1)).Refusal);
        Assert.Equal(OpenDataRefusal.AppId, Open("wxffffffffffffffff", made).Refusal);
    }

    [Fact]
    public void Open_data_of_a_renewed_session_does_not_open()
    {
        var vector = CryptoVectors.Find("badOpenData", "neg-12");

        var (fields, refusal) = EncryptedOpenData.Open(
            vector.Text("sessionKey"), vector.Text("iv"), vector.Text("encrypted"), vector.Text("appId"), DateTimeOffset.UnixEpoch, TimeSpan.MaxValue);

        Assert.Null(fields);
        Assert.Equal(vector.Text("firstFailure"), $"{refusal}", ignoreCase: true);
    }

    [Theory, MemberData(nameof(RawData))]
    public void Raw_data_holds_byte_for_byte_only(string name)
    {
        var vector = CryptoVectors.Find("rawData", name);
        var (raw, key, signature) = (vector.Text("rawData"), vector.Text("sessionKey"), vector.Text("signature"));

        Assert.True(SessionSignature.RawDataHolds(raw, key, signature));
        Assert.True(SessionSignature.RawDataHolds(raw, key, signature.ToUpperInvariant()));
        Assert.False(SessionSignature.RawDataHolds(raw + " ", key, signature));
        Assert.False(SessionSignature.RawDataHolds(raw, key, null));
    }

    [Theory, MemberData(nameof(Sessions))]
    public void A_session_is_proven_by_the_text_of_its_key(string name)
    {
        var vector = CryptoVectors.Find("sessions", name);

        Assert.Equal(vector.Text("signature"), SessionSignature.OfSession(vector.Text("sessionKey")));
        Assert.True(SessionSignature.SessionHolds(vector.Text("sessionKey"), vector.Text("signature")));
        Assert.False(SessionSignature.SessionHolds(vector.Text("sessionKey"), LastDigitChanged(vector.Text("signature"))));
    }

    internal static WeChatOptions Options(string token, string key = "", string appId = "wx3e8a5f0c7b214d96", string formerKey = "") =>
        new() { AppId = appId, AppSecret = "secret", PushToken = token, EncodingAesKey = key, PreviousEncodingAesKey = formerKey };

    internal static PushReceiver Receiver(string token, string key = "", string appId = "wx3e8a5f0c7b214d96", string formerKey = "") => new(
        Microsoft.Extensions.Options.Options.Create(Options(token, key, appId, formerKey)), TimeProvider.System, NullLogger<PushReceiver>.Instance);

    private static PushQuery Query(JsonElement vector) =>
        new(null, vector.Text("timestamp"), vector.Text("nonce"), vector.Text("messageSignature"));

    private static byte[] Envelope(JsonElement vector) =>
        JsonSerializer.SerializeToUtf8Bytes(new { ToUserName = "gh_97417a04a28d", Encrypt = vector.Text("encrypted") });

    private static string LastDigitChanged(string hex) => hex[..^1] + (hex[^1] == '0' ? '1' : '0');
}
