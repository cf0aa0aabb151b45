using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using PreExam.Domain.Cases;
using PreExam.Imaging;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Pages.Images;

namespace PreExam.Server.Pages.Print;

/// <summary>A case or a material as one PDF: an A4 sheet for each picture, its head tells case, material and page.</summary>
internal sealed class PrintedCase(PreExamDb db, MatterCatalogue catalogue, PageFile file)
{
    private const double Margin = 28;     // points; about a centimetre
    private const double HeadHeight = 14; // points
    private const int HeadLetters = 40;   // pixels: about 200 dpi at the head's height
    private static readonly SemaphoreSlim One = new(1); // sixty pages are some 50 MB while they are put together

    /// <summary>The file, at its start; or, without one, the pages whose pictures are not there: a print must not lack a page in silence.</summary>
    public async Task<(Stream? File, IReadOnlyList<Guid> Damaged)> Write(Case found, IReadOnlyList<Page> pages, Lettering lettering, Guid viewer, DateTimeOffset now, CancellationToken cancellation)
    {
        var matter = (await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation))!;
        var text = await Watermarks.TextFor(db, catalogue, found.Id, viewer, now, cancellation);
        var sheets = pages.SelectMany(p => p.Renditions.Select(r => (Page: p, r.Number))).ToList();
        await One.WaitAsync(cancellation);
        try
        {
            var damaged = new List<Guid>();
            using var document = new PdfDocument();
            document.Info.Title = found.Number;
            document.Info.Creator = "PreExam";
            document.Info.CreationDate = now.UtcDateTime;
            foreach (var (sheet, place) in sheets.Select((s, i) => (s, i + 1)))
            {
                if (await file.Marked(sheet.Page, sheet.Number, viewer, text, cancellation) is not { } picture)
                {
                    damaged.Add(sheet.Page.Id);
                    continue;
                }

                var name = matter.FindMaterial(sheet.Page.Slot)?.Name.Zh ?? sheet.Page.Slot;
                var head = lettering.Write(string.Create(CultureInfo.InvariantCulture, $"{found.Number}　{name}　第{place}页，共{sheets.Count}页"), HeadLetters);
                Add(document, head, picture);
            }

            if (damaged.Count > 0) return (null, [.. damaged.Distinct()]);
            var written = new MemoryStream();
            document.Save(written, closeStream: false);
            written.Position = 0;
            return (written, []);
        }
        finally
        {
            One.Release();
        }
    }

    private static void Add(PdfDocument document, byte[] head, byte[] picture)
    {
        using var headImage = XImage.FromStream(new MemoryStream(head));
        using var image = XImage.FromStream(new MemoryStream(picture));
        var sheet = document.AddPage();
        sheet.Size = PdfSharp.PageSize.A4;
        sheet.Orientation = image.PixelWidth > image.PixelHeight ? PdfSharp.PageOrientation.Landscape : PdfSharp.PageOrientation.Portrait;
        using var drawing = XGraphics.FromPdfPage(sheet);
        var (width, height) = (sheet.Width.Point - (2 * Margin), sheet.Height.Point - (2 * Margin) - (2 * HeadHeight));
        var headWidth = Math.Min(width, HeadHeight * headImage.PixelWidth / headImage.PixelHeight);
        drawing.DrawImage(headImage, Margin, Margin, headWidth, headWidth * headImage.PixelHeight / headImage.PixelWidth);
        var scale = Math.Min(width / image.PixelWidth, height / image.PixelHeight);
        drawing.DrawImage(image, Margin, Margin + (2 * HeadHeight), image.PixelWidth * scale, image.PixelHeight * scale);
    }
}
