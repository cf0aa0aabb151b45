using NetVips;
using PreExam.Imaging.Geometry;

namespace PreExam.Imaging.Decoding;

/// <summary>Draws a page that is more than the picture as it is: cut by corners or turned by its text.</summary>
internal static class PageDrawing
{
    private const double FineEnough = 0.5; // below this the picture is shrunk first, or small print would flicker
    private const int Surroundings = 4;

    /// <param name="picture">In memory, as stored.</param>
    /// <param name="pixels">The same as three bytes a pixel in sRGB, where it is that already.</param>
    /// <param name="transform">From the original to the page.</param>
    public static Image Draw(Image picture, byte[]? pixels, PageTransform transform)
    {
        var toPicture = transform.PageToOriginal()
            .Then(Perspective.Affine(picture.Width / (double)transform.OriginalWidth, 0, 0, 0, picture.Height / (double)transform.OriginalHeight, 0));
        PicturePoint[] outline =
        [
            toPicture.Map(0, 0), toPicture.Map(transform.PageWidth, 0), toPicture.Map(transform.PageWidth, transform.PageHeight), toPicture.Map(0, transform.PageHeight),
        ];
        int left = (int)Math.Clamp(outline.Min(p => p.X) - Surroundings, 0, picture.Width - 1), top = (int)Math.Clamp(outline.Min(p => p.Y) - Surroundings, 0, picture.Height - 1);
        int right = (int)Math.Clamp(outline.Max(p => p.X) + Surroundings, left + 1, picture.Width), bottom = (int)Math.Clamp(outline.Max(p => p.Y) + Surroundings, top + 1, picture.Height);

        var across = Math.Max((outline[1] - outline[0]).Length, (outline[2] - outline[3]).Length);
        var down = Math.Max((outline[2] - outline[1]).Length, (outline[3] - outline[0]).Length);
        var scale = Math.Max(transform.PageWidth / across, transform.PageHeight / down);
        if (pixels is not null && scale >= FineEnough)
            return PageRendering.OfPixels(PageWarp.Draw(pixels, picture.Width, picture.Height, toPicture, transform.PageWidth, transform.PageHeight, scale), transform.PageWidth, transform.PageHeight);

        using var part = picture.Crop(left, top, right - left, bottom - top);
        using var sized = scale < FineEnough ? part.Resize(scale / FineEnough) : part.Copy();
        using var source = PageRendering.Flat(sized);
        var toSource = toPicture.Then(Perspective.Affine(
            source.Width / (double)part.Width, 0, -left * source.Width / (double)part.Width, 0, source.Height / (double)part.Height, -top * source.Height / (double)part.Height));

        var page = PageWarp.Draw(
            source.WriteToMemory<byte>(), source.Width, source.Height, toSource, transform.PageWidth, transform.PageHeight, scale * part.Width / source.Width);
        return PageRendering.OfPixels(page, transform.PageWidth, transform.PageHeight);
    }
}
