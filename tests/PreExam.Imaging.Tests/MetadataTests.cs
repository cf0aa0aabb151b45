using System.Text;
using NetVips;
using static PreExam.Imaging.Tests.Pictures;

namespace PreExam.Imaging.Tests;

/// <summary>A rendition tells nothing but the picture: no place, no camera, no time, no profile.</summary>
public sealed class MetadataTests
{
    [Fact]
    public void Nothing_of_the_metadata_is_left_in_a_rendition()
    {
        using var tagged = Quarters().IccTransform("srgb", inputProfile: "srgb").Mutate(m =>
        {
            m.Set(GValue.GStrType, "exif-ifd0-Make", "SecretCamera");
            m.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "30/1 15/1 0/1");
            m.Set(GValue.BlobType, "xmp-data", Encoding.UTF8.GetBytes("<x:xmpmeta xmlns:x='adobe:ns:meta/'>SecretPlace</x:xmpmeta>"));
        });
        var file = tagged.Jpeg();
        Assert.Contains("SecretCamera", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
        Assert.Contains("SecretPlace", Encoding.Latin1.GetString(file), StringComparison.Ordinal);

        var page = DecodeOne(file, FileKind.Jpeg);

        Assert.NotEmpty(ApplicationSegments(file));
        Assert.All([page.Page, page.Thumbnail], rendition => Assert.Empty(ApplicationSegments(rendition.Jpeg)));
    }

    /// <summary>The APPn and comment markers before the picture, all that a JPEG file can carry metadata in.</summary>
    private static List<byte> ApplicationSegments(byte[] jpeg)
    {
        List<byte> found = [];
        for (var at = 2; jpeg[at + 1] != 0xDA; at += 2 + (jpeg[at + 2] << 8) + jpeg[at + 3])
            if (jpeg[at + 1] is >= 0xE0 and <= 0xEF or 0xFE) found.Add(jpeg[at + 1]);
        return found;
    }
}
