using Microsoft.Extensions.Logging;
using Visor.Model;

namespace Visor.Recovery;

/// <summary>
/// Before a start, waits out what passes by itself, such as a disk that is not mounted yet or a machine that has no process left for a moment
/// after a boot. Whoever may have to wait longer is started again: the exit code says so.
/// </summary>
internal sealed class StartRetry(TimeProvider time, ILogger log)
{
    private static readonly TimeSpan MaxTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(20);

    private readonly long _start = time.GetTimestamp();

    /// <exception cref="VisorException">Only a person can mend it, or it has not passed for too long.</exception>
    public async Task<T> Until<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        var delay = TimeSpan.FromSeconds(1);
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (VisorException e) when (e.ExitCode == ExitCodes.Failed && time.GetElapsedTime(_start) < MaxTime)
            {
                log.LogError("The node is not started yet: {Problem}; retrying in {Delay:0} s", e.Message, delay.TotalSeconds);
            }

            await Task.Delay(delay, time, cancellation);
            delay = delay * 2 < MaxDelay ? delay * 2 : MaxDelay;
        }
    }
}
