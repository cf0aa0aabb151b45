using System.Text.Json;
using System.Text.Json.Serialization;
using PreExam.Domain.Identifiers;
using Ids = PreExam.Domain.Identifiers.Identifiers;

namespace PreExam.Domain.Tests.Identifiers;

/// <summary>Made-up numbers and the examples printed in the standards: five good and five bad ones of each kind.</summary>
public sealed class IdentifierVectorTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private static readonly VectorFile File = Read();

    public static TheoryData<IdentifierKind, string, string> Vectors =>
        new(File.Vectors.Select(vector => (vector.Kind, vector.Text, vector.Expected)));

    public static TheoryData<string, string> Upgrades =>
        new(File.Vectors.Where(vector => vector.Upgraded is not null).Select(vector => (vector.Text, vector.Upgraded!)));

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_number_is_judged_as_published(IdentifierKind kind, string text, string expected) =>
        Assert.Equal(expected, Ids.Check(kind, text, File.Today).Code);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_number_typed_in_full_width_small_letters_is_judged_the_same(IdentifierKind kind, string text, string expected)
    {
        var typed = "\u3000" + string.Concat(text.ToLowerInvariant().Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)) + " ";

        Assert.Equal(expected, Ids.Check(kind, typed, File.Today).Code);
    }

    [Theory]
    [MemberData(nameof(Upgrades))]
    public void An_old_number_is_upgraded_to_the_one_its_holder_has_today(string old, string upgraded)
    {
        Assert.True(LegacyResidentId.TryParse(old, null, out var legacy));

        Assert.Equal(upgraded, legacy.Upgrade().Value);
    }

    [Fact]
    public void Every_kind_has_good_and_bad_vectors() => Assert.All(Enum.GetValues<IdentifierKind>(), kind =>
    {
        Assert.Equal(5, File.Vectors.Count(vector => vector.Kind == kind && vector.Expected == "OK"));
        Assert.Equal(5, File.Vectors.Count(vector => vector.Kind == kind && vector.Expected != "OK"));
    });

    [Fact]
    public void Nothing_typed_is_a_bad_format_of_every_kind() => Assert.All(Enum.GetValues<IdentifierKind>(), kind =>
    {
        foreach (var text in (string?[])[null, "", "   ", new string('1', 10_000), "张三", "\0"])
        {
            Assert.Equal("BAD_FORMAT", Ids.Check(kind, text, File.Today).Code);
        }
    });

    private static VectorFile Read()
    {
        using var stream = typeof(IdentifierVectorTests).Assembly.GetManifestResourceStream("identifiers.json")!;
        return JsonSerializer.Deserialize<VectorFile>(stream, Json)!;
    }

    private sealed record VectorFile(DateOnly Today, IReadOnlyList<Vector> Vectors);

    private sealed record Vector(IdentifierKind Kind, string Text, string Expected, string? Upgraded);
}
