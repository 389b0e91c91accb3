using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>
/// Downloads an asset to a file, hashing it on the way. However slow it is, it goes on; what breaks off is taken up where it ended, in this
/// call, in a later one, or after Visor was killed.
/// </summary>
internal sealed class AssetDownload(ReleaseServer server, TimeProvider time, ILogger log)
{
    /// <summary>So often in a row the server may fail without giving anything new.</summary>
    private const int MaxFailures = 5;

    private readonly Retries _retries = new(time);

    /// <param name="file">Its absolute path; beside it a marker <c>FILE.json</c> says what it is a part of.</param>
    /// <param name="progress">Called for every piece that is on the disk.</param>
    /// <returns>The digest of the whole file.</returns>
    /// <exception cref="ReleaseException">It is not to be had, or the disk does not take it; the message says why and what to do.</exception>
    public async Task<Sha256Digest> Fetch(
        ReleaseSource source, PublishedAsset asset, string file, Action<DownloadProgress> progress, CancellationToken cancellation)
    {
        if (asset.Address.IsFile)
            return await LocalFile.Fetch(asset, file, progress, cancellation);
        using var partial = await PartialFile.Open(file, asset, cancellation);
        var request = new AssetRequest(server, time, source, asset, partial, progress);
        progress(new DownloadProgress(partial.Length, asset.Size));
        var (furthest, failures) = (partial.Length, 0);
        while (!partial.IsWhole)
        {
            try
            {
                await request.Send(cancellation);
            }
            catch (TransferException e)
            {
                // A server that begins anew each time and breaks off earlier gives nothing new.
                failures = partial.Length > furthest ? 1 : failures + 1;
                furthest = Math.Max(furthest, partial.Length);
                if (failures == MaxFailures)
                    throw Retries.Exhausted(e, failures, source);
                log.LogWarning(
                    "The download of {Asset} was interrupted after {Received} of {Size} bytes; resuming: {Cause}",
                    asset.Title, Number(partial.Length), Number(asset.Size), e.Message);
                await _retries.Pause(failures, cancellation);
            }
        }

        return partial.Digest();
    }

    private static string Number(long bytes) => bytes.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes on the disk, those of an interrupted download included.</param>
/// <param name="Total">Bytes of the whole.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DownloadProgress(long Received, long Total);
