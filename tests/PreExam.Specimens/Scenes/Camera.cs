namespace PreExam.Specimens.Scenes;

/// <summary>
/// A pinhole above a table, with radial distortion: places on the table in millimetres, places in the picture in pixels.
/// The picture's middle looks at the table's origin.
/// </summary>
public sealed class Camera
{
    private readonly double[] _h, _inverse;
    private readonly double _middleX, _middleY, _halfDiagonal, _bulge;

    /// <param name="focal">Focal length in pixels: about 0.75 of the long side on phones.</param>
    /// <param name="pitch">Tilt away from looking straight down, in radians.</param>
    /// <param name="yaw">Tilt to the side, in radians.</param>
    /// <param name="roll">Turn about the line of sight, in radians.</param>
    /// <param name="distance">From the lens to the table along the line of sight, in millimetres.</param>
    /// <param name="bulge">Radial distortion at the picture's corner, as a share of the radius; positive bends lines outwards.</param>
    public Camera(int width, int height, double focal, double pitch, double yaw, double roll, double distance, double bulge)
    {
        (_middleX, _middleY, _halfDiagonal, _bulge) = (width / 2.0, height / 2.0, Math.Sqrt(((double)width * width) + ((double)height * height)) / 2, bulge);
        double cp = Math.Cos(pitch), sp = Math.Sin(pitch), cy = Math.Cos(yaw), sy = Math.Sin(yaw), cr = Math.Cos(roll), sr = Math.Sin(roll);
        // R = Rx(pitch) Ry(yaw) Rz(roll); the first two columns are the table's axes.
        double[] a = [cy * cr, (sp * sy * cr) + (cp * sr), (-cp * sy * cr) + (sp * sr)];
        double[] b = [-cy * sr, (-sp * sy * sr) + (cp * cr), (cp * sy * sr) + (sp * cr)];
        _h =
        [
            (focal * a[0]) + (_middleX * a[2]), (focal * b[0]) + (_middleX * b[2]), _middleX * distance,
            (focal * a[1]) + (_middleY * a[2]), (focal * b[1]) + (_middleY * b[2]), _middleY * distance,
            a[2], b[2], distance,
        ];
        _inverse = Invert(_h);
    }

    public Place ToPicture(double x, double y)
    {
        var w = (_h[6] * x) + (_h[7] * y) + _h[8];
        double u = (((_h[0] * x) + (_h[1] * y) + _h[2]) / w) - _middleX, v = (((_h[3] * x) + (_h[4] * y) + _h[5]) / w) - _middleY;
        double bentX = u, bentY = v;
        for (var step = 0; step < 12; step++)
        {
            var stretch = 1 + (_bulge * ((bentX * bentX) + (bentY * bentY)) / (_halfDiagonal * _halfDiagonal));
            (bentX, bentY) = (u / stretch, v / stretch);
        }

        return new(bentX + _middleX, bentY + _middleY);
    }

    public Place ToTable(double x, double y)
    {
        double u = x - _middleX, v = y - _middleY;
        var stretch = 1 + (_bulge * ((u * u) + (v * v)) / (_halfDiagonal * _halfDiagonal));
        (u, v) = ((u * stretch) + _middleX, (v * stretch) + _middleY);
        var w = (_inverse[6] * u) + (_inverse[7] * v) + _inverse[8];
        return new(((_inverse[0] * u) + (_inverse[1] * v) + _inverse[2]) / w, ((_inverse[3] * u) + (_inverse[4] * v) + _inverse[5]) / w);
    }

    private static double[] Invert(double[] m)
    {
        double a = (m[4] * m[8]) - (m[5] * m[7]), b = (m[5] * m[6]) - (m[3] * m[8]), c = (m[3] * m[7]) - (m[4] * m[6]);
        var determinant = (m[0] * a) + (m[1] * b) + (m[2] * c);
        double[] adjugate =
        [
            a, (m[2] * m[7]) - (m[1] * m[8]), (m[1] * m[5]) - (m[2] * m[4]),
            b, (m[0] * m[8]) - (m[2] * m[6]), (m[2] * m[3]) - (m[0] * m[5]),
            c, (m[1] * m[6]) - (m[0] * m[7]), (m[0] * m[4]) - (m[1] * m[3]),
        ];
        return [.. adjugate.Select(v => v / determinant)];
    }
}
