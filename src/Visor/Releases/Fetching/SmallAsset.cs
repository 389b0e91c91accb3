using System.Net;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Fetches a small asset of a release: its list of digests, or a signature.</summary>
internal sealed class SmallAsset(ReleaseServer server, TimeProvider time)
{
    /// <summary>Of a list of digests.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <returns>Null: there is none, which only the server of files below an address says so late.</returns>
    /// <exception cref="TransferException">It did not come.</exception>
    /// <exception cref="ReleaseException">It is refused, or too long.</exception>
    public Task<byte[]?> Read(ReleaseSource source, PublishedAsset asset, int maxBytes, CancellationToken cancellation) => server.Get(
        source,
        asset.Address,
        headers => headers.Accept.ParseAdd("application/octet-stream"),
        async (response, silence) =>
        {
            if (response.StatusCode == HttpStatusCode.NotFound && source.Kind == ReleaseSourceKind.Url)
                return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw await new HttpErrorMapper(source, time).Map(response, silence, $"the asset {asset.Title} is gone");
            var body = await BoundedBody.Read(response, maxBytes, silence.Restart, silence.Token);
            if (!body.Whole)
            {
                throw new ReleaseException(
                    $"{asset.Title} is larger than {maxBytes / 1024} KiB, so it is not {(maxBytes == MaxBytes ? "a list of digests; correct `checksumsAsset` in `[autoInstall]`" : "a signature; correct `asset` in `[autoInstall.signature]`")}");
            }

            return body.Bytes.ToArray();
        },
        cancellation);
}
