using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PreExam.Imaging.Decoding;
using PreExam.Imaging.Geometry;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Exceptions;

namespace PreExam.Imaging.Pdf;

/// <summary>
/// The pages of a PDF file: a page that is one embedded scan gives the scan itself, every other page is drawn by poppler-utils
/// where they are installed. Without them scans still work, which is most of what people have.
/// </summary>
internal static partial class PdfPages
{
    private const int HeadBytes = 1024;
    private const int TailBytes = 4096; // readers look for the end mark within the last 1024 bytes; mail gateways append

    public static DecodeOutcome Decode(byte[] file, DecoderOptions options, CornersOfPages given, int mostPages, Action pageDone)
    {
        // Neither library minds a file that was cut off: both rebuild what they can, and pages would be missing in silence.
        if (IsCutOff(file)) return new DecodeRefused(ImagingCodes.Truncated);

        var outcome = Read(file, options, given, mostPages, pageDone);
        return outcome is Decoded decoded && decoded.Pages.All(p => p.Measures.Contrast == 0) ? new DecodeRefused(ImagingCodes.PdfEmpty) : outcome;
    }

    private static bool IsCutOff(ReadOnlySpan<byte> file)
    {
        var whole = file.TrimEnd((byte)0); // some stores fill a file up to their block
        if (whole[Math.Max(0, whole.Length - TailBytes)..].IndexOf("%%EOF"u8) < 0) return true;

        // A linearised file has an end mark near its beginning as well, and says how long it is (ISO 32000-1 annex F).
        var length = LinearisedLength().Match(Encoding.Latin1.GetString(file[..Math.Min(file.Length, HeadBytes)]));
        return length.Success && long.Parse(length.Groups[1].Value, CultureInfo.InvariantCulture) > file.Length;
    }

    [GeneratedRegex(@"/Linearized\b[^>]*/L\s+(\d{1,12})\b")]
    private static partial Regex LinearisedLength();

    private static DecodeOutcome Read(byte[] file, DecoderOptions options, CornersOfPages given, int mostPages, Action pageDone)
    {
        var poppler = Poppler.Find(options.Pdf);
        try
        {
            using var document = PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            if (document.NumberOfPages > mostPages) return new DecodeRefused(ImagingCodes.PdfTooManyPages);
            if (XfaForm.IsDynamic(document)) return new DecodeRefused(ImagingCodes.PdfXfa);
            if (document.NumberOfPages > 0) return Read(document, poppler?.Open(file, options, given, mostPages), options, given, pageDone);
            if (poppler is null) return new DecodeRefused(ImagingCodes.PdfEmpty);
        }
        catch (PdfDocumentEncryptedException)
        {
            return new DecodeRefused(ImagingCodes.PdfEncrypted);
        }
        catch (Exception)
        {
            // A file that this reader cannot cope with, up to the limit of its heap, may be an ordinary one to the other.
        }

        return poppler is null ? new DecodeRefused(ImagingCodes.PdfNeedsPoppler) : poppler.Open(file, options, given, mostPages).DrawAll(pageDone);
    }

    private static DecodeOutcome Read(PdfDocument document, PopplerDocument? drawing, DecoderOptions options, CornersOfPages given, Action pageDone)
    {
        List<DecodedPage> pages = [];
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            var outcome = EmbeddedScan.Of(document.GetPage(number)) is { } scan
                ? Decode(scan, options, given.Of(number))
                : drawing?.Draw(number) ?? new DecodeRefused(ImagingCodes.PdfNeedsPoppler);
            if (outcome is not Decoded decoded) return outcome;
            pages.AddRange(decoded.Pages);
            pageDone();
        }

        return new Decoded(pages);
    }

    private static DecodeOutcome Decode(EmbeddedScan scan, DecoderOptions options, IReadOnlyList<PicturePoint>? given)
    {
        try
        {
            return VipsPictures.DecodeScan(scan.File, scan.Kind, scan.Orientation, options, given);
        }
        catch (NetVips.VipsException)
        {
            return Truncation.Refuse(scan.File, scan.Kind); // the document is whole, the scan inside it is not
        }
    }
}
