using System.Security.Cryptography;
using System.Text;

namespace PreExam.WeChat.Push;

/// <summary>SHA-1 over the parts, sorted by code unit and joined. SHA-1 is WeChat's choice, not ours.</summary>
internal static class PushSignature
{
    public static string Of(params string[] parts)
    {
        var sorted = (string[])parts.Clone();
        Array.Sort(sorted, string.CompareOrdinal); // the default sort is by culture and gives another digest
#pragma warning disable CA5350 // the protocol says SHA-1
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted))));
#pragma warning restore CA5350
    }

    /// <summary>Compares in constant time: the time of an answer must not tell how much of a guess was right.</summary>
    public static bool Matches(string expected, string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
