using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Time;
using PreExam.Imaging;
using Xunit;

namespace PreExam.Server.Tests.Catalogue;

public sealed class PageWordsTests
{
    public static TheoryData<string> Codes => [.. ImagingCodes.All];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Everything_that_is_found_on_a_page_is_told_in_words(string code)
    {
        var facts = new CaseFacts
        {
            Today = new(2026, 11, 23),
            Calendar = new WorkingCalendar(HolidayTable.Embedded),
            Materials = new Dictionary<string, MaterialFacts>
            {
                ["application"] = new() { Pages = [new PageFacts(Guid.CreateVersion7(), PageState.Ready, [code])] },
            },
        };

        var finding = Assert.Single(Shipped.Version("999070010101").Plan.Run(facts).Findings, f => f.CheckId == $"page.{code}");

        Assert.DoesNotContain(code, finding.Message.En + finding.Message.Zh + finding.Explanation.Sentence.En, StringComparison.Ordinal);
    }
}
