using System.Text.Json;
using NetVips;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>The findings that an applicant is told, on photographs of papers whose truth is known.</summary>
public sealed class QualityTests
{
    private sealed record Truth(string File, string[] Findings, int Orientation);

    public static TheoryData<string, string> Specimens
    {
        get
        {
            var all = JsonSerializer.Deserialize<Truth[]>(Specimen("truth.json"), JsonSerializerOptions.Web)!;
            return [.. all.Select(s => (s.File, string.Join(" ", s.Findings)))];
        }
    }

    [Theory, MemberData(nameof(Specimens))]
    public void A_photograph_gets_the_findings_that_it_was_made_for(string file, string findings)
    {
        var page = DecodeOne(Specimen(file), FileKind.Jpeg);

        TestContext.Current.TestOutputHelper?.WriteLine($"{page.Measures}");
        Assert.Equal(findings, string.Join(" ", page.Findings.Select(f => f.Code)));
    }

    [Fact]
    public void The_less_sharp_a_photograph_is_the_lower_is_its_sharpness()
    {
        using var sharp = Image.NewFromBuffer(Specimen("lease-1.jpg"));

        double[] measured = [.. new[] { 0.0, 1, 2, 4, 8 }.Select(blur => blur == 0
            ? DecodeOne(sharp.Jpeg(), FileKind.Jpeg).Measures.Sharpness
            : DecodeOne(sharp.Gaussblur(blur).Jpeg(), FileKind.Jpeg).Measures.Sharpness)];

        Assert.Equal(measured.OrderDescending(), measured);
        Assert.True(measured[0] > 10 * measured[^1], string.Join(", ", measured));
    }

    [Fact]
    public void The_same_paper_taken_by_a_larger_camera_is_judged_the_same()
    {
        using var picture = Image.NewFromBuffer(Specimen("id-card-front-blurred.jpg"));
        using var larger = picture.Resize(2.5);

        var page = DecodeOne(larger.Jpeg(), FileKind.Jpeg);

        Assert.Equal([ImagingCodes.Blur], page.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_clean_scan_is_not_mistaken_for_glare()
    {
        using var photographed = Image.NewFromBuffer(Specimen("lease-1.jpg"));
        using var paper = photographed.Crop(200, 200, 1100, 1600);
        using var scanned = paper.Linear([2.2], [-120.0], uchar: true); // what a scanner's white point does: paper becomes pure white

        var page = DecodeOne(scanned.Jpeg(), FileKind.Jpeg);

        Assert.True(page.Measures.OverExposedShare > 0.5, $"{page.Measures}");
        Assert.Empty(page.Findings);
    }

    [Fact]
    public void A_card_on_a_black_table_is_not_called_dark()
    {
        using var card = Image.NewFromBuffer(Specimen("id-card-front.jpg"));
        using var table = card.Embed(1000, 800, 3600, 2800, extend: Enums.Extend.Black);

        var page = DecodeOne(table.Jpeg(), FileKind.Jpeg);
        var whole = DecodeOne(table.Jpeg(), FileKind.Jpeg, new DecoderOptions { Paper = new PaperOptions { Look = false } });

        Assert.Equal(PaperOutcome.Found, page.Paper.Outcome);
        Assert.Empty(page.Findings);
        Assert.True(whole.Measures.MeanLight < 60, $"{whole.Measures}");
        Assert.Empty(whole.Findings);
    }

    [Fact]
    public void An_empty_sheet_is_blank_rather_than_blurred()
    {
        var page = DecodeOne(Plain([214, 212, 208], 1200, 1600).Jpeg(), FileKind.Jpeg);

        Assert.Equal([ImagingCodes.Blank], page.Findings.Select(f => f.Code));
    }

    [Fact]
    public void A_thumbnail_sent_instead_of_the_photograph_has_too_few_pixels()
    {
        using var small = Image.ThumbnailBuffer(Specimen("application-form.jpg"), 480);

        var page = DecodeOne(small.Jpeg(), FileKind.Jpeg);

        Assert.Contains(ImagingCodes.LowResolution, page.Findings.Select(f => f.Code));
    }

    [Fact]
    public void Stored_measures_can_be_judged_by_other_thresholds()
    {
        var measures = new PageMeasures(4000, 3000, Sharpness: 900, Contrast: 180, MeanLight: 120, PaperLight: 190, OverExposedShare: 0.01, DarkShare: 0.1);

        Assert.Empty(QualityFindings.From(measures, new QualityThresholds()));
        Assert.Equal(
            [new QualityFinding(ImagingCodes.Blur, 900, 1000)],
            QualityFindings.From(measures, new QualityThresholds { LeastSharpness = 1000 }));
    }
}
