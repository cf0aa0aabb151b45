using System.Xml.Linq;

namespace PreExam.Server.Tests.Architecture;

/// <summary>One source file: its path from the top folder, with forward slashes, and its text.</summary>
internal sealed record SourceFile(string Path, string Text);

/// <summary>The files of this repository, as the checks see them.</summary>
internal static class Repository
{
    private static readonly string Top = FindTop();

    /// <summary>C# files below a folder, without what the build makes.</summary>
    public static IReadOnlyList<SourceFile> Sources(string folder)
    {
        SourceFile[] found = [.. Files(folder, "*.cs").Select(path => new SourceFile(Relative(path), CSharpText.WithoutComments(File.ReadAllText(path))))];
        Assert.NotEmpty(found); // a check over nothing would always pass
        return found;
    }

    /// <summary>Project files below a folder, by project name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects(params string[] folders)
    {
        var found = folders.SelectMany(folder => Files(folder, "*.csproj")).ToDictionary(path => System.IO.Path.GetFileNameWithoutExtension(path), XDocument.Load);
        Assert.NotEmpty(found);
        return found;
    }

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Top, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(part => part is "bin" or "obj" or "node_modules"));

    private static string Relative(string path) => System.IO.Path.GetRelativePath(Top, path).Replace('\\', '/');

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "PreExam.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside their repository.");
        }
        return folder.FullName;
    }
}
