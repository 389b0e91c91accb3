using Visor.Configuration;
using Visor.Http;
using Visor.Model;
using Visor.Signatures;

namespace Visor.Releases.Fetching;

/// <summary>Demands of a release the signature that the configuration wants of it: made by a pinned key that counts today, of what it lies beside.</summary>
/// <param name="wanted">Without a problem, and without placeholders.</param>
internal sealed class ReleaseSignature(SignatureConfig wanted, TimeProvider time)
{
    private const string Pinned = "`keys` in `[autoInstall.signature]`";

    /// <summary>A signature of a file, of which everything has been looked at but the file.</summary>
    /// <param name="signed">The file's name.</param>
    /// <param name="title">The same for messages.</param>
    /// <exception cref="ReleaseException">It is missing, none, or of no key that counts.</exception>
    public async Task<AcceptedSignature> Accept(string signed, string title, ReadBeside read, CancellationToken cancellation)
    {
        var name = wanted.AssetFor(signed);
        if (await read(name, DetachedSignature.MaxBytes, cancellation) is not { } file)
            throw new ReleaseException($"{title} has no signature: there is no {Quoting.Quote(name)} beside it, and {Pinned} demands one; publish it, or correct `asset` in `[autoInstall.signature]`");
        if (DetachedSignature.Parse(file.Bytes) is not { } signature)
            throw new ReleaseException($"{file.Title} is no signature that Visor can read; publish one as minisign(1) or `ssh-keygen -Y sign` writes it, or correct `asset` in `[autoInstall.signature]`");
        if (signature.Format != wanted.Keys.Format)
            throw new ReleaseException($"{file.Title} is {Program(signature.Format)}, but {Pinned} names keys of {Program(wanted.Keys.Format)}; pin the key that the publisher signs with, or correct `asset` there");
        return new AcceptedSignature(signature, KeyOf(signature, file.Title), file.Title);
    }

    /// <summary>After what is signed has come.</summary>
    /// <param name="title">What is signed, for messages.</param>
    /// <exception cref="ReleaseException">The signature is not of it.</exception>
    public static void Demand(AcceptedSignature signature, Stream content, string title)
    {
        try
        {
            OpenSsl.Demand(); // RSA and ECDSA take it.
            if (!signature.Signature.IsOf(content, signature.Key))
            {
                throw new ReleaseException(
                    $"{title} does not match its signature {signature.Title} by {signature.Key.Name}: one of them is damaged or not genuine, so nothing of it is unpacked or run; "
                    + "if it stays so with both fetched anew, ask its publisher");
            }
        }
        catch (SignatureException e)
        {
            throw new ReleaseException($"{signature.Title} {e.Message}");
        }
        catch (MissingLibraryException e)
        {
            throw new ReleaseException($"{signature.Title} cannot be verified: {e.Message}");
        }
    }

    /// <summary>The digest of an asset in the release's signed list.</summary>
    /// <param name="list">The list's name.</param>
    /// <exception cref="ReleaseException">There is none that somebody whose key counts has signed.</exception>
    public async Task<(Sha256Digest Digest, AcceptedSignature Signature)> DigestOf(PublishedAsset asset, string list, ReadBeside read, CancellationToken cancellation)
    {
        if (await read(list, SmallAsset.MaxBytes, cancellation) is not { } file)
            throw new ReleaseException($"{asset.Title} has no signed digest: there is no {Quoting.Quote(list)} beside it, which `[autoInstall.signature]` demands; publish it, or correct `checksumsAsset` in `[autoInstall]`");
        var signature = await Accept(list, file.Title, read, cancellation);
        using (var content = new MemoryStream(file.Bytes))
            Demand(signature, content, file.Title);
        var digest = Checksums.DigestOf(ChecksumText.Decode(file.Bytes), asset, asset with { Name = list })
            ?? throw new ReleaseException($"{file.Title} is signed, but has no digest of {PlainText.Excerpt(asset.Name, maxLength: 100)}; publish a list with it, or correct `name` in `[autoInstall.asset]`");
        return (digest, signature);
    }

    private PinnedKey KeyOf(DetachedSignature signature, string title)
    {
        var keys = wanted.Keys.All.Where(signature.NamesKey).ToList();
        if (keys.Count == 0)
        {
            throw new ReleaseException(
                $"{title} is made with a foreign key, {signature.KeyName}, which {Pinned} does not name; ask the publisher by another way whether that key is theirs, and add it there only then");
        }

        if (signature.Namespace is { } name && !string.Equals(name, wanted.Namespace, StringComparison.Ordinal))
        {
            throw new ReleaseException(
                $"{title} is made for the namespace {Quoting.Quote(name)}, not {Quoting.Quote(wanted.Namespace)}; sign with -n {ShellWord.Quote(wanted.Namespace)}, or correct `namespace` in `[autoInstall.signature]`");
        }

        var now = time.GetUtcNow();
        return keys.Find(key => key.ProblemAt(now) is null)
            ?? throw new ReleaseException($"{title} is made with {keys[0].Name}, {keys[0].ProblemAt(now)}, so it does not count; ask the publisher for a signature by their current key, and pin that key in {Pinned}");
    }

    private static string Program(SignatureFormat format) => format == SignatureFormat.Minisign ? "minisign's" : "ssh-keygen's";
}

/// <summary>A signature by a pinned key that counts.</summary>
/// <param name="Title">For messages.</param>
internal sealed record AcceptedSignature(DetachedSignature Signature, PinnedKey Key, string Title);

/// <summary>Reads a small file that lies beside a release's asset.</summary>
/// <returns>Null: there is none of this name.</returns>
internal delegate Task<FileBeside?> ReadBeside(string name, int maxBytes, CancellationToken cancellation);

/// <param name="Title">For messages.</param>
internal sealed record FileBeside(string Title, byte[] Bytes);
