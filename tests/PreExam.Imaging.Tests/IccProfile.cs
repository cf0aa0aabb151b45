using System.Buffers.Binary;

namespace PreExam.Imaging.Tests;

/// <summary>A small ICC profile (ICC.1:2001-04) of the colour space Adobe RGB (1998), and the way of a colour into it.</summary>
internal static class IccProfile
{
    private const double Gamma = 2.19921875;

    // Both against D50, by Bradford; the second is the inverse of Adobe RGB's own.
    private static readonly double[][] SrgbToXyz = [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]];
    private static readonly double[][] XyzToAdobe = [[1.9624274, -0.6105343, -0.3413404], [-0.9787684, 1.9161415, 0.0334540], [0.0286869, -0.1406752, 1.3487655]];

    /// <summary>What a file in Adobe RGB stores for a colour of sRGB (IEC 61966-2-1).</summary>
    public static double[] AdobeRgbOf(double[] srgb)
    {
        double[] light = [.. srgb.Select(c => c / 255).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return [.. Times(XyzToAdobe, Times(SrgbToXyz, light)).Select(c => Math.Round(255 * Math.Pow(Math.Clamp(c, 0, 1), 1 / Gamma)))];
    }

    public static byte[] AdobeRgb()
    {
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", [.. "desc"u8, .. Four(0), .. Four(6), .. "Adobe\0"u8, .. new byte[78]]),
            ("cprt", [.. "text"u8, .. Four(0), .. "none\0"u8]),
            ("wtpt", Xyz(0.9642, 1, 0.8249)),
            ("rXYZ", Xyz(0.60974, 0.31111, 0.01947)), ("gXYZ", Xyz(0.20528, 0.62567, 0.06087)), ("bXYZ", Xyz(0.14919, 0.06322, 0.74457)),
            ("rTRC", Curve()), ("gTRC", Curve()), ("bTRC", Curve()),
        ];
        List<byte> table = [.. Four(tags.Length)], data = [];
        var begin = 128 + 4 + (12 * tags.Length);
        foreach (var (tag, content) in tags)
        {
            table.AddRange([.. System.Text.Encoding.ASCII.GetBytes(tag), .. Four(begin + data.Count), .. Four(content.Length)]);
            data.AddRange([.. content, .. new byte[(4 - (content.Length % 4)) % 4]]);
        }

        var head = new byte[128];
        BinaryPrimitives.WriteInt32BigEndian(head, begin + data.Count);
        (head[8], head[9]) = (2, 0x40);
        "mntrRGB XYZ "u8.CopyTo(head.AsSpan(12));
        "acsp"u8.CopyTo(head.AsSpan(36));
        Xyz(0.9642, 1, 0.8249)[8..].CopyTo(head, 68);
        return [.. head, .. table, .. data];
    }

    private static byte[] Xyz(double x, double y, double z) => [.. "XYZ "u8, .. Four(0), .. Fixed(x), .. Fixed(y), .. Fixed(z)];

    private static byte[] Curve() => [.. "curv"u8, .. Four(0), .. Four(1), 0x02, 0x33]; // 2.19921875 as 8.8 fixed point

    private static byte[] Fixed(double value) => Four((int)Math.Round(value * 65536));

    private static byte[] Four(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static double[] Times(double[][] matrix, double[] vector) => [.. matrix.Select(row => row.Zip(vector, (a, b) => a * b).Sum())];
}
