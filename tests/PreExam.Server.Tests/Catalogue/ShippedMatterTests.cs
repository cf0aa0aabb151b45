using PreExam.Domain.Matters;
using PreExam.Server.Catalogue.Loading;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class ShippedMatterTests
{
    public static TheoryData<string> Files => [.. ShippedFiles.Matters().Select(m => m.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_shipped_matter_is_sound_and_complete(string file)
    {
        var matter = Shipped.Read(file);

        Assert.Equal(Path.GetFileNameWithoutExtension(file), matter.Code);
        Assert.True(matter.Checks.Count >= 5);
        Assert.NotEmpty(matter.Guide.Office.Address.Zh);
        Assert.All(matter.Materials, m => Assert.InRange(m.ShortName.Length, 1, Matter.CardTextLength));
        Assert.All(matter.Materials, m => Assert.NotNull(m.Example));
        Assert.NotNull(matter.Limits.PreExam.Value);
    }

    [Fact]
    public void Three_matters_come_with_the_program()
    {
        Assert.Equal(["999050070101.yaml", "999070010101.yaml", "999070010201.yaml"], ShippedFiles.Matters().Select(m => m.File));
    }

    [Fact]
    public void The_company_has_its_follow_up_tracks()
    {
        Assert.Equal(
            ["SEAL", "TAX", "SOCIAL_INSURANCE", "MEDICAL_INSURANCE", "HOUSING_FUND", "BANK_ACCOUNT", "STATISTICS", "CUSTOMS"],
            Shipped.Read("999070010201.yaml").FollowUpTracks);
    }

    [Fact]
    public void The_company_chooses_what_is_handled_along_and_statistics_always_is()
    {
        var matter = Shipped.Version("999070010201");

        Assert.Equal(["SEAL", "BANK_ACCOUNT", "STATISTICS"], Chosen(["seal", "bank"]));
        Assert.Equal(["STATISTICS"], Chosen([]));

        IEnumerable<string> Chosen(string[] answer) =>
            matter.Matter.FollowUpTracks.Where(track => matter.IsTrackChosen(track, new Dictionary<string, IReadOnlyList<string>> { ["tracks"] = answer }));
    }
}

internal static class Shipped
{
    public static Matter Read(string file) => MatterText.Read(file, ShippedFiles.Matters().Single(m => m.File == file).Text);

    public static MatterVersion Version(string code) => new(Read(code + ".yaml"), 1, "hash");
}
