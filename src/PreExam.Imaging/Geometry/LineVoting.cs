using System.Runtime.CompilerServices;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// Finds straight lines by Hough's vote, every edge voting only for lines across its own direction. Votes count by how much an
/// edge stands out and not by how strong it is, so that the long faint border of a white paper wins over a short black stroke.
/// </summary>
internal static class LineVoting
{
    private const int Angles = 180, Spread = 3;
    private const double Step = 1.5;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static List<StraightLine> Find(EdgeEvidence edges, int most)
    {
        int width = edges.Width, height = edges.Height;
        var reach = Math.Sqrt(((double)width * width) + ((double)height * height)) + 4;
        var offsets = (int)(2 * reach / Step) + 3;
        var votes = new float[Angles * offsets];
        var (cos, sin) = Directions();

        for (var y = 2; y < height - 2; y++)
        {
            for (var x = 2; x < width - 2; x++)
            {
                var at = (y * width) + x;
                var weight = edges.Strength[at];
                if (weight <= 0.12f) continue;
                var angle = (int)Math.Round(Math.Atan2(edges.TowardsY[at], edges.TowardsX[at]) * Angles / Math.PI);
                for (var turn = -Spread; turn <= Spread; turn++)
                {
                    var a = (((angle + turn) % Angles) + Angles) % Angles;
                    var place = (((x + 0.5) * cos[a]) + ((y + 0.5) * sin[a]) + reach) / Step;
                    var bin = (int)place;
                    var share = (float)(place - bin);
                    var vote = weight * (1 - (Math.Abs(turn) / (Spread + 1f)));
                    votes[(a * offsets) + bin] += vote * (1 - share);
                    votes[(a * offsets) + bin + 1] += vote * share;
                }
            }
        }

        return [.. Peaks(votes, offsets, (width + height) * 0.02f, most).Select(p => new StraightLine(cos[p.Angle], sin[p.Angle], (p.Bin * Step) - reach))];
    }

    /// <summary>Moves a line onto the edges near it: twice the nearest line to those that lie along it.</summary>
    public static StraightLine Settle(EdgeEvidence edges, StraightLine line)
    {
        List<PicturePoint> places = [];
        List<double> weights = [];
        foreach (var reach in (ReadOnlySpan<double>)[3.5, 2.5])
        {
            places.Clear();
            weights.Clear();
            Walk(edges.Width, edges.Height, line, (x, y) =>
            {
                for (var aside = -reach; aside <= reach; aside++)
                {
                    int px = (int)(x + (line.NormalX * aside)), py = (int)(y + (line.NormalY * aside));
                    if (px < 0 || py < 0 || px >= edges.Width || py >= edges.Height) continue;
                    var at = (py * edges.Width) + px;
                    if (edges.Strength[at] <= 0.12f || Math.Abs((edges.TowardsX[at] * line.NormalX) + (edges.TowardsY[at] * line.NormalY)) < 0.97) continue;
                    places.Add(new(px + 0.5, py + 0.5));
                    weights.Add(edges.Strength[at]);
                }
            });
            if (places.Count < 12 || StraightLine.Fit(places, weights) is not { } better || better.AngleTo(line) > 0.05) return line;
            line = better;
        }

        return line;
    }

    /// <summary>Visits the places of a line inside the picture, one a pixel.</summary>
    public static void Walk(int width, int height, StraightLine line, Action<double, double> visit)
    {
        var reach = (int)Math.Sqrt(((double)width * width) + ((double)height * height)) + 2;
        for (var along = -reach; along <= reach; along++)
        {
            var p = line.At(along);
            if (p.X >= 0 && p.Y >= 0 && p.X < width && p.Y < height) visit(p.X, p.Y);
        }
    }

    private static (double[] Cos, double[] Sin) Directions() =>
    (
        [.. Enumerable.Range(0, Angles).Select(a => Math.Cos(a * Math.PI / Angles))],
        [.. Enumerable.Range(0, Angles).Select(a => Math.Sin(a * Math.PI / Angles))]
    );

    private static List<(int Angle, int Bin, float Votes)> Peaks(float[] votes, int offsets, float least, int most)
    {
        List<(int Angle, int Bin, float Votes)> peaks = [];
        for (var a = 0; a < Angles; a++)
        {
            for (var bin = 3; bin < offsets - 3; bin++)
            {
                var here = votes[(a * offsets) + bin];
                if (here >= least && IsPeak(votes, offsets, a, bin, here)) peaks.Add((a, bin, here));
            }
        }

        peaks.Sort((p, q) => q.Votes.CompareTo(p.Votes));
        return peaks[..Math.Min(most, peaks.Count)];
    }

    private static bool IsPeak(float[] votes, int offsets, int angle, int bin, float here)
    {
        for (var turn = -2; turn <= 2; turn++)
        {
            var a = angle + turn;
            var mirrored = a is < 0 or >= Angles; // half a turn further the same line has the opposite offset
            a = ((a % Angles) + Angles) % Angles;
            for (var aside = -2; aside <= 2; aside++)
            {
                if (turn == 0 && aside == 0) continue;
                var other = mirrored ? offsets - 1 - (bin + aside) : bin + aside;
                if (other < 0 || other >= offsets) continue;
                var value = votes[(a * offsets) + other];
                if (value > here || (value == here && (turn < 0 || (turn == 0 && aside < 0)))) return false;
            }
        }

        return true;
    }
}
