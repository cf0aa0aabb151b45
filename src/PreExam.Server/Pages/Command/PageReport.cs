using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Imaging;

namespace PreExam.Server.Pages.Command;

/// <summary>What became of one file.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Kind">What its content is.</param>
/// <param name="Refused">Why it is no page, or null.</param>
/// <param name="Pages">Its pages; empty when refused.</param>
public sealed record FileReport(string File, string Kind, RefusalReport? Refused, IReadOnlyList<PageReport> Pages);

/// <summary>Why a file is no page, in the applicant's words.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record RefusalReport(string Code, LocalText Message, LocalText Remedy);

/// <summary>One page of a file.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Page">File of the page rendition.</param>
/// <param name="Thumbnail">File of the thumbnail.</param>
/// <param name="Width">Pixels of the page rendition.</param>
/// <param name="Height">Pixels of the page rendition.</param>
/// <param name="Transform">The way from the original to the page.</param>
/// <param name="Measures">What was measured.</param>
/// <param name="Findings">What the applicant would be told.</param>
public sealed record PageReport(
    int Number, string Page, string Thumbnail, int Width, int Height, PageTransform Transform, PageMeasures Measures, IReadOnlyList<FindingReport> Findings);

/// <summary>One finding with its words.</summary>
/// <param name="Finding">Code, measure and threshold.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record FindingReport(QualityFinding Finding, Severity Severity, LocalText Message, LocalText Remedy)
{
    internal static FindingReport Of(QualityFinding finding)
    {
        var reason = PageReasons.Of(finding.Code);
        return new(finding, reason.Severity, reason.Message, reason.Remedy);
    }
}
