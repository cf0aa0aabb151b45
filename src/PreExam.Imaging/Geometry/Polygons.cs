namespace PreExam.Imaging.Geometry;

/// <summary>Plane geometry of corners in order.</summary>
internal static class Polygons
{
    public static double Area(IReadOnlyList<PicturePoint> corners) => Math.Abs(SignedArea(corners));

    public static bool IsConvex(IReadOnlyList<PicturePoint> corners)
    {
        int left = 0, right = 0;
        for (var corner = 0; corner < corners.Count; corner++)
        {
            PicturePoint a = corners[corner], b = corners[(corner + 1) % corners.Count], c = corners[(corner + 2) % corners.Count];
            var turn = PicturePoint.Cross(b - a, c - b);
            if (turn > 0) right++;
            else left++;
        }

        return left == 0 || right == 0;
    }

    /// <summary>The corners clockwise as seen on a screen, and their sides with them: side k goes from corner k to the next.</summary>
    public static PicturePoint[] Clockwise(PicturePoint[] corners, LineProfile[] sides, out LineProfile[] ordered)
    {
        if (SignedArea(corners) > 0)
        {
            ordered = sides;
            return [.. corners];
        }

        ordered = [sides[2], sides[1], sides[0], sides[3]];
        return [corners[3], corners[2], corners[1], corners[0]];
    }

    /// <summary>How far the corners of two quadrilaterals are apart at most, whichever corner each begins with.</summary>
    public static double FarthestCorner(IReadOnlyList<PicturePoint> a, IReadOnlyList<PicturePoint> b)
    {
        var best = double.MaxValue;
        for (var turn = 0; turn < 4; turn++)
        {
            double farthest = 0;
            for (var corner = 0; corner < 4; corner++) farthest = Math.Max(farthest, (a[corner] - b[(corner + turn) % 4]).Length);
            best = Math.Min(best, farthest);
        }

        return best;
    }

    /// <summary>Common area over joint area of two convex shapes, 0 to 1.</summary>
    public static double Overlap(IReadOnlyList<PicturePoint> a, IReadOnlyList<PicturePoint> b)
    {
        var common = Area(Clipped(a, b));
        return common / (Area(a) + Area(b) - common);
    }

    /// <summary>The part of one shape inside a convex one. Sutherland and Hodgman 1974.</summary>
    public static IReadOnlyList<PicturePoint> Clipped(IReadOnlyList<PicturePoint> shape, IReadOnlyList<PicturePoint> window)
    {
        var sense = Math.Sign(SignedArea(window));
        List<PicturePoint> left = [.. shape];
        for (var side = 0; side < window.Count && left.Count > 0; side++)
        {
            PicturePoint from = window[side], along = window[(side + 1) % window.Count] - from;
            double Inside(PicturePoint p) => sense * PicturePoint.Cross(along, p - from);
            List<PicturePoint> next = [];
            for (var i = 0; i < left.Count; i++)
            {
                PicturePoint p = left[i], q = left[(i + 1) % left.Count];
                double atP = Inside(p), atQ = Inside(q);
                if (atP >= 0) next.Add(p);
                if (atP >= 0 != atQ >= 0) next.Add(p + ((q - p) * (atP / (atP - atQ))));
            }

            left = next;
        }

        return left;
    }

    /// <summary>Positive where the corners go clockwise as seen on a screen.</summary>
    public static double SignedArea(IReadOnlyList<PicturePoint> corners)
    {
        double twice = 0;
        for (var corner = 0; corner < corners.Count; corner++) twice += PicturePoint.Cross(corners[corner], corners[(corner + 1) % corners.Count]);
        return twice / 2;
    }
}
