using System.Globalization;
using System.Text;

namespace PreExam.Imaging.Pdf;

/// <summary>The head of a binary PPM file, as pdftoppm writes it: <c>P6 width height 255</c>, then three bytes a pixel.</summary>
internal readonly record struct Pixmap(int Width, int Height, int Offset)
{
    private const int LongestHead = 64;

    public static Pixmap? Header(byte[] file)
    {
        var head = Encoding.Latin1.GetString(file, 0, Math.Min(file.Length, LongestHead));
        string[] words = head.Split([' ', '\n'], 5);
        if (words is not ["P6", var across, var down, "255", _]) return null;
        if (!int.TryParse(across, CultureInfo.InvariantCulture, out var width) || !int.TryParse(down, CultureInfo.InvariantCulture, out var height)) return null;

        var offset = words.Take(4).Sum(w => w.Length + 1);
        return width > 0 && height > 0 && file.Length - offset >= (long)width * height * 3 ? new(width, height, offset) : null;
    }
}
