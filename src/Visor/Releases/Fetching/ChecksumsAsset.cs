using System.Net;
using Visor.Http;
using Visor.Model;

namespace Visor.Releases.Fetching;

/// <summary>Fetches the list of digests of a release.</summary>
internal sealed class ChecksumsAsset(ReleaseServer server, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;

    /// <returns>Null: the list speaks of other assets only.</returns>
    /// <exception cref="TransferException">It did not come.</exception>
    /// <exception cref="ReleaseException">It is refused, too long, contradicts itself, or cannot be understood.</exception>
    public Task<Sha256Digest?> DigestOf(
        ReleaseSource source, PublishedAsset asset, PublishedAsset checksums, CancellationToken cancellation) => server.Get(
        source,
        checksums.Address,
        headers => headers.Accept.ParseAdd("application/octet-stream"),
        async (response, silence) =>
        {
            if (response.StatusCode != HttpStatusCode.OK)
                throw await new HttpErrorMapper(source, time).Map(response, silence, $"the asset {checksums.Title} is gone");
            var body = await BoundedBody.Read(response, MaxBytes, silence.Restart, silence.Token);
            if (!body.Whole)
            {
                throw new ReleaseException(
                    $"{checksums.Title} is larger than {MaxBytes / 1024} KiB, so it is not a list of digests; "
                    + "correct `checksumsAsset` in `[autoInstall]`");
            }

            return Checksums.DigestOf(ChecksumText.Decode(body.Bytes.Span), asset, checksums);
        },
        cancellation);
}
