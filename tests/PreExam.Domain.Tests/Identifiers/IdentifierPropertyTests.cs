using CsCheck;
using PreExam.Domain.Identifiers;
using Ids = PreExam.Domain.Identifiers.Identifiers;

namespace PreExam.Domain.Tests.Identifiers;

public sealed class IdentifierPropertyTests
{
    private const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly DateOnly Today = new(2026, 11, 23);
    private static readonly Gen<DateOnly> BirthDate = Gen.Date[new DateTime(1900, 1, 1), new DateTime(2026, 11, 23)].Select(DateOnly.FromDateTime);
    private static readonly Gen<string> ResidentBody =
        Gen.Select(BirthDate, Gen.Int[0, 9999], Gen.Int[0, 999], (birth, county, sequence) => $"33{county:D4}{birth:yyyyMMdd}{sequence:D3}");
    private static readonly Gen<string> CreditBody = Gen.Char[CreditAlphabet].Array[8].Select(organisation =>
    {
        var code = new string(organisation);
        return "91331199" + code + OrganisationCode.CheckCharacter(code);
    });

    [Fact]
    public void A_resident_id_carries_birth_date_and_sex() => ResidentBody.Sample(body =>
    {
        var parsed = ResidentId.TryParse(body + ResidentId.CheckCharacter(body), Today, out var id);
        return parsed
            && id.BirthDate.ToString("yyyyMMdd", null) == body[6..14]
            && id.Sex == ((body[16] - '0') % 2 == 1 ? Sex.Male : Sex.Female);
    });

    [Fact]
    public void One_wrong_digit_of_a_resident_id_is_always_noticed() =>
        Gen.Select(ResidentBody, Gen.Int[0, 16], Gen.Char['0', '9']).Sample((body, at, other) =>
        {
            var valid = body + ResidentId.CheckCharacter(body);
            var mistyped = valid.Remove(at, 1).Insert(at, $"{other}");
            return ResidentId.TryParse(mistyped, Today, out _) == (mistyped == valid);
        });

    [Fact]
    public void Two_swapped_neighbours_of_a_resident_id_are_always_noticed() =>
        Gen.Select(ResidentBody, Gen.Int[0, 15]).Sample((body, at) =>
        {
            var valid = body + ResidentId.CheckCharacter(body);
            var swapped = valid[..at] + valid[at + 1] + valid[at] + valid[(at + 2)..];
            return ResidentId.TryParse(swapped, Today, out _) == (swapped == valid);
        });

    [Fact]
    public void One_wrong_character_of_a_credit_code_is_always_noticed() =>
        Gen.Select(CreditBody, Gen.Int[0, 17], Gen.Char[CreditAlphabet]).Sample((body, at, other) =>
        {
            var valid = body + UnifiedSocialCreditCode.CheckCharacter(body);
            var mistyped = valid.Remove(at, 1).Insert(at, $"{other}");
            return UnifiedSocialCreditCode.TryParse(mistyped, null, out _) == (mistyped == valid);
        });

    [Fact]
    public void One_wrong_digit_of_a_registration_number_is_always_noticed() =>
        Gen.Select(Gen.Char['0', '9'].Array[12], Gen.Int[0, 13], Gen.Char['0', '9']).Sample((tail, at, other) =>
        {
            var body = "33" + new string(tail);
            var valid = body + BusinessRegistrationNumber.CheckCharacter(body);
            var mistyped = valid.Remove(at, 1).Insert(at, $"{other}");
            return BusinessRegistrationNumber.TryParse(mistyped, null, out _) == (mistyped == valid);
        });

    [Fact]
    public void Whatever_is_typed_is_judged_without_an_exception_and_again_the_same_once_cleaned() =>
        Gen.Select(Gen.Enum<IdentifierKind>(), Gen.String[Gen.Char["0123456789XxEHM浙K -０９　ａ"], 0, 24]).Sample((kind, typed) =>
        {
            var check = Ids.Check(kind, typed, Today);
            return check.IsOk == (Ids.Check(kind, $" {typed}\t", Today).Code == "OK");
        });

    [Fact]
    public void Age_turns_on_the_birthday_and_never_before() => Gen.Select(ResidentBody, Gen.Int[0, 120]).Sample((body, years) =>
    {
        var id = ResidentId.Parse(body + ResidentId.CheckCharacter(body), null);
        var birthday = id.BirthDate.AddYears(years);
        if (birthday.Day != id.BirthDate.Day) birthday = birthday.AddDays(1); // 29 February in a common year
        return id.AgeOn(birthday) == years && id.AgeOn(birthday.AddDays(-1)) == years - 1;
    });

    [Theory]
    [InlineData("33119919850312017X", "331199********017X")]
    [InlineData("331199195106010133", "331199********0133")]
    public void A_masked_resident_id_shows_region_and_end_only(string text, string masked) =>
        Assert.Equal(masked, ResidentId.Parse(text, null).Masked);

    [Fact]
    public void A_mobile_number_loses_its_country_code() =>
        Assert.Equal("15400000006", MobileNumber.Parse("+86 154-0000 0006", null).Value);

    [Fact]
    public void A_parse_failure_does_not_repeat_the_input()
    {
        var thrown = Assert.Throws<FormatException>(() => ResidentId.Parse("331199198503120179", null));

        Assert.DoesNotContain("331199", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_default_value_is_empty_and_harmless()
    {
        Assert.Equal("", default(ResidentId).Masked);
        Assert.Equal("", default(UnifiedSocialCreditCode).OrganisationCode.Value);
        Assert.Equal("", default(BankCardNumber).ToString());
    }
}
