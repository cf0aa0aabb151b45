using System.ComponentModel.DataAnnotations;
using PreExam.Imaging;

namespace PreExam.Server.Pages.Decoding;

/// <summary>How files are decoded: in how many child processes, and what one of them may use. Section <c>Decoding</c>.</summary>
public sealed class DecodingOptions
{
    /// <summary>
    /// Memory that all child processes together may take, in bytes, by what their files' heads say they need. Default 500 000 000:
    /// two ordinary photographs of 12 megapixels at once, or one document and a small picture. A file that needs more runs alone;
    /// a machine of more than two cores can use more.
    /// </summary>
    [Range(50_000_000L, 256_000_000_000L)]
    public long MemoryBudgetBytes { get; init; } = 500_000_000;

    /// <summary>Files that one child decodes before it is renewed. Default 200: native heaps fragment, a start costs a fifth of a second.</summary>
    [Range(1, 100_000)]
    public int FilesPerChild { get; init; } = 200;

    /// <summary>Resident memory at which a child is killed, in bytes. Default 1 000 000 000: the limits of the header keep honest files below half.</summary>
    [Range(64_000_000L, 16_000_000_000L)]
    public long MaxMemoryBytes { get; init; } = 1_000_000_000;

    /// <summary>How often a working child's memory is looked at, in milliseconds. Default 20: a decoder fills some 20 MB in that time.</summary>
    [Range(1, 1000)]
    public int MemoryCheckMilliseconds { get; init; } = 20;

    /// <summary>
    /// Seconds after which a child is killed over one picture, or one page of a document. Default 16: the slowest accepted one takes
    /// 3 on two slow cores, and the program that draws PDF pages gives up by itself after 12.
    /// </summary>
    [Range(0.05, 600)]
    public double PictureSeconds { get; init; } = 16;

    /// <summary>Seconds after which a child is killed over one file, however many pages it has finished. Default 120: twenty pages.</summary>
    [Range(0.05, 3600)]
    public double DocumentSeconds { get; init; } = 120;

    /// <summary>Where a child has its folder for temporary files, which goes with it. Default: the system's folder for such files.</summary>
    public string TemporaryFolder { get; init; } = Path.GetTempPath();

    /// <summary>Renditions, limits and thresholds.</summary>
    public DecoderOptions Decoder { get; init; } = new();
}
