using PreExam.Specimens.Hostile;
using PreExam.Testing.Hostile;

namespace PreExam.Imaging.Tests;

/// <summary>More than two thousand damaged and malicious files through the real children. Each ends as a page or a finding.</summary>
public sealed class HostileSetTests
{
    private const int Seed = 20260701, Count = 2100;
    private const long MostBytes = 1_100_000_000; // the bound at which a child is killed, and what it takes until the next look at it

    [Fact]
    public void Every_honest_file_is_a_page_before_it_is_damaged() => Assert.All(HonestFiles.All, honest =>
    {
        var kind = ContentType.Sniff(honest.Bytes).Kind;
        Assert.True(kind is not null && PageDecoder.Decode(honest.Bytes, kind.Value, new DecoderOptions()) is Decoded, honest.Name);
    });

    [Fact]
    public void The_same_seed_gives_the_same_files()
    {
        static int[] Marks(int seed) => [.. HostileSet.Files(seed, 120).Skip(70).Select(f => HashCode.Combine(f.Name, f.Bytes.Length, f.Bytes.Sum(b => b)))];

        Assert.Equal(Marks(Seed), Marks(Seed));
        Assert.NotEqual(Marks(Seed), Marks(Seed + 1));
    }

    /// <summary>The head is looked at in the server's own process, which nobody restarts.</summary>
    [Fact]
    public void No_hostile_head_is_a_surprise_to_the_server_itself() => Assert.All(HostileSet.Files(Seed, Count), hostile =>
    {
        for (var length = hostile.Bytes.Length; length > 0; length /= 2)
        {
            var head = hostile.Bytes.AsSpan(0, Math.Min(length, PictureSize.BytesNeeded));
            if (ContentType.Sniff(head).Kind is not { } kind) continue;
            _ = PictureSize.Find(head, kind)?.RefusedBy(new ImageLimits(), kind);
            Assert.InRange(DecodingCost.Estimate(head, kind, hostile.Bytes.Length), DecodingCost.ChildBytes, 1_000_000_000_000);
        }
    });

    [Fact]
    public async Task Two_thousand_hostile_files_end_as_pages_or_findings()
    {
        var summary = await HostileRun.Run(HostileSet.Files(Seed, Count), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", summary.Lines()));
        Assert.Equal(Count, summary.Files);
        Assert.Empty(summary.Crashes);
        Assert.Empty(summary.Hangs);
        Assert.Empty(summary.CutAccepted);
        Assert.Empty(summary.LeftBehind);
        Assert.InRange(summary.PeakBytes, 1, MostBytes);
        Assert.InRange(summary.Pages, 100, Count / 2); // some damage is harmless; were nothing or all a page, nothing would be tested
        Assert.True(summary.CutToHalf > 300, $"{summary.CutToHalf}");
    }
}
