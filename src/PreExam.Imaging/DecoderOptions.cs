using System.ComponentModel.DataAnnotations;

namespace PreExam.Imaging;

/// <summary>How pages are decoded, how large their renditions are, and from when on their quality is complained of.</summary>
public sealed record DecoderOptions
{
    /// <summary>Long side of a page rendition, in pixels. Default 2480: an A4 sheet at 210 dpi, small print still legible.</summary>
    [Range(640, 8000)]
    public int PageLongSide { get; init; } = 2480;

    /// <summary>JPEG quality of the page rendition, 1-100. Default 82: no ringing around print at a third of the size of 95.</summary>
    [Range(40, 100)]
    public int PageQuality { get; init; } = 82;

    /// <summary>Long side of the thumbnail, in pixels. Default 320: a list on a phone shows it at 100 points, three pixels each.</summary>
    [Range(64, 1024)]
    public int ThumbnailLongSide { get; init; } = 320;

    /// <summary>JPEG quality of the thumbnail, 1-100. Default 75.</summary>
    [Range(30, 100)]
    public int ThumbnailQuality { get; init; } = 75;

    /// <summary>What is refused by the header, before the first pixel.</summary>
    public ImageLimits Limits { get; init; } = new();

    /// <summary>When a measure becomes a finding.</summary>
    public QualityThresholds Quality { get; init; } = new();

    /// <summary>When a page is cut by its paper's border.</summary>
    public PaperOptions Paper { get; init; } = new();

    /// <summary>How PDF files are drawn.</summary>
    public PdfOptions Pdf { get; init; } = new();

    /// <summary>The same for a picture that is known to be nothing but its paper.</summary>
    internal DecoderOptions WithoutLooking() => this with { Paper = Paper with { Look = false } };
}

/// <summary>Bounds that a picture's header is held against. A header can lie, so the decoder process has bounds of its own.</summary>
public sealed class ImageLimits
{
    /// <summary>Pixels of any picture, in millions. Default 64: the largest common phone sensor, 200 MB as raw pixels.</summary>
    [Range(1, 400)]
    public double Megapixels { get; init; } = 64;

    /// <summary>Pixels of a progressive JPEG, in millions. Default 50: its decoder holds 3-4 bytes for each, whatever comes out.</summary>
    [Range(1, 400)]
    public double ProgressiveMegapixels { get; init; } = 50;

    /// <summary>Pixels of a HEIC picture, in millions. Default 50 (an iPhone's 48 MP mode): about 6 bytes of memory for each.</summary>
    [Range(1, 400)]
    public double HeicMegapixels { get; init; } = 50;

    /// <summary>Longest side, in pixels. Default 20 000: panoramas pass, endless strips do not.</summary>
    [Range(1000, 65500)]
    public int LongSide { get; init; } = 20_000;

    /// <summary>Most pages of one PDF or TIFF file. Default 20: a lease with its annexes; told before any is decoded.</summary>
    [Range(1, 200)]
    public int Pages { get; init; } = 20;
}

/// <summary>From when on a measure is a finding. Calibrated on rendered papers and photographs of them, see the specimens.</summary>
public sealed class QualityThresholds
{
    /// <summary>Least <see cref="PageMeasures.Sharpness"/>. Default 400: print legible to a person; sharp phone pictures have 2000 and more.</summary>
    [Range(0, 100_000)]
    public double LeastSharpness { get; init; } = 400;

    /// <summary>Least <see cref="PageMeasures.Contrast"/>, in grey levels. Default 20: below, there is nothing to judge by.</summary>
    [Range(0, 255)]
    public double LeastContrast { get; init; } = 20;

    /// <summary>Least <see cref="PageMeasures.PaperLight"/>, 0-255. Default 90: white paper photographed in a lit room has 150 and more.</summary>
    [Range(0, 255)]
    public double LeastPaperLight { get; init; } = 90;

    /// <summary>Largest <see cref="PageMeasures.DarkShare"/>, 0-1. Default 0.9: the paper is then a tenth of the picture at most.</summary>
    [Range(0, 1)]
    public double LargestDarkShare { get; init; } = 0.9;

    /// <summary>Largest <see cref="PageMeasures.OverExposedShare"/>, 0-1, of a photograph. Default 0.03: a spot as large as a card's number line.</summary>
    [Range(0, 1)]
    public double LargestOverExposedShare { get; init; } = 0.03;

    /// <summary>
    /// <see cref="PageMeasures.PaperLight"/> from which white is the paper's own colour and not glare. Default 248: scans,
    /// screenshots and drawn PDF pages are pure white, photographed paper is not.
    /// </summary>
    [Range(0, 256)]
    public double PureWhite { get; init; } = 248;

    /// <summary>Least short side of the original, in pixels. Default 600: an ID card scanned by itself at 300 dpi has 638.</summary>
    [Range(0, 10_000)]
    public int LeastShortSide { get; init; } = 600;
}

/// <summary>How PDF pages that are more than one embedded scan are drawn: by poppler-utils in a bounded child.</summary>
public sealed class PdfOptions
{
    /// <summary>Folder of <c>pdfinfo</c> and <c>pdftoppm</c>; empty: looked for on the PATH. A folder without them switches drawing off.</summary>
    public string PopplerFolder { get; init; } = "";

    /// <summary>Address space of the drawing process, in bytes. Default 1 000 000 000.</summary>
    [Range(200_000_000L, 8_000_000_000L)]
    public long MemoryBytes { get; init; } = 1_000_000_000;

    /// <summary>Processor time of the drawing process for one page, in seconds. Default 10: an ordinary A4 page takes 0.1.</summary>
    [Range(1, 120)]
    public int CpuSeconds { get; init; } = 10;

    /// <summary>Time that the drawing process may take on the wall clock, in seconds. Default 12: less than a decoder child gets for one page.</summary>
    [Range(1, 240)]
    public int WallSeconds { get; init; } = 12;
}
