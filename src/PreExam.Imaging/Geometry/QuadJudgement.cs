namespace PreExam.Imaging.Geometry;

/// <summary>
/// How sure the evidence makes that a candidate is the outline of a whole paper: a small network of one hidden layer, fitted on
/// candidates from the calibration specimens. Faint borders on plain tables and strong ones among clutter are judged by different
/// evidence, which a single sum can't do. Zero is even odds.
/// </summary>
internal static class QuadJudgement
{
    private const double Bias = -1.953;

    private static readonly Unit[] Units =
    [
        new(1.238, 2.061,
        [
            1.893, -0.715, 0.369, -0.938, 0.549, 0.219, 0.315, -0.023, -0.988, -2.061, -1.470, -1.053, -0.391, 1.484,
            0.823, -0.789, -0.115, 1.185, 1.794, 0.377, -3.133, 0.559, 0.539, -6.527, -0.127, -0.893, -0.501, 0.199,
        ]),
        new(-1.044, 1.880,
        [
            -1.506, 0.580, 0.140, -0.287, -1.082, 0.118, 0.200, -0.244, 0.130, -2.066, -0.310, 0.528, 0.789, -0.580,
            0.647, 0.580, 0.096, -0.025, -1.529, 1.243, 2.084, 0.098, -0.404, 0.601, -0.513, 0.848, 0.534, -0.207,
        ]),
        new(-0.944, 3.823,
        [
            -1.492, 0.226, 0.046, -0.242, -0.851, -0.500, -0.165, 0.863, 0.991, 0.285, 0.087, -0.301, -0.015, -1.169,
            -1.719, 1.288, 0.094, -0.723, -1.784, -0.252, 2.727, 0.212, -0.039, -1.872, -0.084, -0.665, -0.285, -0.464,
        ]),
        new(-1.022, 4.499,
        [
            -1.363, 0.177, 0.085, -0.464, -0.919, -0.508, -0.078, 0.956, 1.018, -0.037, -0.054, -0.472, -0.075, -1.205,
            -1.699, 1.423, 0.092, -0.768, -1.507, -0.151, 1.779, 0.269, 0.059, -3.316, -0.109, -1.143, -0.318, -0.505,
        ]),
        new(-1.453, 3.076,
        [
            0.075, 0.223, 0.579, -0.963, -0.967, -0.084, 0.261, 1.305, 1.258, -2.554, -2.302, -0.171, 0.428, -1.183,
            2.116, -0.035, 0.115, -1.693, -1.972, 1.474, 2.942, 0.278, 0.134, -5.661, -0.265, -1.419, 0.247, -0.139,
        ]),
        new(1.114, -1.717,
        [
            1.298, -0.704, -0.081, 0.218, 0.227, 0.767, -0.160, 1.032, -0.163, 0.946, -0.605, -0.207, -1.221, 0.078,
            -1.005, -0.821, -0.114, 1.846, 2.757, -0.261, -3.163, 0.062, 0.115, 3.185, 0.326, -1.204, -0.893, 0.949,
        ]),
        new(-0.923, 2.870,
        [
            -1.105, 0.497, 0.205, -0.549, -1.039, -0.244, -0.157, -0.922, -0.213, -2.149, 0.320, -0.135, 0.373, -0.188,
            0.811, 0.359, 0.060, 0.744, -1.234, 0.567, 1.259, -0.132, -0.093, -0.040, 0.025, 1.020, 0.380, -0.302,
        ]),
        new(-1.199, -4.081,
        [
            -0.838, 0.484, -0.282, 0.377, -0.768, 0.130, 0.099, 1.628, 1.308, 1.932, 0.214, -0.025, 0.627, -1.072,
            -0.350, 0.482, 0.122, 0.630, 0.364, -0.031, 2.532, -0.212, -0.166, 7.425, 0.203, 1.914, 0.291, -0.359,
        ]),
    ];

    public static double LogOdds(QuadEvidence evidence)
    {
        var odds = Bias;
        foreach (var unit in Units)
        {
            var sum = unit.Bias;
            for (var at = 0; at < unit.Weights.Length; at++) sum += unit.Weights[at] * evidence.Values[at];
            odds += unit.Share * Math.Tanh(sum);
        }

        return odds;
    }

    public static double Confidence(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>One unit of the hidden layer; its weights stand in the order of <see cref="QuadEvidence.Names"/>.</summary>
    private sealed record Unit(double Share, double Bias, double[] Weights);
}
