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
    /// <returns><see cref="Decoded"/> or <see cref="DecodeRefused"/>.</returns>
    public static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        return Decode(file, kind, options, options.Limits.Pages, static () => { });
    }

    /// <summary>The same for fewer pages than the options allow; tells after each page of several, so that a watch can tell work from a standstill.</summary>
    internal static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options, int mostPages, Action pageDone)
    {
        if (ContentType.Sniff(file).Kind != kind) return new DecodeRefused(ImagingCodes.UnsupportedFormat);

        var most = Math.Min(mostPages, options.Limits.Pages);
        try
        {
            return kind switch
            {
                FileKind.Pdf => PdfPages.Decode(file, options, most, pageDone),
                FileKind.Heic or FileKind.Bmp => MagickPictures.Decode(file, kind, options),
                _ => VipsPictures.Decode(file, kind, options, most, pageDone),
            };
        }
        catch (Exception broken) when (broken is VipsException or MagickException or OverflowException or ArgumentException)
        {
            return Truncation.Refuse(file, kind);
        }
    }
}
