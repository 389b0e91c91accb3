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
        server.Get(source, asset.Address, Ask, (response, silence) => Look(source, asset, response, silence), cancellation);

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
        if (content.Headers.ContentType?.MediaType is "text/html")
        {
            throw new ReleaseException(
                $"{where} answered with an HTML page instead of {asset.Title}; check `apiUrl` in `[autoInstall]`, and the proxy in front of it");
        }

        var size = response.StatusCode == HttpStatusCode.OK ? content.Headers.ContentLength : content.Headers.ContentRange?.Length;
        if (size is { } there && there != asset.Size)
            throw new ReleaseException($"{where} has {there} bytes for {asset.Title} instead of the published {asset.Size}, so it is not the asset; ask its publisher");

        var stream = await content.ReadAsStreamAsync(silence.Token);
        return await stream.ReadAsync(new byte[1], silence.Token) == 1 ? where : throw new TransferException($"{where} ended the response for {asset.Title} without sending a byte");
    }
}
