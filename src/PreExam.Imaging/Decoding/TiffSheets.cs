using System.Buffers.Binary;

namespace PreExam.Imaging.Decoding;

/// <summary>
/// Which directories of a TIFF file are sheets, told by walking the chain of directories alone. libtiff would read every one of a
/// million before it said how many there are, and is content with a chain that leads out of the file.
/// </summary>
/// <param name="Directories">Numbers of the directories that are sheets, from 0; previews and masks are not.</param>
/// <param name="Refusal">The code that the file is refused with, or null.</param>
internal readonly record struct TiffSheets(IReadOnlyList<int> Directories, string? Refusal)
{
    private const ushort SubfileType = 254;
    private const uint PreviewOrMask = 1 | 4;
    private const int DirectoriesForEachSheet = 10; // a pyramid has some eight smaller copies of each

    public static TiffSheets Find(ReadOnlySpan<byte> file, int most)
    {
        var chain = new Chain(file);
        List<int> sheets = [];
        HashSet<ulong> seen = [];
        var at = chain.First;
        for (var number = 0; at != 0 && seen.Add(at); number++) // a chain that bites its tail ends there, as libtiff has it
        {
            if (!chain.TryRead(at, out var isSheet, out at)) return new([], ImagingCodes.Truncated);
            if (isSheet) sheets.Add(number);
            if (sheets.Count > most || number >= most * DirectoriesForEachSheet) return new([], ImagingCodes.TooManyPages);
        }

        if (seen.Count == 0) return new([], ImagingCodes.Failed);
        return new(sheets.Count > 0 ? sheets : [0], null);
    }

    private readonly ref struct Chain(ReadOnlySpan<byte> file)
    {
        private readonly ReadOnlySpan<byte> _file = file;
        private readonly bool _little = file[0] == 'I';
        private readonly bool _big = file[2] == 43 || file[3] == 43;

        public ulong First => _big ? _file.Length >= 16 ? UInt64(8) : 0 : _file.Length >= 8 ? UInt32(4) : 0;

        public bool TryRead(ulong at, out bool isSheet, out ulong next)
        {
            (isSheet, next) = (true, 0);
            var (countBytes, entryBytes, nextBytes) = _big ? (8, 20, 8) : (2, 12, 4);
            if (at > (ulong)(_file.Length - countBytes) || _file.Length < countBytes) return false;

            var count = _big ? UInt64((int)at) : UInt16((int)at);
            var end = at + (ulong)countBytes + (Math.Min(count, (ulong)_file.Length) * (ulong)entryBytes);
            if (end + (ulong)nextBytes > (ulong)_file.Length) return false;

            for (var entry = (int)at + countBytes; entry < (int)end; entry += entryBytes)
            {
                if (UInt16(entry) == SubfileType) isSheet = (UInt32(entry + (_big ? 12 : 8)) & PreviewOrMask) == 0;
            }

            next = _big ? UInt64((int)end) : UInt32((int)end);
            return true;
        }

        private ushort UInt16(int at) => _little ? BinaryPrimitives.ReadUInt16LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt16BigEndian(_file[at..]);

        private uint UInt32(int at) => _little ? BinaryPrimitives.ReadUInt32LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt32BigEndian(_file[at..]);

        private ulong UInt64(int at) => _little ? BinaryPrimitives.ReadUInt64LittleEndian(_file[at..]) : BinaryPrimitives.ReadUInt64BigEndian(_file[at..]);
    }
}
