using Microsoft.Extensions.Options;
using PreExam.WeChat.Messages;
using PreExam.WeChat.Push;

namespace PreExam.WeChat;

/// <summary>Stops the start on an account that can't work, and names the key that is wrong.</summary>
internal sealed class WeChatOptionsValidator : IValidateOptions<WeChatOptions>
{
    public ValidateOptionsResult Validate(string? name, WeChatOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;

        string[] wrong = [.. Account(options), .. Push(options), .. Times(options), .. Templates(options)];
        return wrong.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Account(WeChatOptions options)
    {
        if (options.AppId.Any(c => !char.IsAsciiLetterOrDigit(c)))
            yield return "WeChat:AppId may hold letters and digits only.";
        if (string.IsNullOrWhiteSpace(options.AppSecret))
            yield return "WeChat:AppSecret is missing.";
        if (!options.BaseAddress.IsAbsoluteUri || options.BaseAddress.Scheme is not ("http" or "https"))
            yield return "WeChat:BaseAddress must be an absolute http or https address.";
    }

    private static IEnumerable<string> Push(WeChatOptions options)
    {
        if (options.EncodingAesKey.Length > 0 && !PushCipher.IsKey(options.EncodingAesKey))
            yield return "WeChat:EncodingAesKey must be 43 letters and digits.";
        if (options.PreviousEncodingAesKey.Length > 0 && !PushCipher.IsKey(options.PreviousEncodingAesKey))
            yield return "WeChat:PreviousEncodingAesKey must be 43 letters and digits.";
        if (options.EncodingAesKey.Length > 0 && options.PushToken.Length == 0)
            yield return "WeChat:PushToken is missing: without it an encrypted push can't be verified.";
        if (options.EncodingAesKey.Length == 0 && options.PreviousEncodingAesKey.Length > 0)
            yield return "WeChat:PreviousEncodingAesKey is given without WeChat:EncodingAesKey.";
    }

    private static IEnumerable<string> Times(WeChatOptions options)
    {
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(50) || options.AttemptTimeout > TimeSpan.FromMinutes(1))
            yield return "WeChat:AttemptTimeout must be between 50 ms and 1 minute.";
        if (options.TotalTimeout < options.AttemptTimeout || options.TotalTimeout > TimeSpan.FromMinutes(5))
            yield return "WeChat:TotalTimeout must be at least WeChat:AttemptTimeout and at most 5 minutes.";
        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromMinutes(1))
            yield return "WeChat:RetryDelay must be between 0 and 1 minute.";
        if (options.CheckTemplatesEvery < TimeSpan.FromMilliseconds(50) || options.CheckTemplatesEvery > TimeSpan.FromDays(1))
            yield return "WeChat:CheckTemplatesEvery must be between 50 ms and 1 day.";
    }

    private static IEnumerable<string> Templates(WeChatOptions options)
    {
        foreach (var (use, template) in options.Templates)
        {
            var key = $"WeChat:Templates:{use}";
            if (template.Id.Length == 0) yield return $"{key}:Id is missing.";
            var fields = CardLayout.FieldsOf(use);
            foreach (var unknown in template.Keys.Keys.Where(k => !fields.Any(f => f.Name.Equals(k, StringComparison.OrdinalIgnoreCase))))
                yield return $"{key}:Keys:{unknown} is not a field of this card; there are {string.Join(", ", fields.Select(f => f.Name))}.";

            var layout = CardLayout.Of(use, template);
            foreach (var (field, templateKey) in layout.Keys.Where(pair => !pair.Key.Takes(CardLayout.KeyType(pair.Value))))
                yield return $"{key}:Keys:{field.Name} can't be '{templateKey}': that key type does not take such a value.";
            if (layout.Keys.Values.Distinct(StringComparer.Ordinal).Count() != layout.Keys.Count)
                yield return $"{key}:Keys names one key twice.";
        }

        if (options.Templates.Values.Where(t => t.Id.Length > 0).GroupBy(t => t.Id, StringComparer.Ordinal).Any(g => g.Count() > 1))
            yield return "WeChat:Templates has one template id under two uses: a grant given for one would be spent by the other.";
    }
}
