using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PreExam.WeChat.Messages;

/// <summary>A configured template as far as this process knows.</summary>
/// <param name="Use">What it is for.</param>
/// <param name="Id">The account's own id.</param>
/// <param name="IsCompared">Whether the account's templates could be read since the start.</param>
/// <param name="IsUsable">False: switched off, because the account does not have it like this or has refused it.</param>
/// <param name="IsLongTerm">Accepted once for good; false until it was compared.</param>
public sealed record TemplateState(TemplateUse Use, string Id, bool IsCompared, bool IsUsable, bool IsLongTerm);

/// <summary>Which uses have a template that works. Until the account's own could be read, what is configured counts.</summary>
internal sealed partial class TemplateBook(IOptions<WeChatOptions> options, TimeProvider clock, ILogger<TemplateBook> logger)
{
    /// <summary>After this, a template that was refused is tried again: it may have been repaired in WeChat's console.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    private readonly Dictionary<TemplateUse, CardLayout> _layouts =
        options.Value.Templates.ToDictionary(pair => pair.Key, pair => CardLayout.Of(pair.Key, pair.Value));

    /// <summary>By what the account said when a card was sent: another list than the comparison's, which can't see a ban.</summary>
    private readonly ConcurrentDictionary<TemplateUse, DateTimeOffset> _refusedUntil = new();

    private volatile Comparison? _last;

    public IReadOnlyList<TemplateState> States =>
        [.. _layouts.Values.OrderBy(l => l.Use).Select(l => new TemplateState(l.Use, l.TemplateId, _last is not null, Working(l.Use) is not null, IsLongTerm(l.Use)))];

    public CardLayout? Working(TemplateUse use)
    {
        if (!_layouts.TryGetValue(use, out var layout)) return null;
        if (_last?.Problems.ContainsKey(use) == true) return null;
        return _refusedUntil.TryGetValue(use, out var until) && until > clock.GetUtcNow() ? null : layout;
    }

    public bool IsLongTerm(TemplateUse use) => _last?.LongTerm.Contains(use) == true;

    public void SwitchOff(TemplateUse use)
    {
        _refusedUntil[use] = clock.GetUtcNow() + LookAgain;
        Off(logger, use);
    }

    /// <summary>Says once what does not match, and once that it matches again.</summary>
    public IReadOnlyList<TemplateMismatch> Verify(IReadOnlyList<AccountTemplate> account)
    {
        var problems = _layouts.Values
            .Select(layout => (layout.Use, Problem: Difference(layout, account)))
            .Where(found => found.Problem is not null)
            .ToDictionary(found => found.Use, found => found.Problem!);
        var longTerm = _layouts.Values
            .Where(layout => account.Any(t => t.Id == layout.TemplateId && t.Kind is TemplateKind.LongTerm))
            .Select(layout => layout.Use).ToHashSet();

        var before = Interlocked.Exchange(ref _last, new Comparison(problems, longTerm))?.Problems ?? new Dictionary<TemplateUse, string>();
        foreach (var (use, problem) in problems.Where(p => before.GetValueOrDefault(p.Key) != p.Value)) Mismatch(logger, use, problem);
        foreach (var use in before.Keys.Except(problems.Keys)) Repaired(logger, use);
        return [.. problems.Select(p => new TemplateMismatch(p.Key, p.Value))];
    }

    private static string? Difference(CardLayout layout, IReadOnlyList<AccountTemplate> account)
    {
        if (account.FirstOrDefault(t => t.Id == layout.TemplateId) is not { } template) return "The account has no template of this id.";

        var missing = layout.Keys.Values.Except(template.Keys, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0) return $"The template has no {string.Join(", ", missing)}; it has {string.Join(", ", template.Keys)}.";

        var silent = template.Keys.Except(layout.Keys.Values, StringComparer.Ordinal).ToArray();
        return silent.Length > 0 ? $"The template asks for {string.Join(", ", silent)}, which the card does not have." : null;
    }

    private sealed record Comparison(IReadOnlyDictionary<TemplateUse, string> Problems, IReadOnlySet<TemplateUse> LongTerm);

    [LoggerMessage(Level = LogLevel.Critical, Message = "WeChat template for {Use} switched off for a while: it was refused at a send")]
    private static partial void Off(ILogger logger, TemplateUse use);

    [LoggerMessage(Level = LogLevel.Critical, Message = "WeChat template for {Use} switched off: {Problem}")]
    private static partial void Mismatch(ILogger logger, TemplateUse use, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "WeChat template for {Use} matches the account again")]
    private static partial void Repaired(ILogger logger, TemplateUse use);
}
