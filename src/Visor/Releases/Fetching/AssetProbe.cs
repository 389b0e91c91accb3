using System.Net;
using System.Net.Http.Headers;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>
/// Proves that the bytes of an asset can be had, by taking the first of them: a release that is listed says nothing about the host that keeps its
/// bytes, nor about what stands between. A server that cannot give a part is left after that byte.
/// </summary>
internal sealed class AssetProbe(ReleaseServer server, TimeProvider time)
{
    /// <returns>The address that gives the bytes, fit for a message.</returns>
    /// <exception cref="TransferException">It cannot be reached, breaks off or is silent.</exception>
    /// <exception cref="ReleaseException">It refuses, or what it gives is not the asset.</exception>
    public Task<string> Prove(ReleaseSource source, PublishedAsset asset, CancellationToken cancellation) =>
        asset.Address.IsFile
            ? LocalFile.Prove(asset, cancellation)
            : server.Get(source, asset.Address, Ask, (response, silence) => Look(source, asset, response, silence), cancellation);

    /// <summary>How large a file is, of which nothing else says it.</summary>
    /// <param name="missing">What there is not if the server has nothing.</param>
    /// <returns>Bytes, at least 1.</returns>
    /// <inheritdoc cref="Prove"/>
    public Task<long> SizeOf(ReleaseSource source, Uri address, string title, string missing, CancellationToken cancellation) => server.Get(
        source,
        address,
        Ask,
        async (response, silence) =>
        {
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
                throw await new HttpErrorMapper(source, time).Map(response, silence, missing);
            var where = source.Shown(response.RequestMessage!.RequestUri!);
            DemandNoPage(source, response, where, title);
            return Size(response) switch
            {
                > 0 and var size => size,
                0 => throw new ReleaseException($"{where} gives nothing for {title}; upload it again"),
                _ => throw new ReleaseException($"{where} does not say how large {title} is, so Visor cannot tell whether it has come whole; serve it as a file, with a Content-Length"),
            };
        },
        cancellation);

    private static void Ask(HttpRequestHeaders headers)
    {
        headers.Accept.ParseAdd("application/octet-stream");
        headers.Range = new RangeHeaderValue(0, 0);
    }

    private async Task<string> Look(ReleaseSource source, PublishedAsset asset, HttpResponseMessage response, IdleTimeout silence)
    {
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            throw await new HttpErrorMapper(source, time).Map(response, silence, $"the asset {asset.Title} is gone");

        var content = response.Content;
        var where = source.Shown(response.RequestMessage!.RequestUri!);
        DemandNoPage(source, response, where, asset.Title);
        if (Size(response) is { } there && there != asset.Size)
            throw new ReleaseException($"{where} has {there} bytes for {asset.Title} instead of the published {asset.Size}, so it is not the asset; ask its publisher");

        var stream = await content.ReadAsStreamAsync(silence.Token);
        return await stream.ReadAsync(new byte[1], silence.Token) == 1 ? where : throw new TransferException($"{where} ended the response for {asset.Title} without sending a byte");
    }

    private static long? Size(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength : response.Content.Headers.ContentRange?.Length;

    private static void DemandNoPage(ReleaseSource source, HttpResponseMessage response, string where, string title)
    {
        if (response.Content.Headers.ContentType?.MediaType is "text/html")
            throw new ReleaseException($"{where} answered with an HTML page instead of {title}; check {source.Key}, and the proxy in front of it");
    }
}
