using PreExam.Specimens.Hostile;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace PreExam.Imaging.Tests;

/// <summary>PDF files made for the tests.</summary>
internal static class Documents
{
    /// <summary>A page that is one embedded photograph.</summary>
    public static byte[] Scan(byte[] jpeg, int width, int height, int pages = 1)
    {
        var builder = new PdfDocumentBuilder();
        for (var number = 0; number < pages; number++)
        {
            var page = builder.AddPage(width, height);
            page.AddJpeg(jpeg, new PdfRectangle(0, 0, width, height));
        }

        return builder.Build();
    }

    /// <summary>A page that is drawn: filled areas of the four colours.</summary>
    public static byte[] Drawn(int pages = 1) => Raw("595 842", 0, Quarters(595, 842), pages);

    /// <summary>A page of a given size and rotation with a content stream of its own.</summary>
    public static byte[] Raw(string size, int rotation, string content, int pages = 1, string resources = "", string objects = "", string trailer = "", string catalogue = "", string? kids = null) =>
        PdfFile.Page(content, size, rotation, pages, resources, objects, trailer, catalogue, kids);

    /// <summary>A page that is one embedded photograph, with a rotation of its own and any matrix.</summary>
    public static byte[] ScanRaw(byte[] jpeg, int width, int height, string size, int rotation, string matrix) => Raw(
        size, rotation, $"q {matrix} cm /Im Do Q", resources: "/XObject<</Im 4 0 R>>",
        objects: PdfFile.Picture(jpeg, width, height, "/Filter/DCTDecode"));

    /// <summary>Encrypted so that no empty password opens it: the hashes are noise.</summary>
    public static byte[] Encrypted() => Raw(
        "595 842", 0, Quarters(595, 842),
        objects: $"5 0 obj<</Filter/Standard/V 1/R 2/P -4/O<{new string('A', 64)}>/U<{new string('B', 64)}>>>endobj\n",
        trailer: "/Encrypt 5 0 R/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]");

    private static string Quarters(int width, int height)
    {
        (double[] Colour, int X, int Y)[] parts = [(Pictures.Red, 0, height / 2), (Pictures.Green, width / 2, height / 2), (Pictures.Blue, 0, 0), (Pictures.Yellow, width / 2, 0)];
        return string.Join("\n", parts.Select(p => FormattableString.Invariant(
            $"{p.Colour[0] / 255:0.###} {p.Colour[1] / 255:0.###} {p.Colour[2] / 255:0.###} rg {p.X} {p.Y} {(width + 1) / 2} {height / 2} re f")));
    }
}
