using System.Net;
using System.Security.Cryptography;
using Visor.Chains;
using Visor.Http;
using Visor.Model;
using Visor.Releases.Fetching;

namespace Visor.Releases.Downloads;

/// <summary>Downloads a small document, and verifies it.</summary>
internal sealed class DocumentDownload(DownloadServer server, DownloadLimits limits)
{
    /// <exception cref="ReleaseException">It is not to be had, too long, or not of that checksum.</exception>
    public async Task<byte[]> Fetch(DownloadSource source, CancellationToken cancellation)
    {
        var shown = RedactedUri.Format(source.Address);
        var bytes = await server.Get(source.Address, _ => { }, (response, silence) => Take(response, silence, shown), () => false, cancellation);
        if (source.Checksum is not { } checksum)
            return bytes;
        using var hash = IncrementalHash.CreateHash(checksum.Algorithm);
        hash.AppendData(bytes);
        var actual = Convert.ToHexStringLower(hash.GetCurrentHash());
        return string.Equals(actual, checksum.Hex, StringComparison.OrdinalIgnoreCase)
            ? bytes
            : throw new ReleaseException(
                $"{shown} has the {checksum.Algorithm} checksum {actual}, not {PlainText.Excerpt(checksum.Hex.ToLowerInvariant())} as the plan says: somebody has changed it; "
                + "ask those who proposed the upgrade, or put the binary in its place yourself");
    }

    private async Task<byte[]> Take(HttpResponseMessage response, IdleTimeout silence, string shown)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
            throw new ReleaseException($"{shown} answered with HTTP {(int)response.StatusCode}; put the binary in its place yourself");
        var body = await BoundedBody.Read(response, limits.DocumentBytes, silence.Restart, silence.Token);
        return body.Whole
            ? body.Bytes.ToArray()
            : throw new ReleaseException($"{shown} sends more than {ByteSize.Format(limits.DocumentBytes)}, so it is no list of binaries; put the binary in its place yourself");
    }
}
