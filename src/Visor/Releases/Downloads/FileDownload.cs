using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Visor.Chains;
using Visor.Http;
using Visor.Model;
using Visor.Releases.Fetching;
using Visor.Releases.Publishing;

namespace Visor.Releases.Downloads;

/// <summary>Downloads one file, verified while it comes. What breaks off is taken up where it ended if the server can do that, else begun anew.</summary>
internal sealed class FileDownload(DownloadServer server, DownloadLimits limits)
{
    private const int Piece = 128 * 1024;

    /// <param name="file">Absolute path; written anew.</param>
    /// <exception cref="ReleaseException">It is not to be had, too large, or not of that checksum.</exception>
    public async Task Fetch(DownloadSource source, string file, CancellationToken cancellation)
    {
        using var received = new ReceivedFile(file, source.Checksum?.Algorithm);
        var before = 0L;
        if (!await Get(source.Address, received, wantsRest: true, HasProgress, file, cancellation) && !await Get(source.Address, received, wantsRest: false, HasProgress, file, cancellation))
            throw new ReleaseException($"{RedactedUri.Format(source.Address)} sends a part where the whole was asked for; put the binary in its place yourself");
        if (source.Checksum is { } checksum && !received.Is(checksum, out var actual))
        {
            throw new ReleaseException(
                $"{RedactedUri.Format(source.Address)} has the {checksum.Algorithm} checksum {actual}, not {PlainText.Excerpt(checksum.Hex.ToLowerInvariant())} as the plan says: it is damaged, "
                + "or somebody has changed it; nothing of it is used. Ask those who proposed the upgrade, or put a binary that you trust in its place yourself");
        }

        bool HasProgress()
        {
            var has = received.Length > before;
            before = Math.Max(before, received.Length);
            return has;
        }
    }

    private Task<bool> Get(Uri address, ReceivedFile received, bool wantsRest, Func<bool> hasProgress, string file, CancellationToken cancellation) => server.Get(
        address,
        headers =>
        {
            if (wantsRest)
                AskForRest(headers, received);
        },
        (response, silence) => Take(response, silence, received, file),
        hasProgress,
        cancellation);

    private static void AskForRest(HttpRequestHeaders headers, ReceivedFile received)
    {
        if (received is not { Length: > 0, ETag: { } etag })
            return;
        headers.Range = new RangeHeaderValue(received.Length, to: null);
        headers.IfRange = new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(etag));
    }

    /// <returns>False: what was asked for is not what it gives.</returns>
    private async Task<bool> Take(HttpResponseMessage response, IdleTimeout silence, ReceivedFile received, string file)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
        {
            if (!IsRest(response, received))
                return false;
        }
        else
        {
            received.Begin(response.Headers.ETag is { IsWeak: false } etag ? etag.Tag : null);
        }

        var where = RedactedUri.Format(response.RequestMessage!.RequestUri!);
        var whole = received.Length + response.Content.Headers.ContentLength;
        if (whole > limits.Bytes)
            throw TooLong(where);
        FreeSpace.Require(Path.GetDirectoryName(file)!, whole - received.Length ?? 0, where);
        await Copy(await response.Content.ReadAsStreamAsync(silence.Token), received, silence, where);
        if (whole > received.Length)
            throw new TransferException(string.Create(CultureInfo.InvariantCulture, $"{where} ended the response after {received.Length} of {whole} bytes"));
        return true;
    }

    private async Task Copy(Stream from, ReceivedFile received, IdleTimeout silence, string where)
    {
        var buffer = new byte[Piece];
        for (int count; (count = await from.ReadAsync(buffer, silence.Token)) > 0;)
        {
            silence.Restart();
            if (count > limits.Bytes - received.Length)
                throw TooLong(where);
            received.Append(buffer.AsSpan(0, count));
        }
    }

    private static bool IsRest(HttpResponseMessage response, ReceivedFile received) =>
        response.StatusCode is HttpStatusCode.PartialContent
        && received is { Length: > 0, ETag: { } etag }
        && response.Content.Headers.ContentRange is { Unit: "bytes" } range && range.From == received.Length
        && string.Equals(response.Headers.ETag?.Tag, etag, StringComparison.Ordinal);

    private ReleaseException TooLong(string where) => new(
        $"{where} sends more than {ByteSize.Format(limits.Bytes)}, which no binary has; put the binary in its place yourself");
}
