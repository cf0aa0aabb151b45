namespace PreExam.Imaging;

/// <summary>Something about a picture that its taker can do better.</summary>
/// <param name="Code">One of <see cref="ImagingCodes"/>.</param>
/// <param name="Measured">What was measured, in the unit of the measure.</param>
/// <param name="Threshold">What it was held against.</param>
public sealed record QualityFinding(string Code, double Measured, double Threshold);

/// <summary>Turns measures into findings. Kept apart from measuring, so that stored measures can be judged again by other thresholds.</summary>
public static class QualityFindings
{
    /// <summary>Every finding that the measures give; empty for a good picture.</summary>
    public static IReadOnlyList<QualityFinding> From(PageMeasures measures, QualityThresholds thresholds)
    {
        List<QualityFinding> found = [];

        if (measures.ShortSide < thresholds.LeastShortSide)
            found.Add(new(ImagingCodes.LowResolution, measures.ShortSide, thresholds.LeastShortSide));

        if (measures.PaperLight < thresholds.LeastPaperLight)
            found.Add(new(ImagingCodes.Dark, measures.PaperLight, thresholds.LeastPaperLight));
        else if (measures.DarkShare > thresholds.LargestDarkShare)
            found.Add(new(ImagingCodes.Dark, measures.DarkShare, thresholds.LargestDarkShare));

        if (measures.OverExposedShare > thresholds.LargestOverExposedShare && measures.PaperLight < thresholds.PureWhite)
            found.Add(new(ImagingCodes.Glare, measures.OverExposedShare, thresholds.LargestOverExposedShare));

        if (measures.Contrast < thresholds.LeastContrast)
            found.Add(new(ImagingCodes.Blank, measures.Contrast, thresholds.LeastContrast));
        else if (measures.Sharpness < thresholds.LeastSharpness)
            found.Add(new(ImagingCodes.Blur, measures.Sharpness, thresholds.LeastSharpness));

        return found;
    }

    /// <summary>What is to be told about how the paper lies in the picture.</summary>
    public static IReadOnlyList<QualityFinding> From(PaperSighting paper, PaperOptions options) => paper.Outcome switch
    {
        PaperOutcome.Several => [new(ImagingCodes.SeveralPapers, paper.Confidence, options.LeastForSecond)],
        PaperOutcome.Unsure => [new(ImagingCodes.BorderUnsure, paper.Confidence, options.LeastConfidence)],
        _ => [],
    };
}
