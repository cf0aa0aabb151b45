using System.Buffers.Binary;
using ImageMagick;
using NetVips;

namespace PreExam.Imaging.Decoding;

/// <summary>HEIC and BMP: decoded by Magick.NET, which libvips' build cannot do, and shrunk by libvips like all others.</summary>
internal static class MagickPictures
{
    static MagickPictures()
    {
        ResourceLimits.Thread = 1;
        ResourceLimits.Disk = 0; // what does not fit into memory is refused, never spilled: no picture of a citizen in a temporary file
    }

    public static DecodeOutcome Decode(byte[] file, FileKind kind, DecoderOptions options, CornersOfPages given)
    {
        // The decoder is content as soon as it has the picture's own bytes; a file cut off behind them is not what was sent.
        if (kind == FileKind.Heic && Truncation.LacksEndOfBox(file)) return new DecodeRefused(ImagingCodes.Truncated);

        if (kind == FileKind.Bmp) ForgiveLength(file);

        // Left to itself the library sniffs too, and would run a shell for some formats. One frame: no bursts, no live pictures.
        var settings = new MagickReadSettings
        {
            Format = kind == FileKind.Heic ? MagickFormat.Heic : MagickFormat.Bmp,
            FrameIndex = 0,
            FrameCount = 1,
        };

        var claimed = new MagickImageInfo(file, settings);
        var header = new ClaimedSize(claimed.Width, claimed.Height);
        if (header.RefusedBy(options.Limits, kind) is { } code) return new DecodeRefused(code);

        byte[] pixels;
        byte[]? profile;
        int width, height, bands;
        using (var picture = new MagickImage(file, settings))
        {
            (width, height) = ((int)picture.Width, (int)picture.Height);
            profile = picture.GetColorProfile()?.ToByteArray();
            // The fourth byte of a bitmap's pixel is as often unused as it is alpha: bitmaps are read as opaque.
            bands = kind == FileKind.Heic && picture.HasAlpha ? 4 : 3;
            using var all = picture.GetPixelsUnsafe();
            pixels = all.ToByteArray(bands == 4 ? PixelMapping.RGBA : PixelMapping.RGB) ?? [];
        }

        VipsPictures.SetUp();
        using var untagged = Image.NewFromMemory(pixels, width, height, bands, Enums.BandFormat.Uchar);
        using var raw = untagged.Copy(interpretation: Enums.Interpretation.Srgb);
        using var held = PageRendering.Held(raw, profile);
        return new Decoded([PageRendering.Render(held, (width, height, Orientation: 1), options, given.Of(1))]); // the file's own rotation is already in
    }

    /// <summary>The decoder refuses a bitmap that is longer than it says, which many are: nothing of its picture is missing.</summary>
    private static void ForgiveLength(byte[] file)
    {
        var told = file.AsSpan(2, sizeof(uint));
        if (BinaryPrimitives.ReadUInt32LittleEndian(told) < file.Length) BinaryPrimitives.WriteUInt32LittleEndian(told, (uint)file.Length);
    }
}
