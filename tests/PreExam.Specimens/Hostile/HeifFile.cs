using System.Buffers.Binary;
using System.Text;

namespace PreExam.Specimens.Hostile;

/// <summary>
/// Puts the coded picture of an ordinary HEIC file into files of other structures (ISO/IEC 23008-12): with rotation and mirroring,
/// with a colour profile, as tiles of a grid, and with structures that contradict each other.
/// </summary>
public sealed class HeifFile
{
    private readonly byte[] _configuration;
    private readonly byte[] _coded;

    /// <summary>Takes configuration and coded data of a file of one picture, as <c>heif-enc</c> writes it.</summary>
    public HeifFile(byte[] plain)
    {
        ArgumentNullException.ThrowIfNull(plain);
        _configuration = BoxAt(plain, Find(plain, "hvcC"));
        _coded = BoxAt(plain, Find(plain, "mdat"))[8..];
    }

    /// <summary>One picture with the given properties, in the order in which they are to be applied.</summary>
    public byte[] OnePicture(int width, int height, params IReadOnlyList<byte[]> properties) =>
        File([(1, "hvc1", _coded, [_configuration, Extent(width, height), .. properties])], primary: 1, tiles: []);

    /// <summary>A picture of tiles that are all the same.</summary>
    /// <param name="columns">Tiles beside each other.</param>
    /// <param name="rows">Tiles below each other.</param>
    /// <param name="tile">Size that the tiles claim.</param>
    /// <param name="canvas">Size that the whole claims.</param>
    /// <param name="present">Tiles that are really there; all when left out.</param>
    /// <param name="properties">Properties of the whole.</param>
    public byte[] Grid(int columns, int rows, (int Width, int Height) tile, (int Width, int Height) canvas, int? present = null, params IReadOnlyList<byte[]> properties)
    {
        var grid = new byte[12];
        (grid[1], grid[2], grid[3]) = (1, (byte)(rows - 1), (byte)(columns - 1)); // version 0, 32-bit sizes
        BinaryPrimitives.WriteInt32BigEndian(grid.AsSpan(4), canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(grid.AsSpan(8), canvas.Height);

        List<(int, string, byte[], byte[][])> items = [(1, "grid", grid, [Extent(canvas.Width, canvas.Height), .. properties])];
        for (var number = 0; number < (present ?? columns * rows); number++)
            items.Add((2 + number, "hvc1", _coded, [_configuration, Extent(tile.Width, tile.Height)]));
        return File(items, primary: 1, [.. items.Skip(1).Select(i => i.Item1)]);
    }

    /// <summary>Rotation by quarter turns, anti-clockwise.</summary>
    public static byte[] Rotation(int quarterTurns) => Box("irot", [(byte)quarterTurns]);

    /// <summary>Mirroring: left and right change places, or top and bottom (mode 0, as the second edition words it).</summary>
    public static byte[] Mirror(bool leftAndRight) => Box("imir", [(byte)(leftAndRight ? 1 : 0)]);

    /// <summary>An ICC profile.</summary>
    public static byte[] Profile(byte[] icc) => Box("colr", [.. "prof"u8, .. icc]);

    private static byte[] File(IReadOnlyList<(int Id, string Type, byte[] Data, byte[][] Properties)> items, int primary, int[] tiles)
    {
        byte[] type = Box("ftyp", [.. "heic"u8, 0, 0, 0, 0, .. "mif1heicmiaf"u8]);
        var without = Meta(items, primary, tiles, dataAt: 0).Length;
        byte[] data = [.. items.SelectMany(i => i.Data)];
        return [.. type, .. Meta(items, primary, tiles, type.Length + without + 8), .. Box("mdat", data)];
    }

    private static byte[] Meta(IReadOnlyList<(int Id, string Type, byte[] Data, byte[][] Properties)> items, int primary, int[] tiles, int dataAt)
    {
        List<byte[]> entries = [], places = [], properties = [], associations = [];
        foreach (var (id, type, data, own) in items)
        {
            entries.Add(Box("infe", [2, 0, 0, 0, .. Two(id), 0, 0, .. Encoding.ASCII.GetBytes(type), 0]));
            places.Add([.. Two(id), 0, 0, 0, 1, .. Four(dataAt), .. Four(data.Length)]);
            associations.Add([.. Two(id), (byte)own.Length, .. own.Select((_, index) => (byte)(0x80 | (properties.Count + index + 1)))]);
            properties.AddRange(own);
            dataAt += data.Length;
        }

        byte[] references = tiles.Length == 0 ? [] : Box("iref", [0, 0, 0, 0, .. Box("dimg", [.. Two(primary), .. Two(tiles.Length), .. tiles.SelectMany(Two)])]);
        return Box("meta",
        [
            0, 0, 0, 0,
            .. Box("hdlr", [.. new byte[8], .. "pict"u8, .. new byte[13]]),
            .. Box("pitm", [0, 0, 0, 0, .. Two(primary)]),
            .. Box("iloc", [0, 0, 0, 0, 0x44, 0, .. Two(items.Count), .. places.SelectMany(p => p)]),
            .. Box("iinf", [0, 0, 0, 0, .. Two(items.Count), .. entries.SelectMany(e => e)]),
            .. references,
            .. Box("iprp", [.. Box("ipco", [.. properties.SelectMany(p => p)]), .. Box("ipma", [0, 0, 0, 0, .. Four(items.Count), .. associations.SelectMany(a => a)])]),
        ]);
    }

    private static byte[] Extent(int width, int height) => Box("ispe", [0, 0, 0, 0, .. Four(width), .. Four(height)]);

    private static byte[] Box(string type, byte[] content) => [.. Four(content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Two(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Four(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static int Find(byte[] file, string type) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) - 4;

    private static byte[] BoxAt(byte[] file, int at) => file[at..(at + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at)))];
}
