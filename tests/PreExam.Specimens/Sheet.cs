using NetVips;

namespace PreExam.Specimens;

/// <summary>A colour of ink or paper.</summary>
public readonly record struct Ink(byte R, byte G, byte B)
{
    public static readonly Ink Black = new(28, 28, 30), Grey = new(120, 120, 125), Red = new(190, 30, 35), Blue = new(40, 70, 140), Green = new(20, 90, 60);
}

/// <summary>A part of a paper, in millimetres from its upper left corner.</summary>
public readonly record struct Box(double Left, double Top, double Right, double Bottom);

/// <summary>A paper being drawn, in millimetres, at a given number of dots per inch. Text is drawn by libvips with Debian's fonts-noto-cjk.</summary>
public sealed class Sheet
{
    private const double MillimetresPerInch = 25.4;
    private readonly double _dots;
    private readonly byte[] _pixels;
    private readonly List<Box> _written = [];

    public Sheet(double widthMillimetres, double heightMillimetres, int dotsPerInch, Ink paper)
    {
        _dots = dotsPerInch / MillimetresPerInch;
        (Width, Height) = ((int)(widthMillimetres * _dots), (int)(heightMillimetres * _dots));
        _pixels = new byte[Width * Height * 3];
        for (var at = 0; at < _pixels.Length; at += 3) (_pixels[at], _pixels[at + 1], _pixels[at + 2]) = (paper.R, paper.G, paper.B);
    }

    public int Width { get; }

    public int Height { get; }

    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>Where something stands that may not be lost, in millimetres: text, lines, seals. Not the ground pattern.</summary>
    public IReadOnlyList<Box> Written => _written;

    /// <summary>Writes text with its upper left corner at a place; <paramref name="size"/> is the height of the letters in millimetres.</summary>
    /// <returns>The width that it took, in millimetres.</returns>
    public double Write(double x, double y, double size, string text, Ink? ink = null, bool serif = false, bool bold = false, double? wrapAt = null, double spacing = 1.2)
    {
        if (text.Length == 0) return 0;
        using var mask = Letters(text, size, serif, bold, wrapAt, spacing);
        Press(mask, (int)(x * _dots), (int)(y * _dots), ink ?? Ink.Black, 1);
        _written.Add(new(x, y, x + (mask.Width / _dots), y + (mask.Height / _dots)));
        return mask.Width / _dots;
    }

    /// <summary>Writes text in the middle between the edges.</summary>
    public void WriteCentred(double y, double size, string text, Ink? ink = null, bool serif = false, bool bold = false)
    {
        using var mask = Letters(text, size, serif, bold, null, 1.2);
        var left = (Width - mask.Width) / 2;
        Press(mask, left, (int)(y * _dots), ink ?? Ink.Black, 1);
        _written.Add(new(left / _dots, y, (left + mask.Width) / _dots, y + (mask.Height / _dots)));
    }

    /// <summary>Presses a pale text over the whole paper, slanting, so that nobody can take it for a real one.</summary>
    public void Watermark(string text, double size, double opacity = 0.16)
    {
        using var flat = Letters(text, size, serif: false, bold: true, null, 1);
        using var slanting = flat.Rotate(-24);
        for (var y = 0; y < Height; y += (int)(slanting.Height * 1.15))
            for (var x = 0; x < Width; x += (int)(slanting.Width * 1.05))
                Press(slanting, x, y, Ink.Red, opacity);
    }

    public void Line(double x, double y, double toX, double toY, double thickness = 0.25, Ink? ink = null)
    {
        var half = Math.Max(1, thickness * _dots) / 2;
        Fill((int)((x * _dots) - half), (int)((y * _dots) - half), (int)((toX * _dots) + half), (int)((toY * _dots) + half), ink ?? Ink.Black);
    }

    public void Frame(double x, double y, double width, double height, double thickness = 0.25, Ink? ink = null)
    {
        _written.Add(new(x, y, x + width, y + height));
        Line(x, y, x + width, y, thickness, ink);
        Line(x, y + height, x + width, y + height, thickness, ink);
        Line(x, y, x, y + height, thickness, ink);
        Line(x + width, y, x + width, y + height, thickness, ink);
    }

    public void Area(double x, double y, double width, double height, Ink ink) =>
        Fill((int)(x * _dots), (int)(y * _dots), (int)((x + width) * _dots), (int)((y + height) * _dots), ink);

    /// <summary>A filled ellipse: heads, shoulders, nothing that resembles anyone.</summary>
    public void Ellipse(double x, double y, double acrossRadius, double downRadius, Ink ink, double untilY = double.MaxValue)
    {
        for (var row = (int)((y - downRadius) * _dots); row <= Math.Min(y + downRadius, untilY) * _dots; row++)
        {
            var share = ((row / _dots) - y) / downRadius;
            var half = acrossRadius * Math.Sqrt(Math.Max(0, 1 - (share * share)));
            Fill((int)((x - half) * _dots), row, (int)((x + half) * _dots), row + 1, ink);
        }
    }

    /// <summary>A round red seal that says what it is: a specimen's.</summary>
    public void Seal(double x, double y, double radius, string text)
    {
        _written.Add(new(x - radius, y - radius, x + radius, y + radius));
        for (var angle = 0.0; angle < 2 * Math.PI; angle += 0.2 / (radius * _dots))
        {
            for (var ring = radius - 0.7; ring < radius; ring += 0.4 / _dots)
                Blend((int)((x + (ring * Math.Cos(angle))) * _dots), (int)((y + (ring * Math.Sin(angle))) * _dots), Ink.Red, 0.75);
        }

        using var mask = Letters(text, radius * 0.34, serif: true, bold: true, radius * 1.6, 1.1);
        Press(mask, (int)(x * _dots) - (mask.Width / 2), (int)(y * _dots) - (mask.Height / 2), Ink.Red, 0.75);
    }

    public Image ToImage() => Image.NewFromMemoryCopy<byte>(_pixels, Width, Height, 3, Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    private Image Letters(string text, double size, bool serif, bool bold, double? wrapAt, double spacing)
    {
        var dots = size * _dots;
        var font = $"Noto {(serif ? "Serif" : "Sans")} CJK SC {(bold ? "Bold " : "")}{Math.Max(4, (int)Math.Round(dots))}px";
        var escaped = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
        return wrapAt is { } width
            ? Image.Text(escaped, font, width: (int)(width * _dots), spacing: (int)((spacing - 1) * dots), dpi: 72, wrap: Enums.TextWrap.Char)
            : Image.Text(escaped, font, dpi: 72);
    }

    private void Press(Image mask, int left, int top, Ink ink, double opacity)
    {
        using var single = mask.Bands > 1 ? mask[0] : mask.Copy();
        var levels = single.WriteToMemory<byte>();
        for (var y = Math.Max(0, -top); y < mask.Height && top + y < Height; y++)
            for (var x = Math.Max(0, -left); x < mask.Width && left + x < Width; x++)
                if (levels[(y * mask.Width) + x] is > 0 and var level) Blend(left + x, top + y, ink, opacity * level / 255);
    }

    private void Fill(int left, int top, int right, int bottom, Ink ink)
    {
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++) Blend(x, y, ink, 1);
    }

    private void Blend(int x, int y, Ink ink, double opacity)
    {
        if (x < 0 || y < 0 || x >= Width || y >= Height) return;
        var at = ((y * Width) + x) * 3;
        _pixels[at] = (byte)(_pixels[at] + ((ink.R - _pixels[at]) * opacity));
        _pixels[at + 1] = (byte)(_pixels[at + 1] + ((ink.G - _pixels[at + 1]) * opacity));
        _pixels[at + 2] = (byte)(_pixels[at + 2] + ((ink.B - _pixels[at + 2]) * opacity));
    }
}
