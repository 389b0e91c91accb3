using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Finds the asset of a release, with at most one request for the release and one for its checksums.</summary>
internal sealed class GitHubReleases(ReleaseServer server, TimeProvider time)
{
    /// <summary>Bytes. A release with the most assets there can be has some two million.</summary>
    private const int MaxAnswer = 4 * 1024 * 1024;

    private readonly Retries _retries = new(time);
    private readonly ChecksumsAsset _checksums = new(server, time);

    // A release that cannot be staged is asked for again and again, and an unchanged answer does not count against GitHub's limit.
    private KnownRelease? _known;

    /// <exception cref="ReleaseException">It is not there, not whole, or not to be had; the message says why and what to do.</exception>
    public async Task<PublishedAsset> Find(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation)
    {
        var release = await _retries.Run(() => Ask(source, tag, cancellation), cancellation);
        var assets = new ReleaseAssets(source, tag, release);
        var asset = assets.Wanted();
        if (asset.Digest is null && source is { Verification: not Configuration.AssetVerification.None, ChecksumsAsset: not null }
            && assets.Checksums() is { } checksums)
        {
            asset = asset with { Digest = await _retries.Run(() => _checksums.DigestOf(source, asset, checksums, cancellation), cancellation) };
        }

        if (asset.Digest is null)
            assets.DemandDigestThatCanBeCompared();
        DigestVerification.Demand(source, asset);
        return asset;
    }

    private async Task<ReleaseAnswer> Ask(ReleaseSource source, ReleaseTag tag, CancellationToken cancellation)
    {
        var address = source.ReleaseAddress(tag);
        var known = _known is { } last && last.Address == address ? last : null;
        return await server.Get(
            source,
            address,
            headers =>
            {
                headers.Accept.ParseAdd("application/vnd.github+json");
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
            if (JsonSerializer.Deserialize(body.Bytes.Span, ReleaseJson.Default.ReleaseAnswer) is { } answer)
                return answer;
        }
        catch (JsonException)
        {
            // Told below, together with a bare null.
        }

        throw new ReleaseException(
            $"{address} answered with {(body.Bytes.IsEmpty ? "an empty body" : $"something that is not a release ({excerpt})")}; {remedy}");
    }

    private sealed record KnownRelease(Uri Address, EntityTagHeaderValue ETag, ReleaseAnswer Answer);
}
