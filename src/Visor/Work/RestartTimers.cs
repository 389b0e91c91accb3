using Visor.Configuration;
using Visor.Lifecycle;

namespace Visor.Work;

/// <summary>The work of letting time pass, as the configuration at that moment says.</summary>
internal sealed class RestartTimers(LiveConfiguration configuration, TimeProvider time)
{
    public async Task<NodeEvent> Restart(CancellationToken cancellation)
    {
        var delay = configuration.Current.RestartsDelay;
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, cancellation);
        return new NodeEvent.DelayPassed();
    }

    public async Task<NodeEvent> Stability(CancellationToken cancellation)
    {
        var reset = configuration.Current.RestartsReset;
        await Task.Delay(reset > TimeSpan.Zero ? reset : Timeout.InfiniteTimeSpan, time, cancellation);
        return new NodeEvent.Stabilized();
    }
}
