namespace PreExam.Specimens;

/// <summary>A perspective between two planes: (a x + b y + c, d x + e y + f) / (g x + h y + 1).</summary>
public sealed class Homography
{
    private readonly double[] _h;

    private Homography(double[] h) => _h = h;

    public (double X, double Y) Map(double x, double y)
    {
        var w = (_h[6] * x) + (_h[7] * y) + 1;
        return (((_h[0] * x) + (_h[1] * y) + _h[2]) / w, ((_h[3] * x) + (_h[4] * y) + _h[5]) / w);
    }

    /// <summary>Takes four corners (clockwise from the upper left) to a rectangle.</summary>
    public static Homography FromQuadrilateral(Place[] corners, double width, double height)
    {
        Place[] targets = [new(0, 0), new(width, 0), new(width, height), new(0, height)];
        var rows = new double[8, 9];
        for (var corner = 0; corner < 4; corner++)
        {
            var ((x, y), (u, v)) = ((corners[corner].X, corners[corner].Y), (targets[corner].X, targets[corner].Y));
            double[] across = [x, y, 1, 0, 0, 0, -u * x, -u * y, u], down = [0, 0, 0, x, y, 1, -v * x, -v * y, v];
            for (var column = 0; column < 9; column++) (rows[corner * 2, column], rows[(corner * 2) + 1, column]) = (across[column], down[column]);
        }

        return new Homography(Solve(rows));
    }

    /// <summary>Gauss-Jordan with row exchange: eight equations, eight unknowns.</summary>
    private static double[] Solve(double[,] rows)
    {
        for (var pivot = 0; pivot < 8; pivot++)
        {
            var best = pivot;
            for (var row = pivot + 1; row < 8; row++)
                if (Math.Abs(rows[row, pivot]) > Math.Abs(rows[best, pivot])) best = row;
            for (var column = 0; column < 9; column++) (rows[pivot, column], rows[best, column]) = (rows[best, column], rows[pivot, column]);

            for (var row = 0; row < 8; row++)
            {
                if (row == pivot) continue;
                var factor = rows[row, pivot] / rows[pivot, pivot];
                for (var column = pivot; column < 9; column++) rows[row, column] -= factor * rows[pivot, column];
            }
        }

        return [.. Enumerable.Range(0, 8).Select(row => rows[row, 8] / rows[row, row])];
    }
}
