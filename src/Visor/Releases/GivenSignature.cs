using Visor.Configuration;
using Visor.Model;
using Visor.Releases.Fetching;

namespace Visor.Releases;

/// <summary>The signature of a release that an operator brings in a file: it lies in the folder of that file, called as it is published, and so does the list of digests if that is what is signed.</summary>
/// <param name="checksums">The list's name, with placeholders; null: there is none.</param>
/// <param name="file">Absolute path of the operator's file.</param>
internal sealed class GivenSignature(SignatureConfig wanted, string? checksums, string file, ReleaseTag tag, TimeProvider time)
{
    private readonly SignatureConfig _wanted = wanted.Asset is { } name ? wanted with { Asset = Placeholders.Expand(name, tag) } : wanted;

    /// <param name="copy">Of the file: what will be unpacked.</param>
    /// <param name="digest">The copy's.</param>
    /// <returns>Whose signature it has, for people.</returns>
    /// <exception cref="ReleaseException">It has none that counts.</exception>
    public async Task<string> Verify(string copy, Sha256Digest digest, CancellationToken cancellation)
    {
        var signature = new ReleaseSignature(_wanted, time);
        var asset = new PublishedAsset(tag, Path.GetFileName(file), new Uri("file:///"), Size: 1, Digest: null);
        if (_wanted.Of == SignedFile.Checksums && checksums is not null)
        {
            var (signed, of) = await signature.DigestOf(asset, Placeholders.Expand(checksums, tag), Read, cancellation);
            return signed == digest ? $"{of.Key}, in {of.Title}" : throw new ReleaseException($"{file} has the SHA-256 {digest} instead of the signed {signed}: it is damaged or not genuine; get it anew");
        }

        var own = await signature.Accept(asset.Name, file, Read, cancellation);
        await Task.Run(
            () =>
            {
                using var content = File.OpenRead(copy);
                ReleaseSignature.Demand(own, content, file);
            },
            cancellation);
        return own.Key.ToString();
    }

    private Task<FileBeside?> Read(string name, int maxBytes, CancellationToken cancellation)
    {
        var path = Path.Combine(Path.GetDirectoryName(file) ?? "/", name);
        return Task.FromResult(Path.Exists(path) ? new FileBeside(path, LocalFile.ReadWhole(path, maxBytes)) : null);
    }
}
