namespace PreExam.Specimens.Scenes;

/// <summary>What tables look like: a colour for each place on the table's plane, in millimetres. sRGB levels, 0-255.</summary>
internal sealed class Grounds
{
    private sealed record Thing(double X, double Y, double HalfWidth, double HalfHeight, double Turn, bool Round, double[] Colour, int Lines);

    private readonly Ground _ground;
    private readonly int _seed;
    private readonly double[] _colour, _second;
    private readonly double _turn, _scale;
    private readonly List<Thing> _things = [];

    public Grounds(Ground ground, int seed)
    {
        (_ground, _seed) = (ground, seed);
        var random = new Random(seed);
        _turn = random.NextDouble() * Math.PI;
        _scale = 0.6 + (random.NextDouble() * 0.9);
        _colour = ground switch
        {
            Ground.Wood => Vary(random, random.Next(3) switch { 0 => [150, 108, 70], 1 => [196, 160, 116], _ => [96, 62, 42] }, 18),
            Ground.Cloth => Vary(random, random.Next(4) switch { 0 => [90, 110, 150], 1 => [170, 60, 60], 2 => [190, 180, 160], _ => [70, 120, 90] }, 25),
            Ground.WhiteTable => Vary(random, [228, 228, 226], 12),
            Ground.Stone => Vary(random, random.Next(2) == 0 ? [150, 148, 144] : [198, 192, 184], 15),
            Ground.Dark => Vary(random, [38, 38, 42], 14),
            Ground.Tiles => Vary(random, [190, 182, 170], 25),
            _ => Vary(random, [140, 120, 100], 40),
        };
        _second = Vary(random, [120, 120, 120], 60);
        for (var thing = 0; ground == Ground.Busy && thing < 14; thing++)
        {
            var round = random.Next(4) == 0;
            var size = 15 + (random.NextDouble() * 75);
            _things.Add(new((random.NextDouble() - 0.5) * 560, (random.NextDouble() - 0.5) * 560, size, round ? size : size * (0.2 + random.NextDouble()),
                random.NextDouble() * Math.PI, round, Vary(random, [140, 140, 140], 100), random.Next(3) == 0 ? 4 + random.Next(6) : 0));
        }
    }

    public void At(double x, double y, Span<float> colour)
    {
        var (u, v) = Turned(x, y, _turn);
        (u, v) = (u / _scale, v / _scale);
        float level = 0, cold = 0;
        var plain = _colour;
        switch (_ground)
        {
            case Ground.Wood:
                var rings = (v * 0.16) + (Hash.Rough(u * 0.01, v * 0.06, _seed) * 3);
                level = (float)((Math.Sin(rings * 6.28) * 9) + (Hash.Rough(u * 0.05, v * 1.6, _seed + 7) * 34));
                var board = Math.Abs((v / 95) - Math.Round(v / 95));
                if (board < 0.006) level -= 45;
                break;
            case Ground.Cloth:
                level = (float)((Math.Sin(u * 3.1) * Math.Sin(v * 3.1) * 10) + (Hash.Rough(u * 0.02, v * 0.02, _seed) * 46) + (Hash.Rough(u, v, _seed + 3) * 22));
                if (_seed % 2 == 0 && ((int)Math.Floor(u / 24) + (int)Math.Floor(v / 24)) % 2 == 0) plain = _second;
                break;
            case Ground.WhiteTable:
                level = (Hash.Rough(u * 0.015, v * 0.015, _seed) * 9) + (Hash.Rough(u * 0.8, v * 0.8, _seed + 5) * 4);
                break;
            case Ground.Stone:
                level = (Hash.Rough(u * 0.6, v * 0.6, _seed) * 50) + (Hash.Rough(u * 0.03, v * 0.03, _seed + 5) * 50);
                if (Math.Abs(Hash.Rough(u * 0.012, v * 0.012, _seed + 9)) < 0.008) level -= 30;
                break;
            case Ground.Dark:
                level = (Hash.Rough(u * 0.03, v * 0.03, _seed) * 14) + (Hash.Rough(u, v, _seed + 5) * 6);
                break;
            case Ground.Tiles:
                double joint = Math.Min(Math.Abs((u / 148) - Math.Round(u / 148)), Math.Abs((v / 148) - Math.Round(v / 148))) * 148;
                level = (Hash.Rough(u * 0.08, v * 0.08, _seed) * 30) - (joint < 1.4 ? 55 : 0);
                break;
            default:
                level = Hash.Rough(u * 0.08, v * 0.08, _seed) * 40;
                cold = Things(x, y, ref plain, ref level);
                break;
        }

        for (var band = 0; band < 3; band++) colour[band] = Math.Clamp((float)plain[band] + level - cold, 4, 252);
    }

    private float Things(double x, double y, ref double[] plain, ref float level)
    {
        var shade = 0f;
        foreach (var thing in _things)
        {
            var (u, v) = Turned(x - thing.X, y - thing.Y, thing.Turn);
            var outside = thing.Round
                ? Math.Sqrt((u * u) + (v * v)) - thing.HalfWidth
                : Math.Max(Math.Abs(u) - thing.HalfWidth, Math.Abs(v) - thing.HalfHeight);
            if (outside < 0)
            {
                (plain, level, shade) = (thing.Colour, 0, 0);
                if (thing.Lines > 0 && outside < -4 && v - (Math.Floor(v / thing.Lines) * thing.Lines) < thing.Lines * 0.4 && Hash.At((int)Math.Floor(u / 2), (int)Math.Floor(v / thing.Lines), _seed) > 0.3) shade = 90;
                if (thing.Round && outside > -3) shade = 25;
            }
            else if (outside < 6)
            {
                shade = Math.Max(shade, 40 * (float)Math.Exp(-outside / 2));
            }
        }

        return shade;
    }

    private static (double X, double Y) Turned(double x, double y, double turn) =>
        ((x * Math.Cos(turn)) + (y * Math.Sin(turn)), (y * Math.Cos(turn)) - (x * Math.Sin(turn)));

    private static double[] Vary(Random random, double[] colour, double by) => [.. colour.Select(c => c + ((random.NextDouble() - 0.5) * 2 * by))];
}
