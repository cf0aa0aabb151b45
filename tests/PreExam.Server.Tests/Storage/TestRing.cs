using System.Security.Cryptography;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Tests.Storage;

/// <summary>Random keys of one test, in as many versions as it needs.</summary>
internal sealed class TestRing : IKeyRing
{
    private readonly Dictionary<KeyPurpose, IReadOnlyList<RingKey>> _keys;

    public TestRing(int versions) =>
        _keys = Enum.GetValues<KeyPurpose>().ToDictionary(
            purpose => purpose, IReadOnlyList<RingKey> (_) => [.. Enumerable.Range(1, versions).Reverse().Select(NewKey)]);

    private TestRing(Dictionary<KeyPurpose, IReadOnlyList<RingKey>> keys) => _keys = keys;

    public bool IsDevelopment => true;

    public IReadOnlyList<RingKey> All(KeyPurpose purpose) => _keys[purpose];

    /// <summary>These keys, and a newer one of each purpose.</summary>
    public TestRing WithNewVersion() =>
        new(_keys.ToDictionary(pair => pair.Key, IReadOnlyList<RingKey> (pair) => [NewKey(pair.Value[0].Version + 1), .. pair.Value]));

    private static RingKey NewKey(int version) => new(version, RandomNumberGenerator.GetBytes(32));
}
