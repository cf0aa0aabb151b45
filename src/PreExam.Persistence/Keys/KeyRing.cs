using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PreExam.Persistence.Keys;

/// <summary>A ring read from its JSON form, which a file or an environment variable carries.</summary>
internal sealed class KeyRing : IKeyRing
{
    public const int SecretBytes = 32;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
    };

    private readonly Dictionary<KeyPurpose, IReadOnlyList<RingKey>> _keys;

    private KeyRing(KeyRingText text, string source)
    {
        IsDevelopment = text.Development;
        _keys = text.Keys
            .GroupBy(key => key.Purpose)
            .ToDictionary(
                group => group.Key,
                IReadOnlyList<RingKey> (group) => [.. group.OrderByDescending(key => key.Version).Select(key => new RingKey(key.Version, key.Secret))]);

        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            if (!_keys.TryGetValue(purpose, out var keys)) throw Broken($"has no key for {purpose}");
            if (keys.Any(key => key.Version is < 1 or > ushort.MaxValue)) throw Broken($"has a version of {purpose} that is not from 1 to 65535");
            if (keys.Any(key => key.Secret.Length != SecretBytes)) throw Broken($"has a key for {purpose} that is not of {SecretBytes} bytes");
            if (keys.DistinctBy(key => key.Version).Count() != keys.Count) throw Broken($"has a version of {purpose} twice");
        }

        InvalidOperationException Broken(string how) => new($"The key ring in {source} {how}.");
    }

    public bool IsDevelopment { get; }

    public IReadOnlyList<RingKey> All(KeyPurpose purpose) => _keys[purpose];

    /// <summary>Reads a ring. What is wrong is said without the text, which is secret.</summary>
    public static KeyRing Parse(string json, string source)
    {
        try
        {
            return new(JsonSerializer.Deserialize<KeyRingText>(json, Json) ?? throw new JsonException(), source);
        }
        catch (JsonException)
        {
            throw new InvalidOperationException($"The key ring in {source} is not of the expected JSON form.");
        }
    }

    /// <summary>The ring of a file; where there is none, one is made with development keys that only this user can read.</summary>
    public static KeyRing OpenFile(string path, bool createForDevelopment)
    {
        if (!File.Exists(path))
        {
            if (!createForDevelopment) throw new InvalidOperationException($"There is no key ring at {path}.");
            try
            {
                Create(path, development: true);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process of this installation was first: its keys are the keys.
            }
        }
        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>The ring of an environment variable.</summary>
    public static KeyRing OpenEnvironment(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } json
            ? Parse(json, $"the environment variable {variable}")
            : throw new InvalidOperationException($"The environment variable {variable} has no key ring.");

    /// <summary>The JSON form of a new ring.</summary>
    public static string Generate(bool development, int versions = 1)
    {
        var keys = from purpose in Enum.GetValues<KeyPurpose>()
                   from version in Enumerable.Range(1, versions)
                   select new KeyText(purpose, version, RandomNumberGenerator.GetBytes(SecretBytes));
        return JsonSerializer.Serialize(new KeyRingText(development, [.. keys]), Json);
    }

    /// <summary>Writes a new ring that only this user can read.</summary>
    /// <exception cref="IOException">There is a file already, or it can't be written.</exception>
    public static void Create(string path, bool development)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            using (var file = new FileStream(unfinished, options))
            {
                file.Write(System.Text.Encoding.UTF8.GetBytes(Generate(development)));
                file.Flush(flushToDisk: true);
            }
            PutInPlace(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // File.Move looks and then renames: of two processes that start together the second would replace the ring that the first has
    // already begun to seal with. A hard link is refused when the name is taken.
    private static void PutInPlace(string unfinished, string path)
    {
        if (!OperatingSystem.IsLinux()) File.Move(unfinished, path, overwrite: false);
        else if (Link(System.Text.Encoding.UTF8.GetBytes(unfinished + '\0'), System.Text.Encoding.UTF8.GetBytes(path + '\0')) != 0)
            throw new IOException($"The key ring can't be put at {path}: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(byte[] existing, byte[] name);

    private sealed record KeyRingText(bool Development, IReadOnlyList<KeyText> Keys);

    private sealed record KeyText(KeyPurpose Purpose, int Version, byte[] Secret);
}
