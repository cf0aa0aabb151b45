using System.Security.Cryptography;

namespace PreExam.Persistence.Keys;

/// <summary>What a key is for. A key of one purpose is never used for another.</summary>
public enum KeyPurpose
{
    /// <summary>Encrypts personal fields in the database.</summary>
    Fields,

    /// <summary>Encrypts uploaded files.</summary>
    Blobs,

    /// <summary>Keyed hashes by which personal fields are found again.</summary>
    Lookup,

    /// <summary>Seed from which the key that signs access tokens is made.</summary>
    Tokens,

    /// <summary>Vouches for the end of the audit chain.</summary>
    Audit,
}

/// <summary>One version of a key: 32 secret bytes.</summary>
/// <param name="Version">From 1; the highest is in use, older ones still read.</param>
/// <param name="Secret">The key itself: never to be logged or stored beside what it protects.</param>
public sealed record RingKey(int Version, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"key version {Version}";
}

/// <summary>
/// The keys of this installation, in versions. Losing them loses every document: they belong into the backup, sealed.
/// </summary>
public interface IKeyRing
{
    /// <summary>True for keys that were made by the program itself so that it starts without configuration; not for production.</summary>
    bool IsDevelopment { get; }

    /// <summary>All versions of a purpose, the one in use first.</summary>
    IReadOnlyList<RingKey> All(KeyPurpose purpose);
}

/// <summary>Ways into a ring.</summary>
public static class KeyRingExtensions
{
    /// <summary>The version with which new things are protected.</summary>
    public static RingKey Current(this IKeyRing ring, KeyPurpose purpose)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return ring.All(purpose)[0];
    }

    /// <summary>The version with which something was protected.</summary>
    /// <exception cref="CryptographicException">The ring has no such version.</exception>
    public static RingKey Get(this IKeyRing ring, KeyPurpose purpose, int version)
    {
        ArgumentNullException.ThrowIfNull(ring);
        return ring.All(purpose).FirstOrDefault(key => key.Version == version)
            ?? throw new CryptographicException($"The key ring has no version {version} of {purpose}.");
    }
}
