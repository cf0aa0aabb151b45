using System.Text;
using CsCheck;
using PreExam.WeChat;
using PreExam.WeChat.Messages;

namespace PreExam.Server.Tests.WeChat;

public sealed class CardValueTests
{
    private static readonly string[] Awkward = ["市", "场", "𠮷", "😀", "\r\n", "\t", " ", "\u200B", "\uD842", "\u202E", "A"];

    private static readonly Gen<string> AnyText =
        Gen.OneOf(Gen.Char.Select(c => $"{c}"), Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i])).Array[0, 60].Select(string.Concat);

    [Fact]
    public void A_thing_always_fits_on_one_line_and_is_whole_unicode() => AnyText.Sample(text =>
        CardValue.Thing(text) is not { } thing
        || (thing.Length is > 0 and <= 20
            && !thing.Any(char.IsControl)
            && thing == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(thing))
            && CardValue.Thing(thing) == thing));

    [Fact]
    public void The_first_form_that_fits_whole_is_taken() =>
        Assert.Equal("食品经营许可（新办）", CardValue.Thing("食品经营许可证（含网络经营）新办、变更及延续申请", "食品经营许可（新办）", "食品经营"));

    [Theory]
    [InlineData("一二三四五六七八九十一二三四五六七八九十", "一二三四五六七八九十一二三四五六七八九十")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一", "一二三四五六七八九十一二三四五六七八九…")]
    [InlineData("一二三四五六七八九十一二三四五六七八𠮷十一", "一二三四五六七八九十一二三四五六七八…")]
    [InlineData("租赁合同\r\n缺页", "租赁合同 缺页")]
    [InlineData(" \r\n\u200B", null)]
    public void A_thing_is_cut_by_units_but_never_inside_a_character(string text, string? expected) => Assert.Equal(expected, CardValue.Thing(text));

    [Theory]
    [InlineData("预审通过", true)]
    [InlineData("转其他部门", true)]
    [InlineData("转往其他部门", false)]
    [InlineData("通过A", false)]
    [InlineData("通过！", false)]
    [InlineData("", false)]
    public void A_phrase_is_at_most_five_han_characters_and_is_never_cut(string text, bool fits) =>
        Assert.Equal(fits ? text : null, CardValue.Phrase(text));

    [Theory]
    [InlineData("PE-261123-000017-7", true)]
    [InlineData("编号17", false)]
    [InlineData("PE 17", false)]
    [InlineData("123456789012345678901234567890123", false)]
    public void A_number_is_taken_whole_or_not_at_all(string text, bool fits) => Assert.Equal(fits ? text : null, CardValue.CharacterString(text));

    [Theory]
    [InlineData("一二三四五六七八九十一", "一二三四五六七八九…")]
    [InlineData("abcdefghijklmnopqrst", "abcdefghijklmnopqrst")]
    [InlineData("abcdefghi市场监督", "abcdefghi…")]
    public void A_mixed_name_counts_as_han(string text, string expected) => Assert.Equal(expected, CardValue.Name(text));

    [Fact]
    public void Times_are_told_in_chinas_time()
    {
        Assert.Equal("2026年11月24日 00:30", CardValue.Time(new DateTimeOffset(2026, 11, 23, 16, 30, 0, TimeSpan.Zero)));
        Assert.Equal("2026年3月5日", CardValue.Date(new DateOnly(2026, 3, 5)));
    }

    [Fact]
    public void The_suggested_templates_take_every_card()
    {
        Card[] cards =
        [
            new ResultCard("个体工商户设立登记", "PE-261123-000017-7", "预审通过", new DateTimeOffset(2026, 11, 23, 7, 1, 0, TimeSpan.Zero), "可网上移交或凭码到窗口"),
            new CorrectionCard("食品经营许可", "PE-261123-000018-3", 2, "租赁合同缺页，请重拍第2页", new DateOnly(2026, 11, 30)),
            new DeadlineCard("食品经营许可", "PE-261123-000018-3", new DateOnly(2026, 11, 30), "还剩2天，逾期自动失效"),
            new CertificateCard("营业执照", "制证中", "市场监督管理局", new DateTimeOffset(2026, 11, 25, 1, 30, 0, TimeSpan.Zero)),
        ];

        var shown = cards.Select(card => CardLayout.Of(card.Use, new TemplateOptions { Id = "id" }).Render(card).Data!
            .ToDictionary(pair => pair.Key, pair => pair.Value.Value)).ToArray();

        Assert.Equal(
            new() { ["thing1"] = "个体工商户设立登记", ["character_string2"] = "PE-261123-000017-7", ["phrase3"] = "预审通过", ["time4"] = "2026年11月23日 15:01", ["thing5"] = "可网上移交或凭码到窗口" },
            shown[0]);
        Assert.Equal("2", shown[1]["number3"]);
        Assert.Equal("2026年11月30日", shown[2]["date3"]);
        Assert.Equal("2026年11月25日 09:30", shown[3]["time4"]);
    }
}
