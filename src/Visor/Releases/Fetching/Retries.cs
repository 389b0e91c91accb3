using Visor.Model;
using Visor.Platform;

namespace Visor.Releases.Fetching;

/// <summary>Asks a few times for what is small, so that one reset does not fail a whole attempt.</summary>
internal sealed class Retries(TimeProvider time)
{
    private const int Tries = 3;

    /// <exception cref="ReleaseException">It failed every time.</exception>
    public async Task<T> Run<T>(ReleaseSource source, Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (TransferException e) when (attempt == Tries)
            {
                throw Exhausted(e, Tries, source);
            }
            catch (TransferException)
            {
                await Pause(attempt, cancellation);
            }
        }
    }

    /// <summary>Waits the longer the more often it has failed in a row.</summary>
    public Task Pause(int failures, CancellationToken cancellation) =>
        Task.Delay(Backoff.Before(failures + 1, due: false, Random.Shared.NextDouble()), time, cancellation);

    public static ReleaseException Exhausted(TransferException last, int failures, ReleaseSource source) => new(
        $"{last.Message} ({failures} failures in a row); "
        + $"check the network, the proxy, and {source.Key}, or wait until the server has recovered");
}
