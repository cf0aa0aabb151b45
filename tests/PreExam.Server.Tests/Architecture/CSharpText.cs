using System.Text;

namespace PreExam.Server.Tests.Architecture;

/// <summary>Just enough of C#'s grammar to take comments away without touching what looks like one inside a string.</summary>
internal static class CSharpText
{
    public static string WithoutComments(string text)
    {
        var kept = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var length = TokenLength(text, at, out var isComment);
            if (!isComment) kept.Append(text, at, length);
            else kept.Append('\n', text.AsSpan(at, length).Count('\n')); // line numbers stay
            at += length;
        }
        return kept.ToString();
    }

    private static int TokenLength(string text, int at, out bool isComment)
    {
        var rest = text.AsSpan(at);
        isComment = rest.StartsWith("//") || rest.StartsWith("/*");
        if (rest.StartsWith("//")) return Until(rest, "\n", 2, includingEnd: false);
        if (rest.StartsWith("/*")) return Until(rest, "*/", 2, includingEnd: true);
        if (rest.StartsWith("\"\"\""))
        {
            var quotes = rest.IndexOfAnyExcept('"') is var count and > 0 ? count : rest.Length;
            return Until(rest, new string('"', quotes), quotes, includingEnd: true);
        }
        if (rest.StartsWith("@\"") || rest.StartsWith("@$\"") || rest.StartsWith("$@\"")) return Verbatim(rest);
        if (rest[0] == '"') return Escaped(rest, '"');
        if (rest[0] == '\'' && rest.Length > 2 && (rest[1] == '\\' || rest[2] == '\'')) return Escaped(rest, '\'');
        return 1;
    }

    private static int Until(ReadOnlySpan<char> rest, ReadOnlySpan<char> end, int from, bool includingEnd)
    {
        var found = rest[from..].IndexOf(end);
        return found < 0 ? rest.Length : from + found + (includingEnd ? end.Length : 0);
    }

    private static int Verbatim(ReadOnlySpan<char> rest)
    {
        for (var at = rest.IndexOf('"') + 1; at < rest.Length; at++)
        {
            if (rest[at] != '"') continue;
            if (at + 1 == rest.Length || rest[at + 1] != '"') return at + 1;
            at++;
        }
        return rest.Length;
    }

    private static int Escaped(ReadOnlySpan<char> rest, char end)
    {
        for (var at = 1; at < rest.Length; at++)
        {
            if (rest[at] == '\\') at++;
            else if (rest[at] == end || rest[at] == '\n') return at + 1;
        }
        return rest.Length;
    }
}
