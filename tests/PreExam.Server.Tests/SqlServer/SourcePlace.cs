using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace PreExam.Server.Tests.SqlServer;

/// <summary>The statement of the server's sources that a stack frame stands in. The runtime itself tells the first line only.</summary>
internal sealed record SourcePlace(string File, int First, int Last)
{
    private static readonly ConcurrentDictionary<Module, MetadataReaderProvider> Symbols = new();

    public bool Covers(string file, int line) => file == File && line >= First && line <= Last;

    /// <summary>Null for code that is not the server's.</summary>
    public static SourcePlace? Of(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method || method.Module.Assembly.GetName().Name?.StartsWith("PreExam.", StringComparison.Ordinal) != true) return null;
        var symbols = Symbols.GetOrAdd(method.Module, module =>
            MetadataReaderProvider.FromPortablePdbStream(System.IO.File.OpenRead(Path.ChangeExtension(module.FullyQualifiedName, ".pdb")))).GetMetadataReader();
        var information = symbols.GetMethodDebugInformation(((MethodDefinitionHandle)MetadataTokens.Handle(method.MetadataToken)).ToDebugInformationHandle());
        var points = information.GetSequencePoints().Where(p => !p.IsHidden).ToList();
        if (points.Count == 0) return null;
        // The compiler of optimised loops forgets the way back to the source for a few of its calls: then the method as a whole has to do.
        var at = points.FindLast(p => p.Offset <= frame.GetILOffset());
        var (first, last) = at.Document.IsNil ? (points.Min(p => p.StartLine), points.Max(p => p.EndLine)) : (at.StartLine, at.EndLine);
        var path = symbols.GetString(symbols.GetDocument(points[0].Document).Name).Replace('\\', '/');
        var top = path.LastIndexOf("/src/PreExam.", StringComparison.Ordinal);
        return top < 0 ? null : new SourcePlace(path[(top + 1)..], first, last);
    }
}
