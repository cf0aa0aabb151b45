using System.Text.Json;
using PreExam.Domain.Cases;
using PreExam.Domain.Checks;
using PreExam.Domain.Matters;
using PreExam.Server.Pages.Live;

namespace PreExam.Server.Pages;

/// <summary>One picture made from a page's file.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Width">Pixels of the rendition.</param>
/// <param name="Height">Pixels of the rendition.</param>
/// <param name="Transform">How points of the original map to the rendition.</param>
/// <param name="Measures">What was measured.</param>
public sealed record PictureView(int Number, int Width, int Height, JsonElement Transform, JsonElement Measures);

/// <summary>What the machine found on a page, in the applicant's words.</summary>
/// <param name="Code">Stable code, for example IMG_BLUR.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record PageFindingView(string Code, Severity Severity, LocalText Message, LocalText Remedy);

/// <summary>A page as its applicant and the caseworker see it.</summary>
/// <param name="Id">The page.</param>
/// <param name="Slot">Its material.</param>
/// <param name="State">How far the machine is.</param>
/// <param name="UploadedAt">When it arrived.</param>
/// <param name="Bytes">Length of the original.</param>
/// <param name="Sha256">Hash of the original bytes.</param>
/// <param name="FileKind">Judged by content.</param>
/// <param name="AddedInRound">Round into which it came.</param>
/// <param name="Pictures">Renditions; empty until ready.</param>
/// <param name="Findings">What the machine found.</param>
/// <param name="Waiting">Its place in the queue, where the machine has not come to it within three seconds; told for a single page only.</param>
public sealed record PageView(
    Guid Id, string Slot, PageState State, DateTimeOffset UploadedAt, long Bytes, string Sha256, string FileKind, int AddedInRound,
    IReadOnlyList<PictureView> Pictures, IReadOnlyList<PageFindingView> Findings, PageWait? Waiting = null)
{
    internal static PageView Of(Page page) => new(
        page.Id, page.Slot, page.State, page.UploadedAt, page.Bytes, page.Sha256, page.FileKind, page.AddedInRound,
        [.. page.Renditions.Select(r => new PictureView(
            r.Number, r.Width, r.Height, JsonDocument.Parse(r.TransformJson).RootElement, JsonDocument.Parse(r.MeasuresJson).RootElement))],
        [.. page.FindingCodes.Select(code => Describe(page.State, code))]);

    private static PageFindingView Describe(PageState state, string code)
    {
        var reason = state switch
        {
            PageState.Quarantined => PageReasons.Quarantined,
            PageState.Unreadable => PageReasons.Of(code) with { Severity = Severity.Blocker },
            _ => PageReasons.Of(code),
        };
        return new(code, reason.Severity, reason.Message, reason.Remedy);
    }
}
