using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Visor.Signatures;

/// <summary>
/// A file of minisign: a comment, the signature of the content (or of its BLAKE2b-512), a comment that is signed too, and the signature of both.
/// </summary>
internal sealed class MinisignSignature : DetachedSignature
{
    private const int SignatureLength = 64;
    private const string Untrusted = "untrusted comment:";
    private const string Trusted = "trusted comment: ";

    /// <summary>Bytes of content that may be signed without hashing it first: it has to be in memory as a whole.</summary>
    private const int MaxUnhashed = 16 * 1024 * 1024;

    private readonly bool _isHashed;
    private readonly byte[] _id;
    private readonly byte[] _signature;
    private readonly byte[] _comment;
    private readonly byte[] _global;

    private MinisignSignature(ReadOnlySpan<byte> signature, byte[] comment, byte[] global)
    {
        _isHashed = signature.StartsWith("ED"u8);
        _id = MinisignKey.IdOf(signature).ToArray();
        _signature = signature[^SignatureLength..].ToArray();
        _comment = comment;
        _global = global;
    }

    public override SignatureFormat Format => SignatureFormat.Minisign;

    public override string KeyName => MinisignKey.NameOf(_id);

    public override string? Comment => Encoding.UTF8.GetString(_comment);

    /// <exception cref="FormatException">It is none.</exception>
    public static new MinisignSignature Parse(ReadOnlySpan<byte> file)
    {
        var lines = Encoding.Latin1.GetString(file).Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines is not [var untrusted, var encoded, var trusted, var global, .. var rest]
            || rest.Exists(line => line.Length > 0)
            || !untrusted.StartsWith(Untrusted, StringComparison.Ordinal)
            || !trusted.StartsWith(Trusted, StringComparison.Ordinal))
            throw new FormatException();
        var signature = Convert.FromBase64String(encoded);
        var globalSignature = Convert.FromBase64String(global);
        if (signature.Length != 2 + MinisignKey.IdLength + SignatureLength || globalSignature.Length != SignatureLength || signature is not [(byte)'E', (byte)'d' or (byte)'D', ..])
            throw new FormatException();
        return new MinisignSignature(signature, Encoding.Latin1.GetBytes(trusted[Trusted.Length..]), globalSignature);
    }

    public override bool NamesKey(PinnedKey key) => key.Format == SignatureFormat.Minisign && MinisignKey.IdOf(key.Blob.AsSpan()).SequenceEqual(_id);

    public override bool IsOf(Stream content, PinnedKey key)
    {
        var point = MinisignKey.PointOf(key.Blob.AsSpan()).ToArray();
        return IsSigned(_signature, point, _isHashed ? Hashes.Blake2b(content) : Whole(content)) && IsSigned(_global, point, [.. _signature, .. _comment]);
    }

    private static bool IsSigned(byte[] signature, byte[] point, byte[] message) => Ed25519.Verify(signature, 0, point, 0, message, 0, message.Length);

    private static byte[] Whole(Stream content)
    {
        if (content.Length > MaxUnhashed)
            throw new SignatureException($"is one of minisign's old form, which Visor takes for at most {MaxUnhashed / 1024 / 1024} MiB; sign a list of digests instead, or sign anew with minisign 0.10 or later, without -l");
        using var whole = new MemoryStream();
        content.CopyTo(whole);
        return whole.ToArray();
    }
}
