using CsCheck;
using PreExam.Domain.Cases;

namespace PreExam.Domain.Tests.Cases;

public sealed class CaseNumberTests
{
    private static readonly Gen<string> Numbers = Gen.Select(Gen.Int[0, 36524], Gen.Int[1, 999_999])
        .Select((day, counter) => CaseNumber.Compose(new DateOnly(2000, 1, 1).AddDays(day), counter));

    [Fact]
    public void A_composed_number_is_valid() => Numbers.Sample(number =>
    {
        Assert.Matches("^PE-[0-9]{6}-[0-9]{6}-[0-9]$", number);
        Assert.True(CaseNumber.IsValid(number));
    });

    [Fact]
    public void One_digit_misheard_is_noticed() => Gen.Select(Numbers, Gen.Int[0, 12], Gen.Int[1, 9]).Sample((number, place, by) =>
    {
        var digits = Digits(number);
        digits[place] = (char)('0' + ((digits[place] - '0' + by) % 10));
        Assert.False(CaseNumber.IsValid(Compose(digits)));
    });

    [Fact]
    public void Two_neighbours_swapped_are_noticed_unless_they_are_nought_and_nine() => Gen.Select(Numbers, Gen.Int[0, 11]).Sample((number, place) =>
    {
        var digits = Digits(number);
        var (one, other) = (digits[place], digits[place + 1]);
        if (one == other || (one, other) is ('0', '9') or ('9', '0')) return; // Luhn's known gap
        (digits[place], digits[place + 1]) = (other, one);
        Assert.False(CaseNumber.IsValid(Compose(digits)));
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PE-261123-000001")]
    [InlineData("PE-261123-00000a-1")]
    [InlineData("PX-261123-000001-1")]
    public void What_has_another_form_is_no_number(string? text) => Assert.False(CaseNumber.IsValid(text));

    private static char[] Digits(string number) => [.. number.Where(char.IsAsciiDigit)];

    private static string Compose(char[] d) => $"PE-{new string(d, 0, 6)}-{new string(d, 6, 6)}-{d[12]}";
}
