using CsCheck;
using PreExam.Server.Catalogue.Loading;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class MatterTextTests
{
    private static readonly string Text = ShippedFiles.Matters().Single(m => m.File == "999070010101.yaml").Text;

    [Theory]
    [InlineData("handling: immediate", "handling: sometime", "/handling", "is none of immediate, promised")]
    [InlineData("shortTitle: \"个体工商户设立登记\"", "shortTitle: \"一二三四五六七八九十一二三四五六七八九十一\"", "/shortTitle", "is longer than 20 characters")]
    [InlineData("submitLevel: realName", "submitLevle: realName", "/submitLevle", "is not known here")]
    [InlineData("code: \"999070010101\"", "code: 999070010101", "/code", "is wrong: StringExpected")]
    [InlineData("kind: confirmation\n", "", "/kind", "is missing")]
    [InlineData("{ q: premises, in: [rent] }", "{ q: premises, in: [lent] }", "/requiredWhen", "question 'premises' has no option 'lent'")]
    [InlineData("{ q: premises, in: [rent] }", "{ q: premises, value: today }", "/requiredWhen", "'in' is a list of texts")]
    [InlineData("target: form:signedOn", "target: form:singedOn", "/target", "form field 'singedOn' does not exist")]
    [InlineData("handling: immediate", "handling: immediate\nhandling: promised", "/handling", "is there twice")]
    [InlineData("handling: immediate", "handling: [immediate", "", "is not valid YAML")]
    public void A_fault_names_file_line_and_place(string good, string bad, string place, string message)
    {
        Assert.Contains(good, Text, StringComparison.Ordinal);
        var broken = ReplaceFirst(Text, good, bad);
        var line = Text[..Text.IndexOf(good, StringComparison.Ordinal)].Count(c => c == '\n') + 1;

        var faults = Assert.Throws<CatalogueException>(() => MatterText.Read("mine.yaml", broken)).Faults;

        var fault = Assert.Single(faults, f => f.Place.EndsWith(place, StringComparison.Ordinal) && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.StartsWith($"mine.yaml:{fault.Line}:", fault.ToString(), StringComparison.Ordinal);
        if (bad.Length > 0) Assert.InRange(fault.Line, line, line + 2);
    }

    [Fact]
    public void All_faults_of_form_are_told_at_once()
    {
        var broken = ReplaceFirst(ReplaceFirst(Text, "handling: immediate", "handling: sometime"), "applicant: person", "applicant: nobody");

        Assert.Equal(["/applicant", "/handling"], Assert.Throws<CatalogueException>(() => MatterText.Read("mine.yaml", broken)).Faults.Select(f => f.Place).Order());
    }

    [Theory]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("- 1")]
    [InlineData("")]
    [InlineData("a: 1\n---\nb: 2")]
    [InlineData("? [a]\n: 1")]
    public void What_is_no_plain_mapping_is_refused(string text) => Assert.Throws<CatalogueException>(() => YamlText.Read("mine.yaml", text));

    [Fact]
    public void A_text_nested_without_end_is_refused_before_it_costs_anything() =>
        Assert.Contains("nested deeper", Assert.Throws<CatalogueException>(() => YamlText.Read("mine.yaml", "a: " + new string('[', 100_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_JSON_text_is_read_like_a_YAML_text()
    {
        var json = YamlText.Read("mine.yaml", Text).Root.ToJsonString();

        Assert.Equal("个体工商户设立登记", MatterText.Read("mine.json", json).ShortTitle);
    }

    [Fact]
    public void However_a_text_is_damaged_the_answer_is_a_list_of_faults()
    {
        var damage = Gen.OneOf("[", "]", "{", "}", "\"", ":", "- ", "#", "\t", "\n", "&a ", "*a ", "!!x ", "|", ">", "%", "~", "\0", "9", "");
        Gen.Select(Gen.Int[0, Text.Length - 9], Gen.Int[0, 8], damage).Sample((at, cut, put) =>
        {
            try
            {
                return MatterText.Read("mine.yaml", Text.Remove(at, cut).Insert(at, put)) is not null;
            }
            catch (CatalogueException wrong)
            {
                return wrong.Faults.Count > 0 && wrong.Faults.All(f => f.Line >= 1);
            }
        });
    }

    private static string ReplaceFirst(string text, string what, string by)
    {
        var at = text.IndexOf(what, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), by, text.AsSpan(at + what.Length));
    }
}
