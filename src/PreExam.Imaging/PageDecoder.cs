using ImageMagick;
using NetVips;
using PreExam.Imaging.Decoding;
using PreExam.Imaging.Pdf;

namespace PreExam.Imaging;

/// <summary>
/// Bytes of one uploaded file in; its pages out as renditions, transform, measures and findings. Native decoders run here: a
/// server calls this in a process that may die (the decoder child), never in its own.
/// </summary>
public static class PageDecoder
{
    /// <summary>Decodes one file whose kind <see cref="ContentType.Sniff"/> has told. Never throws on account of the file's content.</summary>
    /// <param name="file">The bytes as they were uploaded.</param>
    /// <param name="kind">What they are.</param>
    /// <param name="options">Renditions, limits and thresholds.</param>
    /// <param name="given">Corners that a person gave for some of the pages; the paper of all others is looked for.</param>
    /// <returns><see cref="Decoded"/> or <see cref="DecodeRefused"/>.</returns>
    public static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options, IReadOnlyList<GivenCorners>? given = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        return Decode(file, kind, options, given, options.Limits.Pages, static () => { });
    }

    /// <summary>The same for fewer pages than the options allow; tells after each page of several, so that a watch can tell work from a standstill.</summary>
    internal static DecodeOutcome Decode(
        byte[] file, FileKind kind, DecoderOptions options, IReadOnlyList<GivenCorners>? given, int mostPages, Action pageDone)
    {
        if (ContentType.Sniff(file).Kind != kind) return new DecodeRefused(ImagingCodes.UnsupportedFormat);

        var most = Math.Min(mostPages, options.Limits.Pages);
        var corners = new CornersOfPages(given);
        try
        {
            return kind switch
            {
                FileKind.Pdf => PdfPages.Decode(file, options, corners, most, pageDone),
                FileKind.Heic or FileKind.Bmp => MagickPictures.Decode(file, kind, options, corners),
                _ => VipsPictures.Decode(file, kind, options, corners, most, pageDone),
            };
        }
        catch (CornersUnusableException)
        {
            return new DecodeRefused(ImagingCodes.CornersUnusable);
        }
        catch (Exception broken) when (broken is VipsException or MagickException or OverflowException or ArgumentException)
        {
            return Truncation.Refuse(file, kind);
        }
    }
}
