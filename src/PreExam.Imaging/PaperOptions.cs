using System.ComponentModel.DataAnnotations;

namespace PreExam.Imaging;

/// <summary>How sure the paper's border must be before a page is cut by it. Set on the calibration specimens, see the benchmark <c>imaging</c>.</summary>
public sealed record PaperOptions
{
    /// <summary>Whether papers are looked for at all. Default true; false keeps every picture whole.</summary>
    public bool Look { get; init; } = true;

    /// <summary>Confidence from which the page is cut by the paper's border, 0-1. Default 0.85.</summary>
    [Range(0.5, 1)]
    public double LeastConfidence { get; init; } = 0.85;

    /// <summary>Confidence from which a border that is not sure enough is told at all, 0-1. Default 0.3: below, it is texture.</summary>
    [Range(0, 1)]
    public double LeastToTell { get; init; } = 0.3;

    /// <summary>Confidence from which another shape beside the paper counts as a second paper, 0-1. Default 0.5.</summary>
    [Range(0, 1)]
    public double LeastForSecond { get; init; } = 0.5;

    /// <summary>Confidence from which a shape around a surer one is taken for the paper instead of it, 0-1. Default 0.8.</summary>
    [Range(0, 1)]
    public double LeastForOuter { get; init; } = 0.8;

    /// <summary>What is left around a paper that was found, as a share of its long side. Default 0.012: lenses bend, sheets curl.</summary>
    [Range(0, 0.1)]
    public double Margin { get; init; } = 0.012;

    /// <summary>Least lean of text that is straightened, in degrees. Default 0.15.</summary>
    [Range(0.05, 5)]
    public double LeastSkew { get; init; } = 0.15;
}
