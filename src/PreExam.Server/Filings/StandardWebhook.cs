using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PreExam.Server.Filings;

/// <summary>
/// Signatures of the Standard Webhooks form: <c>v1,</c> and the Base64 of HMAC-SHA256 over <c>id.timestamp.body</c>; several may stand
/// in the header, parted by spaces, while a key is being changed. Secrets are written <c>whsec_</c> and Base64.
/// </summary>
internal static class StandardWebhook
{
    /// <summary>How far the clocks of two houses may be apart.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsFresh(string timestamp, DateTimeOffset now) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 253_402_300_800
        && (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Tolerance;

    public static bool IsSigned(string secret, string id, string timestamp, ReadOnlySpan<byte> body, string signatures)
    {
        const string prefix = "whsec_";
        if (!secret.StartsWith(prefix, StringComparison.Ordinal)) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret[prefix.Length..]), signed);
        Span<byte> given = stackalloc byte[64];
        foreach (var one in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!one.StartsWith("v1,", StringComparison.Ordinal)) continue;
            if (Convert.TryFromBase64String(one[3..], given, out var length) && CryptographicOperations.FixedTimeEquals(given[..length], expected)) return true;
        }

        return false;
    }
}
