using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Visor.Signatures;

/// <summary>What <c>ssh-keygen -Y sign</c> writes: PROTOCOL.sshsig of OpenSSH.</summary>
internal sealed class SshSignature : DetachedSignature
{
    private const string Begin = "-----BEGIN SSH SIGNATURE-----";
    private const string End = "-----END SSH SIGNATURE-----";

    private readonly byte[] _key;
    private readonly byte[] _namespace;
    private readonly byte[] _reserved;
    private readonly string _hash;
    private readonly byte[] _signature;

    private SshSignature(SshReader reader)
    {
        if (reader.UInt32() != 1)
            throw new FormatException();
        _key = reader.Bytes().ToArray();
        _namespace = reader.Bytes().ToArray();
        _reserved = reader.Bytes().ToArray();
        _hash = reader.Text();
        _signature = reader.Bytes().ToArray();
        if (!reader.IsAtEnd || _namespace.Length == 0 || _hash is not ("sha256" or "sha512"))
            throw new FormatException();
    }

    private static ReadOnlySpan<byte> Magic => "SSHSIG"u8;

    public override SignatureFormat Format => SignatureFormat.Ssh;

    public override string KeyName => PinnedKey.NameOfSsh(_key);

    public override string Namespace => Encoding.UTF8.GetString(_namespace);

    public static bool IsOne(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8).StartsWith("-----BEGIN SSH"u8);

    /// <exception cref="FormatException">It is none.</exception>
    public static new SshSignature Parse(ReadOnlySpan<byte> file)
    {
        var text = Encoding.ASCII.GetString(file).Trim();
        if (!text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal) || text.Length < Begin.Length + End.Length)
            throw new FormatException();
        var bytes = Convert.FromBase64String(text[Begin.Length..^End.Length]);
        return bytes.AsSpan().StartsWith(Magic) ? new SshSignature(new SshReader(bytes.AsSpan(Magic.Length))) : throw new FormatException();
    }

    public override bool NamesKey(PinnedKey key) => key.Format == SignatureFormat.Ssh && key.Blob.AsSpan().SequenceEqual(_key);

    public override bool IsOf(Stream content, PinnedKey key)
    {
        var digest = string.Equals(_hash, "sha256", StringComparison.Ordinal) ? Hashes.Sha256(content) : Hashes.Sha512(content);
        try
        {
            return SshKey.HasSigned(_key, [.. Magic, .. Text(_namespace), .. Text(_reserved), .. Text(Encoding.ASCII.GetBytes(_hash)), .. Text(digest)], _signature);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false; // Of this key it is none.
        }
    }

    private static byte[] Text(byte[] bytes)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)bytes.Length);
        return [.. length, .. bytes];
    }
}
