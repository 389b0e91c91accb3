using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Visor.Signatures;

/// <summary>Hashes without OpenSSL, which a machine may lack: also then somebody wants to know which key is pinned.</summary>
internal static class Hashes
{
    private const int Piece = 128 * 1024;

    public static byte[] Sha256(ReadOnlySpan<byte> bytes)
    {
        var digest = new Sha256Digest();
        digest.BlockUpdate(bytes);
        return Final(digest);
    }

    public static byte[] Sha256(Stream content) => Of(new Sha256Digest(), content);

    public static byte[] Sha512(Stream content) => Of(new Sha512Digest(), content);

    /// <summary>BLAKE2b of 512 bits.</summary>
    public static byte[] Blake2b(Stream content) => Of(new Blake2bDigest(512), content);

    private static byte[] Of(IDigest digest, Stream content)
    {
        var buffer = new byte[Piece];
        for (int count; (count = content.Read(buffer)) > 0;)
            digest.BlockUpdate(buffer, 0, count);
        return Final(digest);
    }

    private static byte[] Final(IDigest digest)
    {
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash, 0);
        return hash;
    }
}
