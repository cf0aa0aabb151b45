using System.Security.Cryptography;

namespace MockWeChat.Platform;

internal static class RandomText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    public static string Of(int length) => RandomNumberGenerator.GetString(Letters, length);

    public static string Digits(int length) => RandomNumberGenerator.GetString("0123456789", length);
}
