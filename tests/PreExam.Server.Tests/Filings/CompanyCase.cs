using System.Globalization;
using System.Text;
using PreExam.Testing;

namespace PreExam.Server.Tests.Filings;

/// <summary>A limited company of one natural person on declared premises, from the phone's side.</summary>
internal static class CompanyCase
{
    public const string Matter = "999070010201";

    /// <summary>What the founder answers: the company wants four of the seven things that may be handled along.</summary>
    public static Dictionary<string, string[]> Answers { get; } = new()
    {
        ["holders"] = ["natural"], ["premises"] = ["declare"], ["prior"] = ["no"], ["tracks"] = ["seal", "tax", "si", "bank"], ["filings"] = ["none"], ["agent"] = ["no"],
    };

    /// <summary>A complete draft with every paper.</summary>
    public static async Task<CaseWalk> Complete(Citizen founder, PreExamHost host)
    {
        var walk = await CaseWalk.Begin(founder, Matter);
        var today = host.Clock.GetUtcNow().AddHours(8);
        var (name, capital) = ("示例县样本商贸有限公司", "100");
        await walk.Put("answers", new { answers = Answers });
        await walk.Put("fields", new
        {
            fields = new Dictionary<string, string>
            {
                ["companyName"] = name,
                ["address"] = "示例县样本路12号101室",
                ["scope"] = "日用百货批发和零售",
                ["capital"] = capital,
                ["paidBy"] = Day(today.AddYears(4)),
                ["shareholders"] = "1",
                ["legalRepName"] = founder.Name,
                ["legalRepId"] = founder.IdNumber,
                ["contactPhone"] = founder.Phone,
                ["bank"] = "样本银行示例支行",
                ["signedOn"] = Day(today),
            },
        });
        await Type("articles", new() { ["companyName"] = name, ["capital"] = capital, ["signedOn"] = Day(today) });
        await Type("idCard.officers", new() { ["legalRepName"] = founder.Name, ["validUntil"] = "long-term" });
        await Type("idCard.shareholders", new() { ["validUntil"] = "long-term" });
        await walk.Upload("application", "application-form.jpg");
        await walk.Upload("application", "lease-2.jpg");
        await walk.Upload("articles", Scan(Specimen.Bytes("lease-1.jpg")));
        await walk.Upload("appointment", "power-of-attorney.jpg");
        foreach (var slot in (string[])["idCard.officers", "idCard.shareholders"])
        {
            await walk.Upload(slot, "id-card-front.jpg");
            await walk.Upload(slot, "id-card-back.jpg");
        }

        await walk.Upload("premisesDeclaration", "food-safety-commitment.jpg");
        return walk;

        Task Type(string slot, Dictionary<string, string> fields) => walk.Put($"materials/{slot}/fields", new { fields });
    }

    /// <summary>A PDF of one page that is a photograph, as scanning apps write it.</summary>
    private static byte[] Scan(byte[] jpeg)
    {
        var (width, height) = SizeOf(jpeg);
        var draw = $"q {width} 0 0 {height} 0 0 cm /Im Do Q";
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>",
            $"<</Length {draw.Length}>>stream\n{draw}\nendstream",
            $"<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length {jpeg.Length}>>stream\n{Encoding.Latin1.GetString(jpeg)}\nendstream",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var (at, content) in objects.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{text.Length:D10} 00000 n \n");
            text.Append(CultureInfo.InvariantCulture, $"{at + 1} 0 obj{content}endobj\n");
        }

        var start = text.Length;
        return Encoding.Latin1.GetBytes($"{text}{table}trailer<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    }

    /// <summary>Width and height as the frame header of a JPEG says (SOF0 to SOF2).</summary>
    private static (int Width, int Height) SizeOf(byte[] jpeg)
    {
        var at = 2;
        while (jpeg[at + 1] is < 0xC0 or > 0xC2) at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]);
        return (jpeg[at + 7] << 8 | jpeg[at + 8], jpeg[at + 5] << 8 | jpeg[at + 6]);
    }

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
