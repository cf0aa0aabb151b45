using System.Text;
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
    public static byte[] Raw(string size, int rotation, string content, int pages = 1, string resources = "", string objects = "", string trailer = "", string catalogue = "", string? kids = null)
    {
        kids ??= string.Join(" ", Enumerable.Range(0, pages).Select(p => $"{10 + p} 0 R"));
        var body = new StringBuilder($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{catalogue}>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj\n");
        body.Append($"3 0 obj<</Length {content.Length}>>stream\n{content}\nendstream endobj\n").Append(objects);
        for (var page = 0; page < pages; page++)
            body.Append($"{10 + page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Rotate {rotation}/Contents 3 0 R/Resources<<{resources}>>>>endobj\n");
        return Closed(body.ToString(), trailer);
    }

    /// <summary>A page that is one embedded photograph, with a rotation of its own and any matrix.</summary>
    public static byte[] ScanRaw(byte[] jpeg, int width, int height, string size, int rotation, string matrix) => Raw(
        size, rotation, $"q {matrix} cm /Im Do Q", resources: "/XObject<</Im 4 0 R>>",
        objects: $"4 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {jpeg.Length}>>stream\n{Encoding.Latin1.GetString(jpeg)}\nendstream endobj\n");

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

    /// <summary>Adds the table of contents: an object's offset is where its number begins a line.</summary>
    private static byte[] Closed(string body, string trailer)
    {
        List<(int Number, int Offset)> objects = [];
        for (var at = 0; at >= 0 && at < body.Length; at = body.IndexOf('\n', at) + 1 is > 0 and var next ? next : -1)
        {
            var end = body.IndexOf(" 0 obj", at, Math.Min(12, body.Length - at), StringComparison.Ordinal);
            if (end > at && int.TryParse(body.AsSpan(at, end - at), out var number)) objects.Add((number, at));
        }

        var table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, offset) in objects) table.Append($"{number} 1\n{offset:0000000000} 00000 n \n");
        return Encoding.Latin1.GetBytes($"{body}{table}trailer<</Size 100/Root 1 0 R{trailer}>>\nstartxref\n{body.Length}\n%%EOF\n");
    }
}
