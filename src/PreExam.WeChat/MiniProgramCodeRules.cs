namespace PreExam.WeChat;

/// <summary>What WeChat takes for a code; anything else would be answered with 40129, 40169, 41030 or 40097.</summary>
internal static class MiniProgramCodeRules
{
    private const string Signs = "!#$&'()*+,/:;=?@-._~";

    public static void Check(string scene, string page, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(scene);
        ArgumentException.ThrowIfNullOrEmpty(page);
        if (scene.Length > 32 || scene.Any(c => !char.IsAsciiLetterOrDigit(c) && !Signs.Contains(c, StringComparison.Ordinal)))
            throw new ArgumentException("A scene has 1 to 32 letters, digits and a few signs.", nameof(scene));
        if (page[0] == '/' || page.Contains('?', StringComparison.Ordinal))
            throw new ArgumentException("A page has no leading slash and no query.", nameof(page));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 280);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 1280);
    }
}
