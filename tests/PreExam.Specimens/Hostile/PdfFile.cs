using System.Globalization;
using System.Text;

namespace PreExam.Specimens.Hostile;

/// <summary>PDF files from their objects, with a table of contents that is right whatever the objects say.</summary>
public static class PdfFile
{
    /// <summary>One page, or several that show the same.</summary>
    /// <param name="content">Content stream, as drawn.</param>
    /// <param name="size">Width and height of the page in points.</param>
    /// <param name="rotation">Degrees, clockwise.</param>
    /// <param name="pages">How many pages.</param>
    /// <param name="resources">Entries of the pages' resources.</param>
    /// <param name="objects">Further objects, numbers 4 to 9.</param>
    /// <param name="trailer">Entries of the trailer.</param>
    /// <param name="catalogue">Entries of the catalogue.</param>
    /// <param name="kids">The page tree's children, where they are not simply the pages.</param>
    /// <param name="streamEntries">Entries of the content stream's dictionary.</param>
    public static byte[] Page(
        string content, string size, int rotation = 0, int pages = 1, string resources = "", string objects = "", string trailer = "", string catalogue = "",
        string? kids = null, string streamEntries = "")
    {
        kids ??= string.Join(" ", Enumerable.Range(0, pages).Select(p => $"{10 + p} 0 R"));
        var body = new StringBuilder($"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{catalogue}>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {pages}>>endobj\n");
        body.Append(CultureInfo.InvariantCulture, $"3 0 obj<</Length {content.Length}{streamEntries}>>stream\n{content}\nendstream endobj\n").Append(objects);
        for (var page = 0; page < pages; page++)
            body.Append(CultureInfo.InvariantCulture, $"{10 + page} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]/Rotate {rotation}/Contents 3 0 R/Resources<<{resources}>>>>endobj\n");
        return Closed(body.ToString(), trailer);
    }

    /// <summary>A page that is one JPEG.</summary>
    public static byte[] Scan(byte[] jpeg, int width, int height) => Page(
        $"q {width} 0 0 {height} 0 0 cm /Im Do Q", $"{width} {height}", resources: "/XObject<</Im 4 0 R>>", objects: Picture(jpeg, width, height, "/Filter/DCTDecode"));

    /// <summary>Object 4, an image in RGB.</summary>
    public static string Picture(byte[] data, int width, int height, string entries) =>
        $"4 0 obj<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8{entries}/Length {data.Length}>>stream\n{Encoding.Latin1.GetString(data)}\nendstream endobj\n";

    /// <summary>Adds the table of contents: an object's offset is where its number begins a line.</summary>
    public static byte[] Closed(string body, string trailer)
    {
        List<(int Number, int Offset)> objects = [];
        for (var at = 0; at >= 0 && at < body.Length; at = body.IndexOf('\n', at) + 1 is > 0 and var next ? next : -1)
        {
            var end = body.IndexOf(" 0 obj", at, Math.Min(12, body.Length - at), StringComparison.Ordinal);
            if (end > at && int.TryParse(body.AsSpan(at, end - at), out var number)) objects.Add((number, at));
        }

        var table = new StringBuilder("xref\n0 1\n0000000000 65535 f \n");
        foreach (var (number, offset) in objects) table.Append(CultureInfo.InvariantCulture, $"{number} 1\n{offset:0000000000} 00000 n \n");
        return Encoding.Latin1.GetBytes($"{body}{table}trailer<</Size 100/Root 1 0 R{trailer}>>\nstartxref\n{body.Length}\n%%EOF\n");
    }
}
