namespace Visor.Signatures;

/// <summary>A signature that lies beside what it is of.</summary>
internal abstract class DetachedSignature
{
    /// <summary>Bytes; a signature has some hundreds, that of a long RSA key a few thousand.</summary>
    public const int MaxBytes = 16 * 1024;

    public abstract SignatureFormat Format { get; }

    /// <summary>The key it says it is made with, for people.</summary>
    public abstract string KeyName { get; }

    /// <summary>What it is made for; null: the format does not say it.</summary>
    public virtual string? Namespace => null;

    /// <summary>What the signer has written beside it, itself signed; for people. Null: nothing.</summary>
    public virtual string? Comment => null;

    /// <returns>Null: it is none that Visor can read.</returns>
    public static DetachedSignature? Parse(ReadOnlySpan<byte> file)
    {
        try
        {
            return file.Length > MaxBytes ? null : SshSignature.IsOne(file) ? SshSignature.Parse(file) : MinisignSignature.Parse(file);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether it says that it is made with this key.</summary>
    public abstract bool NamesKey(PinnedKey key);

    /// <summary>Whether the key has made it, of this content.</summary>
    /// <param name="content">Read once, to its end.</param>
    /// <exception cref="SignatureException">It cannot be verified; the message is a clause with the remedy.</exception>
    public abstract bool IsOf(Stream content, PinnedKey key);
}

/// <summary>A signature that Visor refuses to verify.</summary>
internal sealed class SignatureException(string message) : Exception(message);
