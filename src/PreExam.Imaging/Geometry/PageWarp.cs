using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PreExam.Imaging.Geometry;

/// <summary>
/// Draws a page from a picture in perspective, each pixel from 4 × 4 of the picture's: Catmull-Rom's cubic where the picture is
/// about as fine as the page, a windowed sinc as wide as a pixel of the page where it is up to twice as fine.
/// </summary>
internal static class PageWarp
{
    private const int Phases = 256, Bands = 3, LoadBytes = 16, Stretch = 16;
    private const double Enlarging = 0.95;

    /// <param name="picture">Three bytes a pixel.</param>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="toPicture">From places on the page to places in the picture.</param>
    /// <param name="pageWidth">Of the page.</param>
    /// <param name="pageHeight">Of the page.</param>
    /// <param name="scale">Pixels of the page for one of the picture, from a half upwards.</param>
    /// <returns>Three bytes a pixel; white where the picture has nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Memory<byte> Draw(byte[] picture, int width, int height, Perspective toPicture, int pageWidth, int pageHeight, double scale)
    {
        var kernel = new Kernel(scale);
        var page = new byte[(pageWidth * pageHeight * Bands) + 1]; // a pixel is stored as four bytes; the next one overwrites the last
        var last = picture.Length - LoadBytes - (3 * width * Bands);
        var fast = Avx2.IsSupported && Fma.IsSupported;
        ref var source = ref MemoryMarshal.GetArrayDataReference(picture);
        ref var target = ref MemoryMarshal.GetArrayDataReference(page);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(kernel.Weights);
        ref var pairs = ref MemoryMarshal.GetArrayDataReference(kernel.Pairs);
        var to = 0;
        for (var y = 0; y < pageHeight; y++)
        {
            for (var x = 0; x < pageWidth; x += Stretch)
            {
                // Within a few pixels perspective is a straight line: two divisions for all of them.
                var places = Math.Min(Stretch, pageWidth - x);
                PicturePoint here = toPicture.Map(x + 0.5, y + 0.5), there = toPicture.Map(x + places + 0.5, y + 0.5);
                double px = here.X - 0.5, py = here.Y - 0.5, stepX = (there.X - here.X) / places, stepY = (there.Y - here.Y) / places;
                for (var place = 0; place < places; place++, to += Bands, px += stepX, py += stepY)
                {
                    if (!(px > -0.5 && py > -0.5 && px < width - 0.5 && py < height - 0.5))
                    {
                        Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), 0x00FFFFFFu);
                        continue;
                    }

                    int fixedX = (int)((px + 1) * Phases) - Phases, fixedY = (int)((py + 1) * Phases) - Phases;
                    int left = (fixedX >> 8) - 1, top = (fixedY >> 8) - 1;
                    var from = ((top * width) + left) * Bands;
                    var inside = left >= 0 && top >= 0 && top + 3 < height && left + 3 < width && from <= last;
                    var colour = fast && inside
                        ? Weigh(ref weights, ref pairs, ref Unsafe.Add(ref source, from), width * Bands, fixedX & 255, fixedY & 255)
                        : Bordering(kernel, picture, width, height, left, top, fixedX & 255, fixedY & 255);
                    Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, to), colour);
                }
            }
        }

        return page.AsMemory(0, pageWidth * pageHeight * Bands);
    }

    /// <summary>Sixteen pixels by their weights, two pixels of four bands to a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Weigh(ref float weights, ref Vector256<float> pairs, ref byte from, int stride, int across, int down)
    {
        Vector256<float> first = default, second = default;
        for (var row = 0; row < 4; row++)
        {
            var pixels = Ssse3.Shuffle(Vector128.LoadUnsafe(ref from, (nuint)(row * stride)), Vector128.Create((byte)0, 1, 2, 255, 3, 4, 5, 255, 6, 7, 8, 255, 9, 10, 11, 255));
            var weight = Vector256.Create(Unsafe.Add(ref weights, (down * 4) + row));
            first = Fma.MultiplyAdd(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(pixels)), weight, first);
            second = Fma.MultiplyAdd(Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(Sse2.ShiftRightLogical128BitLane(pixels, 8))), weight, second);
        }

        var both = Fma.MultiplyAdd(first, Unsafe.Add(ref pairs, 2 * across), second * Unsafe.Add(ref pairs, (2 * across) + 1));
        var levels = Sse2.ConvertToVector128Int32(both.GetLower() + both.GetUpper());
        var words = Sse41.PackUnsignedSaturate(levels, levels);
        return Sse2.PackUnsignedSaturate(words.AsInt16(), words.AsInt16()).AsUInt32().ToScalar();
    }

    /// <summary>The same near the picture's border, whose pixels go on beyond it; and on processors without these instructions.</summary>
    private static uint Bordering(Kernel kernel, byte[] picture, int width, int height, int left, int top, int across, int down)
    {
        Span<float> sum = stackalloc float[Bands];
        sum.Clear();
        for (var row = 0; row < 4; row++)
        {
            var line = Math.Clamp(top + row, 0, height - 1) * width;
            for (var column = 0; column < 4; column++)
            {
                var weight = kernel.Weights[(down * 4) + row] * kernel.Weights[(across * 4) + column];
                var at = (line + Math.Clamp(left + column, 0, width - 1)) * Bands;
                for (var band = 0; band < Bands; band++) sum[band] += picture[at + band] * weight;
            }
        }

        uint colour = 0;
        for (var band = 0; band < Bands; band++) colour |= (uint)Math.Clamp((int)MathF.Round(sum[band]), 0, 255) << (8 * band);
        return colour;
    }

    /// <summary>The weights of four pixels in a row for each place of the middle between them.</summary>
    private sealed class Kernel
    {
        public Kernel(double scale)
        {
            Weights = new float[Phases * 4];
            for (var phase = 0; phase < Phases; phase++)
            {
                var t = (phase + 0.5) / Phases;
                double[] four = [.. Enumerable.Range(-1, 4).Select(k => scale >= Enlarging ? Cubic(Math.Abs(k - t)) : Windowed(Math.Abs(k - t), scale))];
                var sum = four.Sum();
                for (var k = 0; k < 4; k++) Weights[(phase * 4) + k] = (float)(four[k] / sum);
            }

            Pairs = [.. Enumerable.Range(0, Phases * 2).Select(half => Vector256.Create(Vector128.Create(Weights[half * 2]), Vector128.Create(Weights[(half * 2) + 1])))];
        }

        public float[] Weights { get; }

        /// <summary>The first two weights of each phase, then its last two, each as often as a pixel has bands in a vector.</summary>
        public Vector256<float>[] Pairs { get; }

        private static double Cubic(double x) => x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : x < 2 ? (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2 : 0;

        private static double Windowed(double x, double scale)
        {
            var angle = Math.PI * x * scale;
            return x >= 2 ? 0 : (angle < 1e-6 ? 1 : Math.Sin(angle) / angle) * Math.Cos(Math.PI * x / 4);
        }
    }
}
