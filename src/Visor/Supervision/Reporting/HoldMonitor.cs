using Visor.Home;
using Visor.Node;

namespace Visor.Supervision.Reporting;

/// <summary>Shows the operator's hold from the moment it is made, not only when it stands in the way of a switch.</summary>
internal sealed class HoldMonitor(HoldFile hold, HomeChangeSignal changes, RuntimeTelemetry observations, TimeProvider time)
{
    /// <summary>Poll interval for changes in HOME that the file watch misses.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    public async Task Follow(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var shown = hold.Read();
            observations.Held(shown);
            await changes.Until(() => !string.Equals(hold.Read(), shown, StringComparison.Ordinal), PollInterval, time, end)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
