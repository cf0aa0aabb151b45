using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NetVips;
using PreExam.Imaging.Decoding;

namespace PreExam.Imaging.Pdf;

/// <summary>Draws PDF pages with poppler-utils, every call in a bounded process of its own.</summary>
internal sealed partial class Poppler(string info, string draw, PdfOptions options)
{
    private const double LeastPoints = 36, MostPoints = 14_400; // half an inch to PDF's own limit; outside, pdftoppm crashes or gives one pixel
    private const int InfoBytes = 1 << 20, LeastPixels = 8;

    /// <summary>Null where poppler-utils, or the program that bounds them, is not installed.</summary>
    public static Poppler? Find(PdfOptions options)
    {
        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string[] folders = options.PopplerFolder.Length > 0 ? [options.PopplerFolder] : path;
        return Locate("prlimit", path) is not null && Locate("pdfinfo", folders) is { } info && Locate("pdftoppm", folders) is { } draw
            ? new Poppler(info, draw, options)
            : null;
    }

    public DecodeOutcome DrawAll(byte[] file, DecoderOptions decoder)
    {
        var facts = Inspect(file, 1, decoder.Limits.Pages);
        if (facts.Refusal is { } code) return new DecodeRefused(code);
        if (facts.Pages > decoder.Limits.Pages) return new DecodeRefused(ImagingCodes.PdfTooManyPages);

        List<DecodedPage> pages = [];
        for (var number = 1; number <= facts.Pages; number++)
        {
            var outcome = Draw(file, number, decoder);
            if (outcome is not Decoded decoded) return outcome;
            pages.AddRange(decoded.Pages);
        }

        return pages.Count > 0 ? new Decoded(pages) : new DecodeRefused(ImagingCodes.Failed);
    }

    public DecodeOutcome Draw(byte[] file, int number, DecoderOptions decoder)
    {
        if (Inspect(file, number, number).Refusal is { } code) return new DecodeRefused(code);

        var page = number.ToString(CultureInfo.InvariantCulture);
        var longSide = options.LongSide.ToString(CultureInfo.InvariantCulture);
        var end = BoundedProgram.Run(
            draw, ["-q", "-cropbox", "-f", page, "-l", page, "-singlefile", "-scale-to", longSide, "-"],
            file, mostOutput: (options.LongSide * options.LongSide * 3) + 64, options);
        if (end.OutOfBounds) return new DecodeRefused(ImagingCodes.PdfTooComplex);
        if (end.ExitCode != 0 || Pixmap.Header(end.Output) is not { } header) return new DecodeRefused(ImagingCodes.Failed);
        if (Math.Min(header.Width, header.Height) < LeastPixels) return new DecodeRefused(ImagingCodes.PdfPageSize);

        VipsPictures.SetUp();
        using var untagged = Image.NewFromMemory<byte>(
            end.Output.AsMemory(header.Offset, header.Width * header.Height * 3), header.Width, header.Height, 3, Enums.BandFormat.Uchar);
        using var raw = untagged.Copy(interpretation: Enums.Interpretation.Srgb);
        using var shrunk = PageRendering.Shrink(raw, profile: null, decoder);
        return new Decoded([PageRendering.Render(shrunk, header.Width, header.Height, orientation: 1, decoder)]);
    }

    private (int Pages, string? Refusal) Inspect(byte[] file, int first, int last)
    {
        var end = BoundedProgram.Run(info, ["-f", $"{first}", "-l", $"{last}", "-"], file, InfoBytes, options);
        if (end.OutOfBounds) return (0, ImagingCodes.PdfTooComplex);
        if (end.Errors.Contains("Incorrect password", StringComparison.Ordinal)) return (0, ImagingCodes.PdfEncrypted);

        var told = Encoding.Latin1.GetString(end.Output);
        if (end.ExitCode != 0 || PageCount().Match(told) is not { Success: true } count) return (0, ImagingCodes.Failed);

        foreach (Match size in PageSize().Matches(told))
        {
            if (Points(size.Groups[1]) is < LeastPoints or > MostPoints || Points(size.Groups[2]) is < LeastPoints or > MostPoints)
                return (0, ImagingCodes.PdfPageSize);
        }

        return (int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture), null);
    }

    private static double Points(Group number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    private static string? Locate(string program, string[] folders) =>
        folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^Pages:\s+(\d{1,9})\s*$", RegexOptions.Multiline)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"^Page\s+\d+ size:\s+([0-9.]+) x ([0-9.]+) pts", RegexOptions.Multiline)]
    private static partial Regex PageSize();
}
