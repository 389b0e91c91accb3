using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Visor.Signatures;

/// <summary>A public key as OpenSSH writes it (RFC 4253, 6.6; RFC 5656, 3.1; RFC 8709, 4).</summary>
internal static class SshKey
{
    private const string Ed25519Name = "ssh-ed25519";
    private const string RsaName = "ssh-rsa";
    private const int PointBytes = 32;

    /// <summary>Bits; shorter keys have been broken.</summary>
    private const int MinRsa = 2048;

    private const int MaxRsa = 16_384;
    private const byte Uncompressed = 4;

    /// <summary>Whether a word names an algorithm, be it one that Visor knows or not.</summary>
    public static bool IsAlgorithm(string word) =>
        word.StartsWith("ssh-", StringComparison.Ordinal) || word.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) || word.StartsWith("sk-", StringComparison.Ordinal);

    /// <summary>Why a key cannot be used, to follow its text; null: it can.</summary>
    public static string? ProblemWith(ReadOnlySpan<byte> blob)
    {
        const string damaged = "holds a damaged key; copy the line of the .pub file again";
        try
        {
            var reader = new SshReader(blob);
            switch (reader.Text())
            {
                case Ed25519Name:
                    return reader.Bytes().Length == PointBytes && reader.IsAtEnd ? null : damaged;
                case "ecdsa-sha2-nistp256" or "ecdsa-sha2-nistp384" or "ecdsa-sha2-nistp521":
                    return reader.Text() is { } curve && reader.Bytes() is [Uncompressed, ..] point && reader.IsAtEnd && point.Length == 1 + (2 * CoordinateOf(curve)) ? null : damaged;
                case RsaName:
                    _ = reader.Bytes();
                    var bits = reader.Number().Length * 8;
                    return !reader.IsAtEnd ? damaged : bits is >= MinRsa and <= MaxRsa ? null : $"holds an RSA key of {bits} bits, and Visor takes {MinRsa} to {MaxRsa}; sign with a longer key";
                case var other:
                    return $"holds a key of the type {Model.PlainText.Excerpt(other, 40)}, which Visor cannot verify; use an ssh-ed25519, ecdsa-sha2-nistp or ssh-rsa key, or minisign";
            }
        }
        catch (FormatException)
        {
            return damaged;
        }
    }

    /// <summary>Whether the key has signed a message.</summary>
    /// <param name="signature">As it stands in the signature: the name of its algorithm, and its bytes.</param>
    /// <exception cref="FormatException">The signature is none of such a key.</exception>
    public static bool HasSigned(ReadOnlySpan<byte> blob, byte[] message, ReadOnlySpan<byte> signature)
    {
        var key = new SshReader(blob);
        var signed = new SshReader(signature);
        var (type, algorithm) = (key.Text(), signed.Text());
        var bytes = signed.Bytes();
        var isOfType = string.Equals(algorithm, type, StringComparison.Ordinal);
        if (!signed.IsAtEnd)
            throw new FormatException();
        return type switch
        {
            Ed25519Name when isOfType && bytes.Length == 2 * PointBytes =>
                Ed25519.Verify(bytes.ToArray(), 0, key.Bytes().ToArray(), 0, message, 0, message.Length),
            RsaName when algorithm is "rsa-sha2-256" or "rsa-sha2-512" => HasSignedRsa(key, message, bytes, algorithm),
            _ when isOfType && type.StartsWith("ecdsa-", StringComparison.Ordinal) => HasSignedEcdsa(key, message, bytes),
            _ => throw new FormatException(),
        };
    }

    private static bool HasSignedRsa(SshReader key, byte[] message, ReadOnlySpan<byte> signature, string algorithm)
    {
        var exponent = key.Number().ToArray();
        using var rsa = RSA.Create(new RSAParameters { Exponent = exponent, Modulus = key.Number().ToArray() });
        return rsa.VerifyData(message, signature, algorithm is "rsa-sha2-512" ? HashAlgorithmName.SHA512 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool HasSignedEcdsa(SshReader key, byte[] message, ReadOnlySpan<byte> signature)
    {
        var curve = key.Text();
        var point = key.Bytes()[1..];
        var size = CoordinateOf(curve);
        var numbers = new SshReader(signature);
        var fixedSize = new byte[2 * size];
        Align(numbers.Number(), fixedSize.AsSpan(0, size));
        Align(numbers.Number(), fixedSize.AsSpan(size));
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = CurveOf(curve), Q = new ECPoint { X = point[..size].ToArray(), Y = point[size..].ToArray() } });
        return ecdsa.VerifyData(message, fixedSize, HashOf(curve), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static void Align(ReadOnlySpan<byte> number, Span<byte> field)
    {
        if (number.Length > field.Length)
            throw new FormatException();
        number.CopyTo(field[(field.Length - number.Length)..]);
    }

    private static int CoordinateOf(string curve) => curve switch
    {
        "nistp256" => 32,
        "nistp384" => 48,
        "nistp521" => 66,
        _ => throw new FormatException(),
    };

    private static ECCurve CurveOf(string curve) => curve switch
    {
        "nistp256" => ECCurve.NamedCurves.nistP256,
        "nistp384" => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    private static HashAlgorithmName HashOf(string curve) => curve switch
    {
        "nistp256" => HashAlgorithmName.SHA256,
        "nistp384" => HashAlgorithmName.SHA384,
        _ => HashAlgorithmName.SHA512,
    };
}
