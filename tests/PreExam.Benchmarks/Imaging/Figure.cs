using System.Globalization;

namespace PreExam.Benchmarks.Imaging;

/// <summary>One measured number, in the form that is looked for in a benchmark's output.</summary>
internal static class Figure
{
    public static void Write(string name, double value, string unit, string remark = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name} {value:0.####} {unit}{(remark.Length > 0 ? "   # " + remark : "")}"));
}
