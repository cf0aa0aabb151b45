using System.ComponentModel.DataAnnotations;
using PreExam.Imaging;

namespace PreExam.Server.Pages.Decoding;

/// <summary>How files are decoded: in how many child processes, and what one of them may use. Section <c>Decoding</c>.</summary>
public sealed class DecodingOptions
{
    /// <summary>Child processes at once. Default 2: one per core of the smallest machine; each takes 60-250 MB while it works.</summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = 2;

    /// <summary>Files that one child decodes before it is renewed. Default 200: native heaps fragment, a start costs a fifth of a second.</summary>
    [Range(1, 100_000)]
    public int FilesPerChild { get; init; } = 200;

    /// <summary>Resident memory at which a child is killed, in bytes. Default 1 000 000 000: the limits of the header keep honest files below half.</summary>
    [Range(64_000_000L, 16_000_000_000L)]
    public long MaxMemoryBytes { get; init; } = 1_000_000_000;

    /// <summary>How often a working child's memory is looked at, in milliseconds. Default 20: a decoder fills some 20 MB in that time.</summary>
    [Range(1, 1000)]
    public int MemoryCheckMilliseconds { get; init; } = 20;

    /// <summary>Seconds after which a child is killed over one picture. Default 30: the slowest accepted one takes 3 on two slow cores.</summary>
    [Range(0.05, 600)]
    public double PictureSeconds { get; init; } = 30;

    /// <summary>Seconds after which a child is killed over one PDF or TIFF file. Default 120: twenty pages.</summary>
    [Range(0.05, 3600)]
    public double DocumentSeconds { get; init; } = 120;

    /// <summary>Renditions, limits and thresholds.</summary>
    public DecoderOptions Decoder { get; init; } = new();
}
