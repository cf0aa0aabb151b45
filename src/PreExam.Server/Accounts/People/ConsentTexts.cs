using System.Text.Json;
using PreExam.Domain.Matters;
using PreExam.Server.Platform;

namespace PreExam.Server.Accounts;

/// <summary>One text that a person agrees to, in its current version.</summary>
/// <param name="Kind">privacy, or the sensitive kind that a matter touches.</param>
/// <param name="Version">Grows with every change of the text; an older answer then no longer counts.</param>
/// <param name="Title">Heading.</param>
/// <param name="Text">What is collected, why, who sees it, and what happens without it.</param>
/// <param name="Separate">Asked for on its own, not bundled with anything.</param>
public sealed record ConsentText(string Kind, int Version, LocalText Title, LocalText Text, bool Separate);

/// <summary>The texts that this version of the program shows.</summary>
internal static class ConsentTexts
{
    public const string Privacy = "privacy";

    public static IReadOnlyList<ConsentText> All { get; } = Load();

    public static ConsentText? Find(string kind) => All.FirstOrDefault(text => text.Kind == kind);

    /// <summary>The kind of consent that papers of this sensitivity need, or null when the privacy notice covers them.</summary>
    public static string? KindFor(Sensitivity sensitivity) =>
        sensitivity is Sensitivity.Normal or Sensitivity.Sensitive ? null : JsonNamingPolicy.CamelCase.ConvertName(sensitivity.ToString());

    private static IReadOnlyList<ConsentText> Load()
    {
        using var stream = typeof(ConsentTexts).Assembly.GetManifestResourceStream("Accounts/consents.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<ConsentText>>(stream, Wire.Json)!;
    }
}
