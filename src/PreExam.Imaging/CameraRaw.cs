using System.Buffers.Binary;

namespace PreExam.Imaging;

/// <summary>
/// Tells a camera's raw file from a picture. Most are TIFF files whose first picture is a preview: taken for TIFF, a thumbnail
/// would become the page.
/// </summary>
internal static class CameraRaw
{
    private const ushort SubfileType = 254, SubDirectories = 330, DngVersion = 50706;
    private const uint ReducedPicture = 1;
    private const int MostEntries = 200;

    public static bool IsOwnFormat(ReadOnlySpan<byte> head) =>
        head.StartsWith("FUJIFILMCCD-RAW"u8) || head.StartsWith("IIRO"u8) || head.StartsWith("IIRS"u8) || head.StartsWith("MMOR"u8)
        || head.StartsWith("IIU\0"u8) || head.StartsWith("FOVb"u8) || head.StartsWith("\0MRM"u8);

    public static bool IsTiffInside(ReadOnlySpan<byte> head)
    {
        if (head.Length < 10 || head[2] == 43 || head[3] == 43) return false;
        if (head[8] == 'C' && head[9] == 'R') return true; // Canon's CR2 says so behind the header

        var little = head[0] == 'I';
        var directory = UInt32(head[4..], little);
        if (directory > head.Length - 2) return false;
        var entries = Math.Min((int)UInt16(head[(int)directory..], little), MostEntries);
        bool reduced = false, more = false;
        for (var entry = 0; entry < entries; entry++)
        {
            var at = (int)directory + 2 + (entry * 12);
            if (at + 12 > head.Length) return false;
            var tag = UInt16(head[at..], little);
            if (tag == DngVersion) return true;
            if (tag == SubfileType) reduced = UInt32(head[(at + 8)..], little) == ReducedPicture;
            if (tag == SubDirectories) more = true;
        }

        return reduced && more; // Nikon, Sony, Pentax: a preview first, the sensor's data in a directory below
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
