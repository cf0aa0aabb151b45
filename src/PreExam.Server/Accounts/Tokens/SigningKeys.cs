using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using PreExam.Persistence.Keys;

namespace PreExam.Server.Accounts;

/// <summary>
/// The ES256 keys of our access tokens, made from the key ring's seeds: every process has the same ones without sharing a file, and
/// a rotated seed lets older tokens live out their half hour.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    private static readonly byte[] Use = "preexam access tokens ES256"u8.ToArray();

    /// <summary>Order of the group of P-256 (FIPS 186-5).</summary>
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly List<ECDsaSecurityKey> _keys;

    /// <summary>Not the library's static one: that would hand the keys of a stopped server to the next one in the same process.</summary>
    private readonly InMemoryCryptoProviderCache _cache = new();

    public SigningKeys(IKeyRing ring)
    {
        var factory = new CryptoProviderFactory(_cache);
        _keys = [.. ring.All(KeyPurpose.Tokens).Select(key => KeyOf(key, factory))];
        Current = new SigningCredentials(_keys[0], SecurityAlgorithms.EcdsaSha256);
    }

    public SigningCredentials Current { get; }

    /// <summary>The key that a token names; none for a token that names no key of ours.</summary>
    public IEnumerable<SecurityKey> Find(string? id) => _keys.Where(key => key.KeyId == id);

    public void Dispose()
    {
        _cache.Dispose();
        _keys.ForEach(key => key.ECDsa.Dispose());
    }

    private static ECDsaSecurityKey KeyOf(RingKey key, CryptoProviderFactory factory)
    {
        // 40 bytes for a 32-byte number: what taking the remainder favours is then too little to measure.
        var wide = HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret.ToArray(), 40, info: Use);
        var secret = (new BigInteger(wide, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = secret.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[32];
        bytes.CopyTo(padded, padded.Length - bytes.Length);
        var signer = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded });
        return new ECDsaSecurityKey(signer) { KeyId = $"tokens-{key.Version}", CryptoProviderFactory = factory };
    }
}
