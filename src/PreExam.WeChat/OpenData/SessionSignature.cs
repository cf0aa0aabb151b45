using System.Security.Cryptography;
using System.Text;

namespace PreExam.WeChat.OpenData;

/// <summary>
/// Signatures under the session key. The key goes in as its Base64 <em>text</em>, not as the 16 bytes that it stands for.
/// </summary>
public static class SessionSignature
{
    /// <summary>The signature that a page hands over with <paramref name="rawData"/>, byte for byte as received.</summary>
    public static bool RawDataHolds(string rawData, string sessionKey, string? signature) => Matches(OfRawData(rawData, sessionKey), signature);

    /// <summary>Proves to WeChat that we hold the session key.</summary>
    public static string OfSession(string sessionKey) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(sessionKey), ReadOnlySpan<byte>.Empty));

    /// <summary>Whether <paramref name="signature"/> proves the session key; WeChat's tools print it in either case.</summary>
    public static bool SessionHolds(string sessionKey, string? signature) => Matches(OfSession(sessionKey), signature);

#pragma warning disable CA5350 // the protocol says SHA-1
    internal static string OfRawData(string rawData, string sessionKey) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(rawData + sessionKey)));
#pragma warning restore CA5350

    private static bool Matches(string expected, string? given) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given.ToLowerInvariant()));
}
