using System.Globalization;
using System.Text;

namespace PreExam.Specimens.Hostile;

/// <summary>PDF (ISO 32000-1).</summary>
internal static class PdfBombs
{
    private const string A4 = "595 842";

    public static IEnumerable<HostileFile> All =>
    [
        new("pdf with a page of 20000 × 20000 points", PdfFile.Page("0 0 9 9 re f", "20000 20000")),
        new("pdf with a page of 1e30 points", PdfFile.Page("0 0 9 9 re f", "1000000000000000000000000000000 1")),
        new("pdf with a page of no size", PdfFile.Page("0 0 9 9 re f", "0 0")),
        new("pdf with a page drawn of 300 MB of nothing", Packed(300_000_000, "/FlateDecode")),
        new("pdf with a stream packed a hundred times", Packed(1000, string.Concat(Enumerable.Repeat("/FlateDecode", 100)))),
        new("pdf with a scan that inflates to 600 MB", PdfFile.Page(
            "q 595 0 0 842 0 0 cm /Im Do Q", A4, resources: "/XObject<</Im 4 0 R>>", objects: PdfFile.Picture(Bombs.Deflated(600_000_000), 20_000, 10_000, "/Filter/FlateDecode"))),
        new("pdf with a scan that claims 100000 × 100000", PdfFile.Page(
            "q 595 0 0 842 0 0 cm /Im Do Q", A4, resources: "/XObject<</Im 4 0 R>>", objects: PdfFile.Picture(Bombs.Deflated(1000), 100_000, 100_000, "/Filter/FlateDecode"))),
        new("pdf with a form that draws itself", PdfFile.Page(
            "/Fm Do", A4, resources: "/XObject<</Fm 4 0 R>>",
            objects: "4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Fm 4 0 R>>>>/Length 6>>stream\n/Fm Do\nendstream endobj\n")),
        new("pdf with forms that multiply by ten five times over", Multiplying()),
        new("pdf whose page tree holds itself", PdfFile.Page("0 0 9 9 re f", A4, kids: "2 0 R 10 0 R")),
        new("pdf that claims a million pages", PdfFile.Closed(
            "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1000000>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n", "")),
        new("pdf whose table of contents follows itself", PdfFile.Page("0 0 9 9 re f", A4, trailer: "/Prev 0")),
        new("pdf whose root is nowhere", PdfFile.Closed("%PDF-1.4\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n", "")),
        new("pdf with a hundred thousand brackets", PdfFile.Page(new string('[', 100_000), A4)),
        new("pdf with dictionaries in dictionaries", PdfFile.Page("0 0 9 9 re f", A4, objects: $"4 0 obj{string.Concat(Enumerable.Repeat("<</A", 20_000))}\nendobj\n", catalogue: "/X 4 0 R")),
        new("pdf of three hundred thousand fills", PdfFile.Page(string.Concat(Enumerable.Repeat("0 0 595 842 re f\n", 300_000)), A4)),
        new("pdf with a length that refers to itself", PdfFile.Page("0 0 9 9 re f", A4, objects: "4 0 obj 4 0 R\nendobj\n", streamEntries: "/Length 4 0 R")),
    ];

    private static byte[] Packed(long inflated, string filters) => PdfFile.Page(
        Encoding.Latin1.GetString(Bombs.Deflated(inflated)), A4, streamEntries: $"/Filter[{filters}]");

    private static byte[] Multiplying()
    {
        var objects = new StringBuilder();
        for (var level = 4; level < 10; level++)
        {
            var content = level == 9 ? "0 0 595 842 re f" : string.Concat(Enumerable.Repeat("/Fm Do ", 10));
            objects.Append(CultureInfo.InvariantCulture, $"{level} 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</Fm {level + 1} 0 R>>>>/Length {content.Length}>>stream\n{content}\nendstream endobj\n");
        }

        return PdfFile.Page("/Fm Do", A4, resources: "/XObject<</Fm 4 0 R>>", objects: objects.ToString());
    }
}
