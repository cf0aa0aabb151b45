using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PreExam.WeChat.Messages;

/// <summary>Which uses have a template that works, as far as this process knows.</summary>
internal sealed partial class TemplateBook(IOptions<WeChatOptions> options, TimeProvider clock, ILogger<TemplateBook> logger)
{
    /// <summary>After this, a template that was refused is tried again: it may have been repaired in WeChat's console.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    private readonly Dictionary<TemplateUse, CardLayout> _layouts =
        options.Value.Templates.ToDictionary(pair => pair.Key, pair => CardLayout.Of(pair.Key, pair.Value));

    private readonly ConcurrentDictionary<TemplateUse, DateTimeOffset> _offUntil = new();

    public CardLayout? Working(TemplateUse use) =>
        _layouts.TryGetValue(use, out var layout) && !(_offUntil.TryGetValue(use, out var until) && until > clock.GetUtcNow()) ? layout : null;

    public void SwitchOff(TemplateUse use)
    {
        _offUntil[use] = clock.GetUtcNow() + LookAgain;
        Off(logger, use);
    }

    public IReadOnlyList<TemplateMismatch> Verify(IReadOnlyList<AccountTemplate> account)
    {
        List<TemplateMismatch> found = [];
        foreach (var layout in _layouts.Values)
        {
            if (Difference(layout, account) is not { } problem)
            {
                _offUntil.TryRemove(layout.Use, out _);
                continue;
            }

            _offUntil[layout.Use] = DateTimeOffset.MaxValue;
            found.Add(new(layout.Use, problem));
            Mismatch(logger, layout.Use, problem);
        }

        return found;
    }

    private static string? Difference(CardLayout layout, IReadOnlyList<AccountTemplate> account)
    {
        if (account.FirstOrDefault(t => t.Id == layout.TemplateId) is not { } template) return "The account has no template of this id.";

        var missing = layout.Keys.Values.Except(template.Keys, StringComparer.Ordinal).ToArray();
        if (missing.Length > 0) return $"The template has no {string.Join(", ", missing)}; it has {string.Join(", ", template.Keys)}.";

        var silent = template.Keys.Except(layout.Keys.Values, StringComparer.Ordinal).ToArray();
        return silent.Length > 0 ? $"The template asks for {string.Join(", ", silent)}, which the card does not have." : null;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "WeChat template for {Use} switched off: it or its account was refused")]
    private static partial void Off(ILogger logger, TemplateUse use);

    [LoggerMessage(Level = LogLevel.Critical, Message = "WeChat template for {Use} switched off: {Problem}")]
    private static partial void Mismatch(ILogger logger, TemplateUse use, string problem);
}
