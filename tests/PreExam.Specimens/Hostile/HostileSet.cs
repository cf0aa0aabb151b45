using System.Buffers.Binary;
using System.Globalization;

namespace PreExam.Specimens.Hostile;

/// <summary>
/// Hostile files without end: first the bombs that are made by hand, then honest files of every format, damaged. The same seed
/// gives the same files; file N does not depend on how many are asked for.
/// </summary>
public static class HostileSet
{
    private const int HeaderBytes = 512;
    private static readonly uint[] Telling = [0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

    /// <summary>The first <paramref name="count"/> files.</summary>
    public static IEnumerable<HostileFile> Files(int seed, int count)
    {
        foreach (var bomb in Bombs.All.Take(count)) yield return bomb;

        var whole = HonestFiles.All;
        for (var number = 0; number < count - Bombs.All.Count; number++)
        {
            var (name, bytes) = whole[number % whole.Count];
            var (what, damaged) = Damage(bytes, new Random(unchecked((seed * 1_000_003) + number)), number / whole.Count % 6);
            yield return new(
                string.Create(CultureInfo.InvariantCulture, $"{seed}/{number} {name}: {what}"), damaged, what.StartsWith("cut", StringComparison.Ordinal) && damaged.Length <= bytes.Length / 2);
        }
    }

    private static (string What, byte[] File) Damage(byte[] whole, Random chance, int kind)
    {
        byte[] file = [.. whole];
        switch (kind)
        {
            case 0 or 1:
                var left = chance.Next(1, kind == 0 ? whole.Length : (whole.Length / 2) + 1);
                return ($"cut after {left} of {whole.Length}", whole[..left]);
            case 2:
                var flips = chance.Next(1, 30);
                for (var flip = 0; flip < flips; flip++) file[chance.Next(file.Length)] ^= (byte)(1 << chance.Next(8));
                return ($"{flips} bits", file);
            case 3:
                var wrong = chance.Next(1, 6);
                for (var flip = 0; flip < wrong; flip++) file[chance.Next(Math.Min(HeaderBytes, file.Length))] = (byte)chance.Next(256);
                return ($"{wrong} bytes of the head", file);
            case 4:
                var length = chance.Next(1, Math.Max(2, file.Length / 4));
                int one = chance.Next(file.Length - length), other = chance.Next(file.Length - length);
                Array.Copy(whole, one, file, other, length);
                if (Math.Abs(one - other) >= length) Array.Copy(whole, other, file, one, length);
                return ($"{length} bytes swapped between {one} and {other}", file);
            default:
                var at = chance.Next(Math.Max(1, Math.Min(HeaderBytes, file.Length) - 4));
                var value = Telling[chance.Next(Telling.Length)];
                if (chance.Next(2) == 0) BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
                else BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at), value);
                return ($"{value:X} at {at}", file);
        }
    }
}
