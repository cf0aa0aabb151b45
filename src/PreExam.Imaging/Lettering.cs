using System.Security;
using NetVips;
using PreExam.Imaging.Decoding;

namespace PreExam.Imaging;

/// <summary>
/// Writing on our own renditions, with a font file that comes with the program: a bare machine has no Chinese one. Only for pictures
/// that this program encoded itself; what a phone sent goes through the decoder's child.
/// </summary>
/// <param name="fontFile">Path of an OpenType font with Chinese characters.</param>
/// <param name="family">Name of the font in that file.</param>
public sealed class Lettering(string fontFile, string family)
{
    private const int Quality = 85;        // the page was encoded at 82: what is lost twice must not be seen
    private const double Slant = -28;      // degrees; steep enough to cross lines of text, flat enough to be read
    private const int SmallestLetters = 14; // pixels

    /// <summary>Lays a text over the whole picture, slanted and repeated so that no part of it can be cut out without the text.</summary>
    /// <param name="jpeg">A rendition of a page.</param>
    /// <param name="text">One line.</param>
    /// <returns>A JPEG of the same size.</returns>
    public byte[] LayOver(byte[] jpeg, string text)
    {
        VipsPictures.SetUp();
        using var page = Image.NewFromBuffer(jpeg, access: Enums.Access.Random);
        using var srgb = page.Colourspace(Enums.Interpretation.Srgb);
        var letters = Math.Max(SmallestLetters, Math.Min(page.Width, page.Height) / 42);
        using var line = Line(text, letters);
        using var spaced = line.Embed(letters, letters * 2, line.Width + (letters * 3), line.Height + (letters * 4));
        using var slanted = spaced.Similarity(angle: Slant, background: [0.0]);
        using var tiles = slanted.Replicate(1 + (page.Width / slanted.Width), 1 + (page.Height / slanted.Height));
        using var cut = tiles.Crop(0, 0, page.Width, page.Height);
        using var halo = cut.Gaussblur(1 + (letters / 16.0));

        // Dark letters with a light edge: to be read on white paper and on a black photograph alike.
        using var lit = Blend(srgb, halo, [255, 255, 255], 0.9);
        using var marked = Blend(lit, cut, [70, 70, 70], 0.42);
        return marked.JpegsaveBuffer(q: Quality);
    }

    /// <summary>A line of dark text on white, as a JPEG.</summary>
    /// <param name="text">One line.</param>
    /// <param name="letters">Height of the letters, pixels.</param>
    public byte[] Write(string text, int letters)
    {
        VipsPictures.SetUp();
        using var line = Line(text, letters);
        using var framed = line.Embed(2, 2, line.Width + 4, line.Height + 4);
        using var dark = framed.Invert();
        return dark.JpegsaveBuffer(q: 95);
    }

    // Pango reads markup: what a matter is called must not.
    private Image Line(string text, int letters) => Image.Text(SecurityElement.Escape(text), font: $"{family} {letters}px", fontfile: fontFile, dpi: 72);

    private static Image Blend(Image below, Image mask, double[] colour, double strength)
    {
        using var flat = below.NewFromImage(colour);
        using var alpha = mask.Linear([strength], [0.0], uchar: true);
        using var layer = flat.Bandjoin(alpha);
        using var typed = layer.Copy(interpretation: Enums.Interpretation.Srgb);
        using var over = below.Composite2(typed, Enums.BlendMode.Over);
        return over.ExtractBand(0, n: 3);
    }
}
