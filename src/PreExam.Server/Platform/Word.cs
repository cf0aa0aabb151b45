using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PreExam.Server.Platform;

/// <summary>An enum in an address, written as in bodies: <c>inReview</c>. The framework alone would read only <c>InReview</c>, and numbers.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <param name="Value">The value.</param>
public readonly record struct Word<T>(T Value) : IParsable<Word<T>>
    where T : struct, Enum
{
#pragma warning disable CA1000 // IParsable asks for static members
    /// <summary>Reads the camelCase word.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Word<T> result)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) != s) continue;
            result = new Word<T>(value);
            return true;
        }

        result = default;
        return false;
    }

    /// <inheritdoc cref="TryParse"/>
    public static Word<T> Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not one of the words.");
#pragma warning restore CA1000

    /// <inheritdoc/>
    public override string ToString() => JsonNamingPolicy.CamelCase.ConvertName(Value.ToString());
}
