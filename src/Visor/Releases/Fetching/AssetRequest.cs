using System.Net;
using System.Net.Http.Headers;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Asks for an asset, or for what is still missing of it, and takes what comes.</summary>
internal sealed class AssetRequest(
    ReleaseServer server,
    TimeProvider time,
    ReleaseSource source,
    PublishedAsset asset,
    PartialFile partial,
    Action<DownloadProgress> progress)
{
    // Off for good once the server has shown that it cannot.
    private bool _wantsRest = true;

    /// <exception cref="TransferException">Something is still missing.</exception>
    /// <exception cref="ReleaseException">It is refused, is not the asset, or the disk does not take it.</exception>
    public async Task Send(CancellationToken cancellation)
    {
        var from = _wantsRest && partial.CanGoOn ? partial.Length : 0;
        if (await Get(from, cancellation))
            return;
        _wantsRest = false;
        await Get(from: 0, cancellation);
    }

    private Task<bool> Get(long from, CancellationToken cancellation) => server.Get(
        source, asset.Address, headers => Ask(headers, from), (response, silence) => Take(response, from, silence), cancellation);

    private void Ask(HttpRequestHeaders headers, long from)
    {
        headers.Accept.ParseAdd("application/octet-stream");
        if (from == 0)
            return;
        headers.Range = new RangeHeaderValue(from, to: null);
        if (EntityTagHeaderValue.TryParse(partial.ETag, out var etag))
            headers.IfRange = new RangeConditionHeaderValue(etag);
    }

    /// <returns>False: the server does not give the rest, so that it has to be asked for the whole.</returns>
    private async Task<bool> Take(HttpResponseMessage response, long from, IdleTimeout silence)
    {
        var status = response.StatusCode;
        var partly = status == HttpStatusCode.PartialContent;
        if (from > 0 && (status == HttpStatusCode.RequestedRangeNotSatisfiable || (partly && !IsRest(response, from))))
            return false;
        if (status != HttpStatusCode.OK && !(from > 0 && partly))
            throw await new HttpErrorMapper(source, time).Map(response, silence, $"the asset {asset.Title} is gone");

        var where = source.Shown(response.RequestMessage!.RequestUri!);
        if (response.Content.Headers.ContentType?.MediaType is "text/html")
        {
            throw new ReleaseException(
                $"{where} answered with an HTML page instead of {asset.Title}; check {source.Key}, and the proxy in front of it");
        }

        if (status == HttpStatusCode.OK)
            from = 0;
        if (response.Content.Headers.ContentLength > asset.Size - from)
            throw TooLong(where);
        if (from == 0)
            partial.Begin(response.Headers.ETag is { IsWeak: false } etag ? etag.Tag : null);

        var stream = await response.Content.ReadAsStreamAsync(silence.Token);
        if (!await new AssetStream(stream, asset.Size, partial, progress).Copy(silence))
            throw TooLong(where);
        return partial.IsWhole ? true : throw new TransferException($"{where} ended the response after {partial.Length} of {asset.Size} bytes");
    }

    private bool IsRest(HttpResponseMessage response, long from) =>
        response.Content.Headers.ContentRange is { Unit: "bytes" } range
        && range.From == from
        && (range.Length is null || range.Length == asset.Size)
        && IsOfSameContent(response.Headers.ETag?.Tag);

    // Who ignores If-Range may send the rest of something else; where the hash is not compared with anything, nothing else would tell.
    private bool IsOfSameContent(string? etag) =>
        partial.ETag is null
        || string.Equals(etag, partial.ETag, StringComparison.Ordinal)
        || (etag is null && asset.Digest is not null);

    private ReleaseException TooLong(string where)
    {
        partial.Begin(etag: null);
        return new ReleaseException(
            $"{where} sends more than the published {asset.Size} bytes of {asset.Title}, so it is not the asset; "
            + "Visor retries; if this persists, ask its publisher");
    }
}
