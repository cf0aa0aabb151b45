using System.Text.RegularExpressions;
using PreExam.WeChat.Api;

namespace PreExam.WeChat.Messages;

/// <summary>How often a grant for a template can be used.</summary>
public enum TemplateKind
{
    /// <summary>Each accept lets one message go.</summary>
    OneTime,

    /// <summary>One accept lets any number go; for some kinds of offices only.</summary>
    LongTerm,
}

/// <summary>A template as it stands in the account.</summary>
/// <param name="Id">The account's own id.</param>
/// <param name="Title">What the person reads when asked; templates of one title are filtered.</param>
/// <param name="Kind">One-time or long-term. The two can't be asked for together.</param>
/// <param name="Keys">For example <c>thing1</c>, <c>time4</c>.</param>
public sealed partial record AccountTemplate(string Id, string Title, TemplateKind Kind, IReadOnlyList<string> Keys)
{
    internal static AccountTemplate From(TemplateBody body) => new(
        body.Id ?? "",
        body.Title ?? "",
        body.Type == 3 ? TemplateKind.LongTerm : TemplateKind.OneTime,
        [.. Key().Matches(body.Content ?? "").Select(m => m.Groups[1].Value)]);

    [GeneratedRegex(@"\{\{\s*([a-z_]+[0-9]+)\.DATA\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}

/// <summary>A configured template that the account does not have like this.</summary>
/// <param name="Use">What it is for; switched off until repaired.</param>
/// <param name="Problem">What differs, for the operator.</param>
public sealed record TemplateMismatch(TemplateUse Use, string Problem);
