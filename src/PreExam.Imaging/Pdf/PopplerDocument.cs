using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetVips;
using PreExam.Imaging.Decoding;

namespace PreExam.Imaging.Pdf;

/// <summary>
/// One PDF file drawn with poppler-utils, every call in a bounded process of its own. Pages are counted and measured once, before
/// the first is drawn.
/// </summary>
internal sealed partial class PopplerDocument(Poppler poppler, byte[] file, DecoderOptions decoder, CornersOfPages given, int mostPages)
{
    private const double LeastPoints = 36, MostPoints = 14_400; // half an inch to PDF's own limit; outside, pdftoppm crashes or gives one pixel
    private const int InfoBytes = 1 << 20, LeastPixels = 8;

    private Facts? _facts;

    public DecodeOutcome DrawAll(Action pageDone)
    {
        var facts = _facts ??= Inspect();
        if (facts.Refusal is { } code) return new DecodeRefused(code);
        if (facts.Pages == 0) return new DecodeRefused(ImagingCodes.PdfEmpty);
        if (facts.Pages > mostPages) return new DecodeRefused(ImagingCodes.PdfTooManyPages);

        List<DecodedPage> pages = [];
        for (var number = 1; number <= facts.Pages; number++)
        {
            var outcome = Draw(number);
            if (outcome is not Decoded decoded) return outcome;
            pages.AddRange(decoded.Pages);
            pageDone();
        }

        return new Decoded(pages);
    }

    public DecodeOutcome Draw(int number)
    {
        var facts = _facts ??= Inspect();
        if (facts.Refusal is { } code) return new DecodeRefused(code);
        if (!facts.IsDrawable(number)) return new DecodeRefused(ImagingCodes.PdfPageSize);

        var page = number.ToString(CultureInfo.InvariantCulture);
        var side = decoder.PageLongSide;
        var end = BoundedProgram.Run(
            poppler.Draw, ["-q", "-cropbox", "-f", page, "-l", page, "-singlefile", "-scale-to", side.ToString(CultureInfo.InvariantCulture), "-"],
            file, mostOutput: (side * side * 3) + 64, poppler.Bounds);
        if (end.OutOfBounds) return new DecodeRefused(ImagingCodes.PdfTooComplex);
        if (end.ExitCode != 0 || Pixmap.Header(end.Output) is not { } header) return new DecodeRefused(ImagingCodes.Failed);
        if (Math.Min(header.Width, header.Height) < LeastPixels) return new DecodeRefused(ImagingCodes.PdfPageSize);

        VipsPictures.SetUp();
        using var untagged = Image.NewFromMemory<byte>(
            end.Output.AsMemory(header.Offset, header.Width * header.Height * 3), header.Width, header.Height, 3, Enums.BandFormat.Uchar);
        using var raw = untagged.Copy(interpretation: Enums.Interpretation.Srgb);
        using var held = PageRendering.Held(raw, profile: null);
        return new Decoded([PageRendering.Render(held, (header.Width, header.Height, Orientation: 1), decoder.WithoutLooking(), given.Of(number))]);
    }

    private Facts Inspect()
    {
        var last = mostPages.ToString(CultureInfo.InvariantCulture);
        var end = BoundedProgram.Run(poppler.Info, ["-f", "1", "-l", last, "-"], file, InfoBytes, poppler.Bounds);
        if (end.OutOfBounds) return new(ImagingCodes.PdfTooComplex);
        if (Locked().IsMatch(end.Errors)) return new(ImagingCodes.PdfEncrypted);

        if (end.Errors.Contains("Wrong page range", StringComparison.Ordinal)) return new(ImagingCodes.PdfEmpty); // page 1 is asked for

        var told = Encoding.Latin1.GetString(end.Output);
        if (end.ExitCode != 0 || PageCount().Match(told) is not { Success: true } count) return new(ImagingCodes.Failed);

        var facts = new Facts(null) { Pages = int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture) };
        foreach (Match size in PageSize().Matches(told))
            facts.Sizes[int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture)] = (Points(size.Groups[2]), Points(size.Groups[3]));
        return facts;
    }

    private static double Points(Group number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    private sealed record Facts(string? Refusal)
    {
        public int Pages { get; init; }

        public Dictionary<int, (double Width, double Height)> Sizes { get; } = [];

        public bool IsDrawable(int number) => Sizes.TryGetValue(number, out var size)
            && size.Width is >= LeastPoints and <= MostPoints && size.Height is >= LeastPoints and <= MostPoints;
    }

    [GeneratedRegex(@"Incorrect password|nsupported (version/revision|security handler)|nknown security handler")]
    private static partial Regex Locked();

    [GeneratedRegex(@"^Pages:\s+(\d{1,9})\s*$", RegexOptions.Multiline)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"^Page\s+(\d{1,9}) size:\s+([0-9.]+) x ([0-9.]+) pts", RegexOptions.Multiline)]
    private static partial Regex PageSize();
}
