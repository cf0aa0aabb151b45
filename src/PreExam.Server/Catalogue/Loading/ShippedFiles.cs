namespace PreExam.Server.Catalogue.Loading;

/// <summary>The matters and the schema that come with the program, inside its own binary.</summary>
internal static class ShippedFiles
{
    private const string MatterPrefix = "Catalogue/Matters/";

    public static IEnumerable<(string File, string Text)> Matters() => typeof(ShippedFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(MatterPrefix, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => (name[MatterPrefix.Length..], Read(name)));

    public static string Schema() => Read("Catalogue/matter.schema.json");

    private static string Read(string name)
    {
        using var stream = typeof(ShippedFiles).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
