namespace PreExam.Server.Tests.WeChatStandIn;

/// <summary>47003: what may stand in a card.</summary>
public sealed class CardDataTests(CardDataTests.EveryKind kinds) : IClassFixture<CardDataTests.EveryKind>
{
    /// <summary>An account with one template for each kind of key, and a person who agreed for good.</summary>
    public sealed class EveryKind : IAsyncLifetime
    {
        private static readonly string[] Keys =
        [
            "thing1", "phrase1", "name1", "character_string1", "number1", "amount1", "phone_number1", "car_number1", "letter1", "symbol1",
            "enum_string1", "date1", "time1",
        ];

        public MockHost Mock { get; private set; } = null!;
        public string Openid { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            var settings = Keys.SelectMany((key, i) => new[]
            {
                $"--Mock:Templates:{i}:Id={key}", $"--Mock:Templates:{i}:Title={key}", $"--Mock:Templates:{i}:Type=3",
                $"--Mock:Templates:{i}:Content=一:{{{{{key}.DATA}}}}",
                $"--Mock:Templates:{i}:EnumValues:enum_string1:0=已受理",
            });
            Mock = await MockHost.Start([.. settings, "--Mock:SendTakes=00:00:00", "--Mock:RefuseConcurrentSends=false"]);
            Openid = await Mock.NewUser();
            foreach (var key in Keys) await Mock.Decide(Openid, key, "accept");
        }

        public ValueTask DisposeAsync() => Mock.DisposeAsync();
    }

    private async Task<(int Errcode, string Errmsg)> Send(string template, object? data)
    {
        var answer = await kinds.Mock.Send(new Dictionary<string, object?> { ["touser"] = kinds.Openid, ["template_id"] = template, ["data"] = data });
        return (MockHost.Errcode(answer), answer.GetProperty("errmsg").GetString()!);
    }

    private static Dictionary<string, object?> Of(string key, object? value) => new() { [key] = new Dictionary<string, object?> { ["value"] = value } };

    [Theory]
    [InlineData("thing1", "二十个字二十个字二十个字二十个字二十个字")]
    [InlineData("phrase1", "需要补正")]
    [InlineData("name1", "欧阳小李")]
    [InlineData("name1", "Li Xiaoming, Jr.")]
    [InlineData("character_string1", "PE-261123-000017-7")]
    [InlineData("number1", "2")]
    [InlineData("number1", "12.50")]
    [InlineData("amount1", "￥100.50元")]
    [InlineData("phone_number1", "0570-3021234")]
    [InlineData("car_number1", "浙H12345D")]
    [InlineData("letter1", "Abc")]
    [InlineData("symbol1", "#@!")]
    [InlineData("enum_string1", "已受理")]
    [InlineData("date1", "2026年11月30日")]
    [InlineData("date1", "2026年11月")]
    [InlineData("date1", "11月30日")]
    [InlineData("date1", "2026-11-30")]
    [InlineData("date1", "2026/11/30 09:30")]
    [InlineData("date1", "2026.11.30~2026.12.01")]
    [InlineData("time1", "15:01")]
    [InlineData("time1", "15:01:59")]
    [InlineData("time1", "2026年11月23日 15:01")]
    [InlineData("time1", "2026年11月23日 15:01~16:00")]
    public async Task A_value_within_the_rules_is_sent(string key, string value) =>
        Assert.Equal((0, "ok"), await Send(key, Of(key, value)));

    [Theory]
    [InlineData("thing1", "二十一个字一二十一个字一二十一个字一二十一")]
    [InlineData("thing1", "")]
    [InlineData("thing1", "two\nlines")]
    [InlineData("thing1", "a tab\there")]
    [InlineData("phrase1", "转其他部门了")]
    [InlineData("phrase1", "通过ok")]
    [InlineData("phrase1", "通过。")]
    [InlineData("name1", "十一个汉字的名字写不下")]
    [InlineData("name1", "Abcdefghijklmnopqrstu")]
    [InlineData("name1", "李4")]
    [InlineData("character_string1", "编号1")]
    [InlineData("character_string1", "A23456789012345678901234567890123")]
    [InlineData("number1", "2份")]
    [InlineData("number1", "123456789012345678901234567890123")]
    [InlineData("amount1", "￥12345678901")]
    [InlineData("amount1", "一百元")]
    [InlineData("phone_number1", "123456789012345678")]
    [InlineData("phone_number1", "电话")]
    [InlineData("car_number1", "浙H12345DE")]
    [InlineData("letter1", "Abc1")]
    [InlineData("symbol1", "######")]
    [InlineData("symbol1", "a")]
    [InlineData("enum_string1", "已办结")]
    [InlineData("date1", "2026年2月30日")]
    [InlineData("date1", "下周一")]
    [InlineData("date1", "2026-11-30T00:00:00Z")]
    [InlineData("date1", "2026年11月30日~2026年12月1日~2026年12月2日")]
    [InlineData("time1", "25:00")]
    [InlineData("time1", "2026年11月23日")]
    public async Task A_value_against_the_rules_is_refused_with_the_name_of_its_field(string key, string value)
    {
        var (errcode, errmsg) = await Send(key, Of(key, value));

        Assert.Equal(47003, errcode);
        Assert.StartsWith($"argument invalid! data.{key}.value invalid", errmsg, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Length_counts_the_larger_way()
    {
        Assert.Equal(47003, (await Send("thing1", Of("thing1", string.Concat(Enumerable.Repeat("𠮷", 11))))).Errcode);
        Assert.Equal(0, (await Send("thing1", Of("thing1", string.Concat(Enumerable.Repeat("𠮷", 10))))).Errcode);
    }

    [Fact]
    public async Task Data_must_be_an_object_of_objects_of_text()
    {
        object?[] wrong =
        [
            null, "text", new[] { new { name = "thing1", value = "一" } }, new { }, new { thing1 = "一" }, Of("thing1", 1), Of("thing1", null),
            new { thing1 = new { Value = "一" } }, Of("Thing1", "一"),
        ];

        foreach (var data in wrong) Assert.Equal(47003, (await Send("thing1", data)).Errcode);
    }

    [Fact]
    public async Task A_key_that_the_template_does_not_have_is_refused_by_name()
    {
        var data = Of("thing1", "一");
        data["thing2"] = new { value = "二" };

        var (errcode, errmsg) = await Send("thing1", data);

        Assert.Equal(47003, errcode);
        Assert.StartsWith("argument invalid! data.thing2", errmsg, StringComparison.Ordinal);
    }
}
