using NetVips;

namespace PreExam.Imaging.Tests;

/// <summary>Pictures made for the tests: four coloured quarters tell every rotation and mirror image apart.</summary>
internal static class Pictures
{
    [System.Runtime.CompilerServices.ModuleInitializer]
    internal static void Quieten() => Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { }); // broken files are made here by the hundred

    public static readonly double[] Red = [220, 30, 30], Green = [30, 200, 30], Blue = [30, 30, 220], Yellow = [220, 220, 30];

    /// <summary>Red, green above blue, yellow.</summary>
    public static Image Quarters(int width = 160, int height = 96) =>
        Image.Arrayjoin([Plain(Red, width / 2, height / 2), Plain(Green, width / 2, height / 2), Plain(Blue, width / 2, height / 2), Plain(Yellow, width / 2, height / 2)], across: 2);

    public static Image Plain(double[] colour, int width, int height) =>
        Image.Black(width, height).NewFromImage(colour).Cast(Enums.BandFormat.Uchar).Copy(interpretation: Enums.Interpretation.Srgb);

    public static byte[] Jpeg(this Image picture) => picture.JpegsaveBuffer(q: 95, subsampleMode: Enums.ForeignSubsample.Off);

    public static byte[] WithOrientation(this Image picture, int orientation) =>
        picture.Mutate(m => m.Set(GValue.GIntType, "orientation", orientation)).Jpeg();

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public static byte[] Specimen(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Specimens", name));

    public static DecodedPage DecodeOne(byte[] file, FileKind kind, DecoderOptions? options = null) =>
        Assert.Single(Assert.IsType<Decoded>(PageDecoder.Decode(file, kind, options ?? new DecoderOptions())).Pages);

    public static string RefusalOf(byte[] file, FileKind kind, DecoderOptions? options = null) =>
        Assert.IsType<DecodeRefused>(PageDecoder.Decode(file, kind, options ?? new DecoderOptions())).Code;

    /// <summary>Red, green, blue or yellow: the nearest to what the rendition shows at a share of its width and height.</summary>
    public static string ColourAt(this Rendition rendition, double x, double y)
    {
        using var picture = Image.NewFromBuffer(rendition.Jpeg);
        var seen = picture[(int)(x * (picture.Width - 1)), (int)(y * (picture.Height - 1))];
        (string Name, double[] Colour)[] known = [("red", Red), ("green", Green), ("blue", Blue), ("yellow", Yellow), ("white", [255, 255, 255])];
        var nearest = known.MinBy(k => Distance(k.Colour, seen));
        Assert.True(Distance(nearest.Colour, seen) < 60, $"({string.Join(", ", seen)}) is none of the colours.");
        return nearest.Name;
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (p, q) => Math.Abs(p - q)).Sum();
}
