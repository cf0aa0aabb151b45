using System.Text.Json;
using PreExam.Testing;

namespace PreExam.Server.Tests.WeChatStandIn;

public sealed class SendTests(MockHost mock) : IClassFixture<MockHost>
{
    private async Task<string> UserWithGrant()
    {
        var openid = await mock.NewUser();
        await mock.Decide(openid, MockHost.ResultTemplate, "accept");
        return openid;
    }

    private async Task<int> Left(string openid) => (await mock.Get($"/_mock/users/{openid}/grants")).EnumerateArray()
        .Single(grant => grant.GetProperty("templateId").GetString() == MockHost.ResultTemplate).GetProperty("left").GetInt32();

    [Fact]
    public async Task An_accepted_message_lies_on_the_phone_as_the_person_reads_it()
    {
        var openid = await UserWithGrant();
        var card = MockHost.ResultCard(openid);
        card["page"] = "pages/case/case?id=7";

        var answer = await mock.Send(card);

        var message = Assert.Single((await mock.Messages(openid)).EnumerateArray());
        Assert.Equal(0, MockHost.Errcode(answer));
        Assert.Equal(answer.GetProperty("msgid").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture), message.GetProperty("id").GetString());
        Assert.True(answer.GetProperty("msgid").GetInt64() > 1L << 53);
        Assert.Equal("预审结果通知", message.GetProperty("title").GetString());
        Assert.Contains("预审结果:预审通过\n", message.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("pages/case/case?id=7", message.GetProperty("page").GetString());
    }

    [Fact]
    public async Task Each_consent_lets_one_message_go_and_several_add_up()
    {
        var openid = await UserWithGrant();
        await mock.Decide(openid, MockHost.ResultTemplate, "accept");

        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(43101, MockHost.Errcode(await mock.SendResult(openid)));
    }

    [Fact]
    public async Task Without_consent_after_a_refusal_and_once_switched_off_nothing_goes()
    {
        var never = await mock.NewUser();
        var rejected = await mock.NewUser();
        await mock.Decide(rejected, MockHost.ResultTemplate, "reject");
        var switchedOff = await UserWithGrant();
        await mock.Decide(switchedOff, MockHost.ResultTemplate, "off");

        foreach (var openid in new[] { never, rejected, switchedOff })
            Assert.Equal(43101, MockHost.Errcode(await mock.SendResult(openid)));
    }

    [Fact]
    public async Task A_consent_to_one_template_is_none_to_another()
    {
        var openid = await mock.NewUser();
        await mock.Decide(openid, MockHost.CorrectionTemplate, "accept");

        Assert.Equal(43101, MockHost.Errcode(await mock.SendResult(openid)));
    }

    [Fact]
    public async Task A_refused_message_uses_up_no_consent()
    {
        var openid = await UserWithGrant();
        var card = MockHost.ResultCard(openid);
        ((Dictionary<string, object?>)card["data"]!)["phrase3"] = new { value = "not Chinese" };

        Assert.Equal(47003, MockHost.Errcode(await mock.Send(card)));
        Assert.Equal(1, await Left(openid));
        Assert.Equal(0, MockHost.Errcode(await mock.SendResult(openid)));
        Assert.Equal(0, await Left(openid));
    }

    [Fact]
    public async Task A_long_term_template_needs_one_consent_for_any_number_of_messages()
    {
        await using var own = await MockHost.Start(
            "--Mock:Templates:0:Id=long-term", "--Mock:Templates:0:Title=进度", "--Mock:Templates:0:Content=证照:{{thing1.DATA}}", "--Mock:Templates:0:Type=3");
        var openid = await own.NewUser();
        await own.Decide(openid, "long-term", "accept");
        var card = new Dictionary<string, object?>
        {
            ["touser"] = openid,
            ["template_id"] = "long-term",
            ["data"] = new { thing1 = new { value = "营业执照" } },
        };

        for (var time = 0; time < 3; time++) Assert.Equal(0, MockHost.Errcode(await own.Send(card)));
    }

    [Fact]
    public async Task One_time_and_long_term_templates_can_not_be_asked_for_together()
    {
        await using var own = await MockHost.Start(
            "--Mock:Templates:0:Id=long", "--Mock:Templates:0:Title=进度", "--Mock:Templates:0:Content=一:{{thing1.DATA}}", "--Mock:Templates:0:Type=3",
            "--Mock:Templates:1:Id=once", "--Mock:Templates:1:Title=结果", "--Mock:Templates:1:Content=一:{{thing1.DATA}}", "--Mock:Templates:1:Type=2");
        var openid = await own.NewUser();

        var refused = await own.Post($"/_mock/users/{openid}/grants", new { @long = "accept", once = "accept" });

        Assert.Equal(20002, refused.GetProperty("errCode").GetInt32());
        Assert.All((await own.Get($"/_mock/users/{openid}/grants")).EnumerateArray(), grant => Assert.False(grant.GetProperty("unlimited").GetBoolean()));
    }

    [Fact]
    public async Task An_unknown_openid_a_neighbours_one_and_one_in_other_letters_are_invalid()
    {
        var openid = await UserWithGrant();
        var neighbour = await mock.NewUser(ofNeighbour: true);
        var otherLetters = new string([.. openid.Select(c => char.IsLower(c) ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c))]);

        foreach (var wrong in new[] { "oNobody", neighbour, otherLetters })
            Assert.Equal(40003, MockHost.Errcode(await mock.SendResult(wrong)));
    }

    [Fact]
    public async Task Names_are_taken_exactly_as_documented()
    {
        var card = MockHost.ResultCard(await UserWithGrant());
        card["toUser"] = card["touser"];
        card.Remove("touser");

        Assert.Equal(40003, MockHost.Errcode(await mock.Send(card)));
    }

    [Fact]
    public async Task A_template_of_nobody_is_refused()
    {
        var card = MockHost.ResultCard(await UserWithGrant());
        card["template_id"] = "nobody's";

        Assert.Equal(40037, MockHost.Errcode(await mock.Send(card)));
    }

    [Fact]
    public async Task A_page_that_is_not_published_and_a_state_that_does_not_exist_are_refused()
    {
        var openid = await UserWithGrant();
        var nowhere = MockHost.ResultCard(openid);
        nowhere["page"] = "pages/nowhere/nowhere";
        var wrongState = MockHost.ResultCard(openid);
        wrongState["miniprogram_state"] = "release";

        Assert.Equal(41030, MockHost.Errcode(await mock.Send(nowhere)));
        Assert.Equal(47003, MockHost.Errcode(await mock.Send(wrongState)));
    }

    [Fact]
    public async Task A_word_on_the_list_stops_the_message()
    {
        var card = MockHost.ResultCard(await UserWithGrant());
        ((Dictionary<string, object?>)card["data"]!)["thing5"] = new { value = "本店代开发票" };

        Assert.Equal(45168, MockHost.Errcode(await mock.Send(card)));
    }

    [Fact]
    public async Task A_second_message_to_a_person_while_the_first_is_underway_is_refused_until_it_is_through()
    {
        await using var own = await MockHost.Start();
        var openid = await own.NewUser();
        for (var time = 0; time < 3; time++) await own.Decide(openid, MockHost.ResultTemplate, "accept");
        var address = await own.WithToken(MockHost.SendPath);
        await own.Fault(new { path = MockHost.SendPath, delay = 60_000 });
        using var hangUp = new CancellationTokenSource();
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(MockHost.ResultCard(openid)));
        var first = own.Http.PostAsync(new Uri(address, UriKind.Relative), content, hangUp.Token);
        await Eventually.Holds(async () => (await own.Messages(openid)).GetArrayLength() == 1);

        Assert.Equal(43108, MockHost.Errcode(await own.SendResult(openid)));

        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Eventually.Holds(async () => MockHost.Errcode(await own.SendResult(openid)) == 0);
    }

    [Fact]
    public async Task Refusing_parallel_messages_can_be_switched_off()
    {
        await using var own = await MockHost.Start("--Mock:RefuseConcurrentSends=false", "--Mock:SendTakes=00:00:00.200");
        var openid = await own.NewUser();
        for (var time = 0; time < 4; time++) await own.Decide(openid, MockHost.ResultTemplate, "accept");
        await own.WithToken(MockHost.SendPath);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => own.SendResult(openid)));

        Assert.Equal(4, answers.Count(answer => MockHost.Errcode(answer) == 0));
        Assert.Equal(2, answers.Count(answer => MockHost.Errcode(answer) == 43101));
    }

    [Fact]
    public async Task The_accounts_templates_are_told_with_their_keys()
    {
        var data = (await mock.Get(await mock.WithToken("/wxaapi/newtmpl/gettemplate"))).GetProperty("data").EnumerateArray().ToList();

        Assert.Equal(4, data.Count);
        Assert.Equal(4, data.Select(template => template.GetProperty("title").GetString()).Distinct().Count());
        var result = data.Single(template => template.GetProperty("priTmplId").GetString() == MockHost.ResultTemplate);
        Assert.Equal(2, result.GetProperty("type").GetInt32());
        Assert.Contains("{{phrase3.DATA}}", result.GetProperty("content").GetString(), StringComparison.Ordinal);
    }
}
