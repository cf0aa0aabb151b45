namespace PreExam.Specimens.Scenes;

/// <summary>How hard a photograph is made to work on.</summary>
public enum Severity { Easy, Medium, Hard }

/// <summary>What the paper lies on.</summary>
public enum Ground { Wood, Cloth, WhiteTable, Stone, Dark, Tiles, Busy }

/// <summary>What is in the picture.</summary>
public enum Layout
{
    /// <summary>One paper with all its corners.</summary>
    One,
    /// <summary>Two papers beside each other.</summary>
    Two,
    /// <summary>One paper, part of it outside the picture.</summary>
    CutOff,
    /// <summary>The paper fills the picture: a scan.</summary>
    Scan,
    /// <summary>The scan of a paper that lay askew on the glass.</summary>
    SkewedScan,
}

/// <summary>A paper on the table: its middle and its turn, in millimetres and radians on the table's plane.</summary>
public sealed record Placed(Paper Paper, double X, double Y, double Turn);

/// <summary>A finger that holds the paper: from outside to its tip, in millimetres on the table's plane.</summary>
public sealed record Finger(double FromX, double FromY, double ToX, double ToY, double Radius);

/// <summary>Something between lamp and table: a soft dark ellipse, in millimetres on the table's plane.</summary>
public sealed record Blot(double X, double Y, double AcrossRadius, double DownRadius, double Turn, double Softness, double Strength);

/// <summary>Everything that one photograph is rendered from.</summary>
public sealed record Scene
{
    public required int Seed { get; init; }
    public required Severity Severity { get; init; }
    public required Layout Layout { get; init; }
    public required int Width { get; init; }
    public required int Height { get; init; }
    public required Ground Ground { get; init; }
    public required IReadOnlyList<Placed> Papers { get; init; }
    public required Camera Camera { get; init; }
    /// <summary>Light on the paper, 1 is full; and how much it falls off over the picture, in a direction.</summary>
    public double Light { get; init; } = 0.85;
    public double Falloff { get; init; }
    public double FalloffTowards { get; init; }
    /// <summary>Colour of the lamp, red, green and blue.</summary>
    public double[] Lamp { get; init; } = [1, 1, 1];
    public Finger? Finger { get; init; }
    public Blot? Shadow { get; init; }
    public Blot? Glare { get; init; }
    /// <summary>How far the sheet's edges wander, in millimetres, and the shading that goes with it.</summary>
    public double Crumple { get; init; }
    /// <summary>Strength, width in millimetres and direction of the shadow that the paper throws on the table.</summary>
    public double EdgeShadow { get; init; } = 0.25;
    public double EdgeShadowWidth { get; init; } = 1;
    public double EdgeShadowTowards { get; init; }
    public double Moire { get; init; }
    public double Defocus { get; init; } = 0.6;
    public double Motion { get; init; }
    public double MotionTowards { get; init; }
    public double Noise { get; init; } = 1.5;
    public double Sharpening { get; init; } = 0.5;
    public int Quality { get; init; } = 88;
    /// <summary>EXIF orientation that the file is stored with.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>What makes it hard, in words that stand in tables.</summary>
    public IReadOnlyList<string> Defects =>
    [
        .. new (string Word, bool There)[]
        {
            ("finger", Finger is not null), ("shadow", Shadow is not null), ("glare", Glare is not null), ("lamp", Lamp[2] < 0.85), ("crumple", Crumple > 0.4),
            ("defocus", Defocus > 1.6), ("motion", Motion > 2), ("noise", Noise > 5), ("moire", Moire > 0), ("jpeg", Quality < 70),
        }.Where(d => d.There).Select(d => d.Word),
    ];
}
