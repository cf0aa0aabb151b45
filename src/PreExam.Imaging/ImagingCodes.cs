namespace PreExam.Imaging;

/// <summary>Codes of findings and refusals about a page's picture. Public contract: codes are added, never renamed.</summary>
public static class ImagingCodes
{
    /// <summary>Too blurred to read.</summary>
    public const string Blur = "IMG_BLUR";
    /// <summary>Too dark to read.</summary>
    public const string Dark = "IMG_DARK";
    /// <summary>A light or its reflection has washed part of the paper out.</summary>
    public const string Glare = "IMG_GLARE";
    /// <summary>Too few pixels.</summary>
    public const string LowResolution = "IMG_LOWRES";
    /// <summary>Nothing is to be seen: an empty sheet, a covered lens.</summary>
    public const string Blank = "IMG_BLANK";
    /// <summary>More than one paper is in one picture.</summary>
    public const string SeveralPapers = "IMG_SEVERAL_PAPERS";
    /// <summary>The paper's border could not be made out surely, so the whole picture was kept.</summary>
    public const string BorderUnsure = "IMG_BORDER_UNSURE";
    /// <summary>Corners that were given for a page enclose no part of its picture that could be one.</summary>
    public const string CornersUnusable = "IMG_CORNERS_UNUSABLE";
    /// <summary>The file ends before its picture does.</summary>
    public const string Truncated = "DECODE_TRUNCATED";
    /// <summary>The file is damaged, or not what it says it is.</summary>
    public const string Failed = "DECODE_FAILED";
    /// <summary>More pixels, or a longer side, than is accepted.</summary>
    public const string TooManyPixels = "TOO_MANY_PIXELS";
    /// <summary>More pages in one TIFF file than are accepted.</summary>
    public const string TooManyPages = "IMG_TOO_MANY_PAGES";
    /// <summary>Not one of the accepted kinds of file.</summary>
    public const string UnsupportedFormat = "UNSUPPORTED_FORMAT";
    /// <summary>The PDF opens with a password only.</summary>
    public const string PdfEncrypted = "PDF_ENCRYPTED";
    /// <summary>The PDF is a form that only Adobe's own reader can show (dynamic XFA).</summary>
    public const string PdfXfa = "PDF_XFA";
    /// <summary>The PDF has no pages, or nothing is to be seen on any of them.</summary>
    public const string PdfEmpty = "PDF_EMPTY";
    /// <summary>The PDF is more than scans, and this server has no poppler-utils to draw it.</summary>
    public const string PdfNeedsPoppler = "PDF_NEEDS_POPPLER";
    /// <summary>More pages in one PDF file than are accepted.</summary>
    public const string PdfTooManyPages = "PDF_TOO_MANY_PAGES";
    /// <summary>A page of the PDF is too small or too large to be a paper.</summary>
    public const string PdfPageSize = "PDF_PAGE_SIZE";
    /// <summary>Drawing the PDF took more time or memory than is given to one page.</summary>
    public const string PdfTooComplex = "PDF_TOO_COMPLEX";

    /// <summary>Every code that this library answers with.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Blur, Dark, Glare, LowResolution, Blank, SeveralPapers, BorderUnsure, CornersUnusable, Truncated, Failed, TooManyPixels, TooManyPages, UnsupportedFormat,
        PdfEncrypted, PdfXfa, PdfEmpty, PdfNeedsPoppler, PdfTooManyPages, PdfPageSize, PdfTooComplex,
    ];
}
