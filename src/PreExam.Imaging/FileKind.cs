namespace PreExam.Imaging;

/// <summary>The kinds of file that a page may be uploaded as. Everything else is refused by content, whatever its name.</summary>
public enum FileKind
{
    /// <summary>JPEG, baseline or progressive; of a multi-picture file the first picture.</summary>
    Jpeg,
    /// <summary>PNG.</summary>
    Png,
    /// <summary>WebP, the first frame.</summary>
    WebP,
    /// <summary>TIFF, one or more pages.</summary>
    Tiff,
    /// <summary>HEIC/HEIF with HEVC inside: what iPhones take by default.</summary>
    Heic,
    /// <summary>Windows bitmap.</summary>
    Bmp,
    /// <summary>PDF, one or more pages.</summary>
    Pdf,
}
