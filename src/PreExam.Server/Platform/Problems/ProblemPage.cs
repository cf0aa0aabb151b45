using System.Globalization;
using System.Text;

namespace PreExam.Server.Platform;

/// <summary>Writes the catalogue of problems as <c>docs/problems.md</c>.</summary>
public static class ProblemPage
{
    /// <summary>The whole page, Markdown.</summary>
    public static string Write()
    {
        var page = new StringBuilder("""
            # Problems

            Every "no" of the API is an RFC 9457 problem with one of these codes. Made from the problem catalogue by
            `dotnet run --project src/PreExam.Server -- problems > docs/problems.md`; a test compares the two.

            | code | status | what is wrong | what to do |
            | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var kind in ProblemCatalogue.Kinds)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{kind.Code}` | {kind.Status} | {kind.TitleZh} / {kind.TitleEn} | {kind.RemedyZh} / {kind.RemedyEn} |\n");
        }

        return page.ToString();
    }
}
