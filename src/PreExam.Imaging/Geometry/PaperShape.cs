namespace PreExam.Imaging.Geometry;

/// <summary>The true shape of a rectangle that was photographed in perspective.</summary>
internal static class PaperShape
{
    private const double A4 = 1.41421356, IdentityCard = 85.60 / 53.98, Near = 0.045;

    /// <summary>Focal length over long side of phones' main cameras, 26 mm on a 36 mm wide frame; they differ by a tenth at most.</summary>
    public const double UsualFocal = 0.74;

    /// <summary>Width over height of the paper.</summary>
    /// <param name="corners">In order around the paper, the first two being the ends of its upper side.</param>
    /// <param name="width">Of the picture, in the same unit as the corners.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="focal">Focal length over the picture's long side.</param>
    public static double Ratio(IReadOnlyList<PicturePoint> corners, int width, int height, double focal = UsualFocal)
    {
        // With the camera's matrix K known, the columns of K⁻¹H are the paper's own axes, as long as its sides are (Zhang 2000).
        PicturePoint middle = new(width / 2.0, height / 2.0);
        var h = Perspective.FromUnitSquare([.. corners.Select(c => c - middle)]).Coefficients;
        var f = focal * Math.Max(width, height);
        double across = Norm(h[0] / f, h[3] / f, h[6]), down = Norm(h[1] / f, h[4] / f, h[7]);
        return Known(across / down);
    }

    /// <summary>A sheet or a card that is nearly of a standard size is of that size.</summary>
    private static double Known(double ratio)
    {
        var (longer, lies) = ratio >= 1 ? (ratio, true) : (1 / ratio, false);
        if (Math.Abs((longer / A4) - 1) < Near) longer = A4;
        else if (Math.Abs((longer / IdentityCard) - 1) < Near) longer = IdentityCard;
        return lies ? longer : 1 / longer;
    }

    private static double Norm(double x, double y, double z) => Math.Sqrt((x * x) + (y * y) + (z * z));
}
