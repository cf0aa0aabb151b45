using System.Buffers.Binary;
using System.Security.Cryptography;
using PreExam.Persistence.Keys;

namespace PreExam.Persistence.Blobs;

/// <summary>
/// How a blob is sealed: a header (mark, key version, salt), then chunks of 64 KiB under AES-256-GCM, each with its tag. Every blob has a
/// key of its own, derived from ring key, salt and blob name, so nonces can be plain counters and one blob can't stand in for another.
/// The nonce carries the chunk's number and whether it is the last: chunks can be neither reordered, repeated, nor cut off unnoticed.
/// </summary>
internal static class BlobFormat
{
    public const int ChunkBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int SealedChunkBytes = ChunkBytes + TagBytes;
    public const int HeaderBytes = 4 + sizeof(int) + SaltBytes;
    private const int SaltBytes = 32;
    private const int NonceBytes = 12;

    private static ReadOnlySpan<byte> Mark => "PXB1"u8;

    public static byte[] NewHeader(IKeyRing ring)
    {
        var header = new byte[HeaderBytes];
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), ring.Current(KeyPurpose.Blobs).Version);
        RandomNumberGenerator.Fill(header.AsSpan(8));
        return header;
    }

    public static AesGcm Cipher(IKeyRing ring, BlobKey key, ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(Mark)) throw new BlobDamagedException($"Blob {key} has no header.");
        Span<byte> derived = stackalloc byte[KeyRing.SecretBytes];
        var master = ring.Get(KeyPurpose.Blobs, BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Secret.Span, derived, header[8..], System.Text.Encoding.ASCII.GetBytes($"preexam blob {key}"));
        var cipher = new AesGcm(derived, TagBytes);
        CryptographicOperations.ZeroMemory(derived);
        return cipher;
    }

    public static void WriteNonce(Span<byte> nonce, long chunk, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce, chunk);
        nonce[NonceBytes - 1] = last ? (byte)1 : (byte)0;
    }

    public static byte[] NewNonce() => new byte[NonceBytes];

    /// <summary>Plain length of a sealed file; null when no blob has such a length.</summary>
    public static long? PlainLength(long sealedLength)
    {
        var body = sealedLength - HeaderBytes;
        if (body < TagBytes) return null;
        var chunks = (body + SealedChunkBytes - 1) / SealedChunkBytes;
        var last = body - (chunks - 1) * SealedChunkBytes - TagBytes;
        return last < 0 || (last == 0 && chunks > 1) ? null : body - chunks * TagBytes;
    }
}
