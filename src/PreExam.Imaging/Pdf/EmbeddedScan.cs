using UglyToad.PdfPig.Annotations;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Colors;
using UglyToad.PdfPig.Tokens;

namespace PreExam.Imaging.Pdf;

/// <summary>The one picture that a scanned PDF page consists of, as a file of its own, and how it lies on the page.</summary>
internal sealed record EmbeddedScan(byte[] File, FileKind Kind, int Orientation)
{
    private const double LeastShareOfPage = 0.8;
    private const double LargestShareCutOff = 0.02;

    /// <summary>Null where anything but the picture could be seen on the page, or the picture is stored in a way that only drawing tells.</summary>
    public static EmbeddedScan? Of(Page page)
    {
        if (page.NumberOfImages != 1 || page.Paths.Count > 0) return null;
        if (page.Letters.Any(l => l.RenderingMode != TextRenderingMode.Neither)) return null; // an invisible text layer is fine
        if (page.GetAnnotations().Any(a => a.Type != AnnotationType.Link)) return null;       // stamps, signatures, form fields

        var picture = page.GetImages().Single();
        if (picture.IsImageMask || picture.MaskImage is not null || !Fills(picture.BoundingBox, page)) return null;

        var orientation = Lying(picture.BoundingBox);
        if (orientation == 0) return null;
        if (IsPlainJpeg(picture)) return new(picture.RawMemory.ToArray(), FileKind.Jpeg, orientation);
        return picture.TryGetPng(out var png) ? new(png, FileKind.Png, orientation) : null;
    }

    private static bool IsPlainJpeg(IPdfImage picture)
    {
        var filter = picture.ImageDictionary.TryGet(NameToken.Filter, out var named) || picture.ImageDictionary.TryGet(NameToken.F, out named) ? named : null;
        if (filter is ArrayToken { Length: 1 } one) filter = one.Data[0];
        return filter is NameToken { Data: "DCTDecode" or "DCT" }
            && picture.Decode.Count == 0
            && picture.ColorSpaceDetails is { Type: ColorSpace.DeviceRGB or ColorSpace.DeviceGray or ColorSpace.ICCBased or ColorSpace.CalRGB or ColorSpace.CalGray, NumberOfColorComponents: 1 or 3 };
    }

    private static bool Fills(PdfRectangle picture, Page page)
    {
        double left = Smallest(picture, p => p.X), right = -Smallest(picture, p => -p.X);
        double bottom = Smallest(picture, p => p.Y), top = -Smallest(picture, p => -p.Y);
        var seen = Math.Max(0, Math.Min(right, page.Width) - Math.Max(left, 0)) * Math.Max(0, Math.Min(top, page.Height) - Math.Max(bottom, 0));
        var whole = (right - left) * (top - bottom);
        return seen >= LeastShareOfPage * page.Width * page.Height && seen >= (1 - LargestShareCutOff) * whole;
    }

    private static double Smallest(PdfRectangle box, Func<PdfPoint, double> side) =>
        new[] { box.BottomLeft, box.BottomRight, box.TopLeft, box.TopRight }.Min(side);

    /// <summary>The EXIF orientation that shows the picture as the page does; 0 where it lies askew.</summary>
    private static int Lying(PdfRectangle placed)
    {
        var along = (X: placed.BottomRight.X - placed.BottomLeft.X, Y: placed.BottomLeft.Y - placed.BottomRight.Y);
        var down = (X: placed.BottomLeft.X - placed.TopLeft.X, Y: placed.TopLeft.Y - placed.BottomLeft.Y);
        return (Direction(along.X, along.Y), Direction(down.X, down.Y)) switch
        {
            ('>', 'v') => 1,
            ('<', 'v') => 2,
            ('<', '^') => 3,
            ('>', '^') => 4,
            ('v', '>') => 5,
            ('v', '<') => 6,
            ('^', '<') => 7,
            ('^', '>') => 8,
            _ => 0,
        };
    }

    private static char Direction(double x, double y)
    {
        const double slack = 0.01;
        if (Math.Abs(y) <= slack * Math.Abs(x)) return x > 0 ? '>' : '<';
        if (Math.Abs(x) <= slack * Math.Abs(y)) return y > 0 ? 'v' : '^';
        return '/';
    }
}
