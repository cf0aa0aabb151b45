using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using PreExam.Domain.Cases;
using PreExam.Domain.Matters;
using PreExam.Domain.Time;
using PreExam.Persistence;
using PreExam.Server.Catalogue;
using PreExam.Server.Platform;

namespace PreExam.Server.Cases;

/// <summary>What submissions fixed (回执): the applicant can compare each hash with what the phone sent.</summary>
/// <param name="Number">Number of the case.</param>
/// <param name="MatterCode">The matter.</param>
/// <param name="MatterVersion">Its version.</param>
/// <param name="MatterName">Its name.</param>
/// <param name="Rounds">Every submission with its pages; hashes are over the bytes that the phone sent.</param>
public sealed record ReceiptView(string Number, string MatterCode, int MatterVersion, LocalText MatterName, IReadOnlyList<ReceiptRound> Rounds);

/// <summary>One submission of a receipt.</summary>
/// <param name="Round">1 for the first.</param>
/// <param name="SubmittedAt">When.</param>
/// <param name="Pages">Its pages.</param>
public sealed record ReceiptRound(int Round, DateTimeOffset SubmittedAt, IReadOnlyList<ReceiptLine> Pages);

/// <summary>One page of a submission.</summary>
/// <param name="PageId">The page.</param>
/// <param name="Slot">Its material.</param>
/// <param name="Name">Name of the material.</param>
/// <param name="Sha256">Hash of the bytes as they arrived.</param>
/// <param name="Bytes">How many arrived.</param>
public sealed record ReceiptLine(Guid PageId, string Slot, LocalText Name, string Sha256, long Bytes);

internal static class ReceiptEndpoint
{
    private const string Html = "text/html";

    public static void MapReceipt(this IEndpointRouteBuilder api) => api
        .MapGet("/cases/{id:guid}/receipt", Read)
        .WithName("ReadReceipt")
        .WithSummary("Every submitted page with its hash; with Accept: text/html as a page to print.")
        .Produces<ReceiptView>().Produces<string>(200, Html).ProducesProblem(404).ProducesProblem(409)
        .RequireAuthorization(Caller.Applicant);

    internal static async Task<IResult> Read(
        Guid id, ClaimsPrincipal user, PreExamDb db, MatterCatalogue catalogue, HttpRequest request, CancellationToken cancellation)
    {
        var found = await db.FindOwn(id, user, cancellation);
        if (found is null) return Problems.NotFound("case");
        if (found.Rounds.Count == 0) return Problems.Of("case_not_submitted");
        var matter = await catalogue.Find(found.MatterCode, found.MatterVersion, cancellation)
            ?? throw new InvalidOperationException("The pinned version of the matter is missing.");
        var receipt = new ReceiptView(
            found.Number, found.MatterCode, found.MatterVersion, matter.Matter.Name,
            [.. found.Rounds.OrderBy(r => r.Number).Select(r => new ReceiptRound(r.Number, r.SubmittedAt, [.. r.Pages.Select(p => Line(p, matter))]))]);
        var wantsPrint = request.GetTypedHeaders().Accept.FirstOrDefault() is { } first && first.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase);
        return wantsPrint ? TypedResults.Content(Print(receipt), Html, Encoding.UTF8) : TypedResults.Ok(receipt);
    }

    private static ReceiptLine Line(ReceiptPage page, MatterVersion matter) =>
        new(page.PageId, page.Slot, matter.FindMaterial(page.Slot)?.Name ?? new(page.Slot, page.Slot), page.Sha256, page.Bytes);

    private static string Print(ReceiptView receipt)
    {
        var html = HtmlEncoder.Default;
        var page = new StringBuilder("<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>预审回执</title>")
            .Append("<style>body{font-family:serif;margin:2em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #888;padding:.3em;text-align:left}")
            .Append("td.h{font-family:monospace;font-size:.75em;word-break:break-all}</style>")
            .Append(CultureInfo.InvariantCulture, $"<h1>预审回执</h1><p>编号 {html.Encode(receipt.Number)}</p>")
            .Append(CultureInfo.InvariantCulture, $"<p>{html.Encode(receipt.MatterName.Zh)}（{html.Encode(receipt.MatterCode)}，第{receipt.MatterVersion}版）</p>");
        foreach (var round in receipt.Rounds)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>第{round.Round}次提交 {round.SubmittedAt.ToOffset(WorkingCalendar.Offset):yyyy-MM-dd HH:mm:ss}</h2>")
                .Append("<table><tr><th>材料</th><th>字节</th><th>SHA-256</th></tr>");
            foreach (var line in round.Pages)
            {
                page.Append(CultureInfo.InvariantCulture,
                    $"<tr><td>{html.Encode(line.Name.Zh)}</td><td>{line.Bytes}</td><td class=\"h\">{line.Sha256}</td></tr>");
            }

            page.Append("</table>");
        }

        return page.Append("<p>SHA-256 按手机发送的原始文件计算，可自行核对。预审不等于正式受理。</p></html>").ToString();
    }
}
