using System.Net;
using System.Net.Http.Headers;
using Visor.Configuration;
using Visor.Http;
using Visor.Model;
using Visor.Platform;
using Visor.Releases.Fetching;

namespace Visor.Releases.Downloads;

/// <summary>Asks a server that a plan names, again if it breaks off, and never without encryption what was named with it.</summary>
internal sealed class DownloadServer(ReleaseServer server, TimeProvider time)
{
    /// <summary>So often in a row it may fail without giving anything new.</summary>
    private const int MaxFailures = 5;

    private const string Advice = "the address stands in the plan of the upgrade, so ask those who proposed it, or put the binary in its place yourself";

    /// <param name="headers">Sets what is special to this request.</param>
    /// <param name="read">Takes what it needs of an answer of 200 or 206.</param>
    /// <param name="hasProgress">Whether the last attempt has given something new.</param>
    /// <exception cref="ReleaseException">It is not to be had.</exception>
    public async Task<T> Get<T>(
        Uri address, Action<HttpRequestHeaders> headers, Func<HttpResponseMessage, IdleTimeout, Task<T>> read, Func<bool> hasProgress, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            try
            {
                return await server.Get(SourceOf(address), address, headers, (response, silence) => Checked(response, silence, read), cancellation);
            }
            catch (TransferException e)
            {
                failures = hasProgress() ? 1 : failures + 1;
                if (failures == MaxFailures)
                {
                    throw new ReleaseException($"{e.Message} ({failures} failures in a row); check the network and the proxy, or wait until the server has recovered")
                    {
                        Passes = true,
                    };
                }

                await Task.Delay(Backoff.Before(failures + 1, due: false, Random.Shared.NextDouble()), time, cancellation);
            }
        }
    }

    private async Task<T> Checked<T>(HttpResponseMessage response, IdleTimeout silence, Func<HttpResponseMessage, IdleTimeout, Task<T>> read)
    {
        var status = response.StatusCode;
        if (status is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
            return await read(response, silence);
        var what = $"{RedactedUri.Format(response.RequestMessage!.RequestUri!)} answered with HTTP {(int)status}"
            + (ProxiedHandler.ReaderOf(response.RequestMessage) is { } variable ? $", through the proxy in {variable}, which may be the one that answered" : "");
        if ((int)status >= 500)
            throw new TransferException(what);
        if (RateLimit.WaitOf(response, time.GetUtcNow()) is { } wait)
            throw new RateLimitedException($"{what}: it has been asked too often; Visor asks again in {Math.Ceiling(wait.TotalSeconds):0} s", wait);
        throw new ReleaseException($"{what}{(status is HttpStatusCode.NotFound ? ", so there is nothing" : "")}; {Advice}");
    }

    // The way there is that to a release server; only its address counts.
    private static ReleaseSource SourceOf(Uri address) =>
        new(new Uri(address.GetLeftPart(UriPartial.Authority)), Owner: "", Repository: "", AssetName: "", ChecksumsAsset: null, AssetVerification.None, Token: null)
        {
            Advice = Advice,
        };
}
