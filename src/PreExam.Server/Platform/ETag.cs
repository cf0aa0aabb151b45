using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PreExam.Server.Platform;

/// <summary>The version of an aggregate on the wire: a strong entity tag <c>"17"</c> (RFC 9110, 8.8.3).</summary>
/// <param name="Version">The aggregate's version.</param>
public readonly record struct ETag(int Version) : IParsable<ETag>
{
    /// <summary>Reads <c>"17"</c>; a weak tag or several are refused.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ETag result)
    {
        result = default;
        if (s is not { Length: > 2 } || s[0] != '"' || s[^1] != '"') return false;
        if (!int.TryParse(s.AsSpan(1, s.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) return false;
        result = new ETag(version);
        return true;
    }

    /// <inheritdoc cref="TryParse"/>
    public static ETag Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Not an entity tag.");

    /// <inheritdoc/>
    public override string ToString() => $"\"{Version.ToString(CultureInfo.InvariantCulture)}\"";
}
