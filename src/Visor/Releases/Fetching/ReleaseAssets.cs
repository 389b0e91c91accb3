using Visor.Configuration;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Picks out of a release what is wanted of it, as the API of its server has told it.</summary>
internal sealed class ReleaseAssets(ReleaseSource source, ReleaseTag tag, ReleaseAnswer release)
{
    private const int MaxNames = 10;
    private const string Prefix = "sha256:";

    private readonly string _title = $"release {tag} of {source.RepositoryName}";

    /// <exception cref="ReleaseException">It is not there, or not as an asset has to be.</exception>
    public PublishedAsset Wanted()
    {
        if (release.TagName is { } named && !string.Equals(named, tag.Value, StringComparison.Ordinal))
        {
            throw new ReleaseException(
                $"asked for {_title}, the server answered with {Quoting.Quote(named)}; check {source.Key} and the server there");
        }

        if (release.Draft)
            throw new ReleaseException($"{_title} is a draft; Visor can download it once it is published");
        if (Named(source.AssetName) is not { } asset)
            throw new ReleaseException(Missing());
        return Published(asset, Digest(asset));
    }

    /// <summary>Another asset of the release.</summary>
    /// <returns>Null: the release has none of this name.</returns>
    /// <exception cref="ReleaseException">It is not as an asset has to be.</exception>
    public PublishedAsset? Other(string name) => Named(name) is { } asset ? Published(asset, digest: null) : null;

    /// <summary>For an asset whose digest no list gives either.</summary>
    /// <exception cref="ReleaseException">The release has one, of another algorithm: whoever has published it wants the asset to be verified.</exception>
    public void DemandDigestThatCanBeCompared()
    {
        if (source.Verification == AssetVerification.None || Named(source.AssetName)?.Digest is not { } text || !text.Contains(':', StringComparison.Ordinal))
            return;
        throw new ReleaseException(
            $"the digest {Quoting.Quote(text)} of the asset {Quoting.Quote(source.AssetName)} of {_title} is not a SHA-256; name a list of SHA-256 digests in `checksumsAsset`, "
            + "or set `verification = \"none\"` in `[autoInstall]` to accept the asset unverified");
    }

    private AssetAnswer? Named(string name) =>
        release.Assets?.FirstOrDefault(a => string.Equals(a?.Name, name, StringComparison.Ordinal));

    private PublishedAsset Published(AssetAnswer asset, Sha256Digest? digest)
    {
        var which = $"the asset {Quoting.Quote(asset.Name!)} of {_title}";
        if (asset.State is { } state && state is not "uploaded")
            throw new ReleaseException($"{which} is not uploaded yet ({Quoting.Quote(state)}); wait for it, or upload it again");
        if (asset.Size is not > 0 && source.Kind != ReleaseSourceKind.GitLab)
            throw new ReleaseException($"{which} has no content; upload it again");
        if ((source.Kind == ReleaseSourceKind.Forgejo ? asset.BrowserDownloadUrl : asset.Url) is not { } text || !HttpAddress.TryParse(text, out var address))
            throw new ReleaseException($"{which} has no address; check {source.Key} and the server there");
        if (source.Kind == ReleaseSourceKind.GitHub ? !source.IsOfApi(address) || address.UserInfo.Length > 0 : !IsAllowed(address))
        {
            if (source.Kind != ReleaseSourceKind.GitHub)
                throw new ReleaseException($"the address of {which} is {source.Shown(address)}, which is not encrypted or holds a user, so Visor does not ask there; publish the asset on a server that speaks https");
            throw new ReleaseException(
                $"the address of {which} is {source.Shown(address)}, which is not the server that Visor asked ({source.Shown(source.Api)}); "
                + "a mirror must name itself in its responses: check `apiUrl` in `[autoInstall]`");
        }

        return new PublishedAsset(tag, asset.Name!, address, asset.Size ?? 0, digest);
    }

    // Elsewhere than at GitHub the files may lie on any server, which gets no token.
    private bool IsAllowed(Uri address) =>
        address.UserInfo.Length == 0 && (address.Scheme is "https" || source.IsOfApi(address) || (source.Api.Scheme is "http" && source.Api.IsLoopback));

    private Sha256Digest? Digest(AssetAnswer asset)
    {
        if (source.Verification == AssetVerification.None || asset.Digest is not { } text || !text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return null;
        return Sha256Digest.TryParse(text[Prefix.Length..], out var digest)
            ? digest
            : throw new ReleaseException(
                $"the digest {Quoting.Quote(text)} of the asset {Quoting.Quote(asset.Name!)} of {_title} is not a SHA-256; upload the asset again");
    }

    private string Missing()
    {
        var names = release.Assets?.Select(a => a?.Name).OfType<string>().ToList() ?? [];
        if (names.Count == 0)
            return $"{_title} has no assets, so {Quoting.Quote(source.AssetName)} is missing; upload it";
        var shown = string.Join(", ", names.Take(MaxNames).Select(Quoting.Quote));
        var more = names.Count > MaxNames ? $" and {names.Count - MaxNames} more" : "";
        var meant = NameSuggestion.Find(source.AssetName, names) is { } near ? $"; did you mean {Quoting.Quote(near)}?" : "";
        return $"{_title} has no asset {Quoting.Quote(source.AssetName)} but {shown}{more}; "
            + $"upload it, or correct `name` in `[autoInstall.asset]`{meant}";
    }
}
