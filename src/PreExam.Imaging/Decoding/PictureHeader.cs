namespace PreExam.Imaging.Decoding;

/// <summary>What a file claims before any pixel of it is decoded.</summary>
internal readonly record struct PictureHeader(int Width, int Height, bool Progressive = false, int Pages = 1)
{
    /// <summary>The code that this claim is refused with, or null.</summary>
    public string? RefusedBy(ImageLimits limits, FileKind kind)
    {
        if (Width <= 0 || Height <= 0) return ImagingCodes.Failed;

        var megapixels = kind switch
        {
            FileKind.Heic => Math.Min(limits.Megapixels, limits.HeicMegapixels),
            FileKind.Jpeg when Progressive => Math.Min(limits.Megapixels, limits.ProgressiveMegapixels),
            _ => limits.Megapixels,
        };
        if (Math.Max(Width, Height) > limits.LongSide || (long)Width * Height > megapixels * 1e6) return ImagingCodes.TooManyPixels;
        return Pages > limits.Pages ? ImagingCodes.TooManyPages : null;
    }
}
