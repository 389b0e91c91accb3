using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>
/// Finds the asset of a release, and whatever says beforehand that it is the right one, with at most one request for the release, its list of digests and
/// its signature each.
/// </summary>
internal sealed class ReleaseFinder(ReleaseServer server, TimeProvider time)
{
    /// <summary>Bytes. A release with the most assets there can be has some two million.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    private readonly Retries _retries = new(time);
    private readonly SmallAsset _small = new(server, time);
    private readonly AssetProbe _probe = new(server, time);

    // A release that cannot be staged is asked for again and again, and an unchanged answer does not count against GitHub's limit.
    private KnownRelease? _known;

    /// <exception cref="ReleaseException">It is not there, not whole, not signed, or not to be had; the message says why and what to do.</exception>
    public async Task<PublishedAsset> Find(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation)
    {
        source = source.For(tag);
        var release = source.Kind is ReleaseSourceKind.Url or ReleaseSourceKind.Folder ? null : await Release(source, tag, cancellation);
        var asset = await Wanted(source, tag, release, cancellation);
        if (source.Signature is { } wanted)
            asset = await Signed(source, asset, new ReleaseSignature(wanted, time), Beside, cancellation);
        if (asset.Digest is null && source is { Verification: not AssetVerification.None, ChecksumsAsset: { } name }
            && await Beside(name, SmallAsset.MaxBytes, cancellation) is { } list)
        {
            asset = asset with { Digest = Checksums.DigestOf(ChecksumText.Decode(list.Bytes), asset, asset with { Name = name }) };
        }

        if (asset.Digest is null)
            release?.DemandDigestThatCanBeCompared();
        DigestVerification.Demand(source, asset);
        return asset;

        async Task<FileBeside?> Beside(string name, int maxBytes, CancellationToken token)
        {
            if (Other(source, tag, release, name) is not { } other)
                return null;
            var bytes = other.Address.IsFile
                ? LocalFile.ReadWhole(other.Address.LocalPath, maxBytes)
                : await _retries.Run(source, () => _small.Read(source, other, maxBytes, token), token);
            return bytes is null ? null : new FileBeside(other.Title, bytes);
        }
    }

    private static async Task<PublishedAsset> Signed(
        ReleaseSource source, PublishedAsset asset, ReleaseSignature signature, ReadBeside read, CancellationToken cancellation)
    {
        if (source is not { Signature.Of: SignedFile.Checksums, ChecksumsAsset: { } list })
            return asset with { Signature = await signature.Accept(asset.Name, asset.Title, read, cancellation) };
        var (digest, of) = await signature.DigestOf(asset, list, read, cancellation);
        return asset with { Digest = digest, DigestSignature = of };
    }

    private async Task<PublishedAsset> Wanted(ReleaseSource source, ReleaseTag tag, ReleaseAssets? release, CancellationToken cancellation)
    {
        if (source.Kind == ReleaseSourceKind.Folder)
        {
            return LocalFile.Find(source.Place, source.AssetName, tag)
                ?? throw new ReleaseException($"{Path.Combine(source.Place, source.AssetName)} does not exist; put the asset of {tag} there, or correct `folder` in `[autoInstall]` or `name` in `[autoInstall.asset]`");
        }

        var asset = release?.Wanted() ?? Below(source, tag, source.AssetName);
        if (asset.Size > 0)
            return asset;
        var size = await _retries.Run(
            source, () => _probe.SizeOf(source, asset.Address, asset.Title, $"{source.RepositoryName} has no {asset.Title}, or hides it", cancellation), cancellation);
        return asset with { Size = size };
    }

    private static PublishedAsset? Other(ReleaseSource source, ReleaseTag tag, ReleaseAssets? release, string name) => source.Kind switch
    {
        ReleaseSourceKind.Folder => LocalFile.Find(source.Place, name, tag),
        ReleaseSourceKind.Url => Below(source, tag, name),
        _ => release!.Other(name),
    };

    private static PublishedAsset Below(ReleaseSource source, ReleaseTag tag, string name) =>
        new(tag, name, new Uri($"{source.Place}/{Uri.EscapeDataString(name)}"), Size: 0, Digest: null);

    private async Task<ReleaseAssets> Release(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation) =>
        new(source, tag, await _retries.Run(source, () => Ask(source, tag, cancellation), cancellation));

    private async Task<ReleaseAnswer> Ask(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation)
    {
        var address = source.ReleaseAddress(tag);
        var known = _known is { } last && last.Address == address ? last : null;
        return await server.Get(
            source,
            address,
            headers =>
            {
                headers.Accept.ParseAdd(source.Kind == ReleaseSourceKind.GitHub ? "application/vnd.github+json" : "application/json");
                if (source.Kind == ReleaseSourceKind.GitHub)
                    headers.Add("X-GitHub-Api-Version", "2022-11-28");
                if (known is not null)
                    headers.IfNoneMatch.Add(known.ETag);
            },
            async (response, silence) =>
            {
                if (response.StatusCode == HttpStatusCode.NotModified && known is not null)
                    return known.Answer;
                if (response.StatusCode != HttpStatusCode.OK)
                {
                    throw await new HttpErrorMapper(source, time).Map(
                        response, silence, $"{source.RepositoryName} has no release {tag}, or hides it");
                }

                var body = await BoundedBody.Read(response, MaxAnswer, silence.Restart, silence.Token);
                var answer = Parse(source, source.Shown(response.RequestMessage!.RequestUri!), body);
                _known = response.Headers.ETag is { } etag ? new KnownRelease(address, etag, answer) : null;
                return answer;
            },
            cancellation);
    }

    private static ReleaseAnswer Parse(ReleaseSource source, string address, BoundedBody body)
    {
        const string remedy = "check `apiUrl` in `[autoInstall]`, and the proxy in front of it";
        if (!body.Whole)
            throw new ReleaseException($"{address} answered with more than {MaxAnswer / 1024 / 1024} MiB, far more than a release needs; {remedy}");
        var excerpt = source.Excerpt(body.Bytes.Span);
        if (BoundedBody.IsHtml(body.Bytes.Span))
            throw new ReleaseException($"{address} answered with an HTML page instead of JSON ({excerpt}); {remedy}");
        try
        {
            if ((source.Kind == ReleaseSourceKind.GitLab ? Read(body, ReleaseJson.Default.GitLabAnswer)?.ToRelease() : Read(body, ReleaseJson.Default.ReleaseAnswer)) is { } answer)
                return answer;
        }
        catch (JsonException)
        {
            // Told below, together with a bare null.
        }

        throw new ReleaseException(
            $"{address} answered with {(body.Bytes.IsEmpty ? "an empty body" : $"something that is not a release ({excerpt})")}; {remedy}");
    }

    private static T? Read<T>(BoundedBody body, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(body.Bytes.Span, type);

    private sealed record KnownRelease(Uri Address, EntityTagHeaderValue ETag, ReleaseAnswer Answer);
}
