using System.Globalization;

namespace Visor.Systemd;

/// <summary>How often the service manager has to hear that the supervisor's loop turns.</summary>
internal static class Heartbeat
{
    /// <summary>Without a watchdog, for the timeouts of starting and stopping alone.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(10);

    /// <summary>A watchdog that waits for less cannot be meant, and the loop has other things to do.</summary>
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>So that one that is late does no harm.</summary>
    private const int PerInterval = 3;

    /// <summary>
    /// A third of what <c>WATCHDOG_USEC</c> allows, sd_watchdog_enabled(3), and never less often than every ten seconds.
    /// </summary>
    /// <param name="pid">Of this process: a <c>WATCHDOG_PID</c> that names another one means that somebody else is watched.</param>
    public static TimeSpan Parse(Func<string, string?> environment, int pid)
    {
        if (!ulong.TryParse(environment("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var allowed) || allowed == 0)
            return Usual;
        if (environment("WATCHDOG_PID") is { } watched && !string.Equals(watched, pid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            return Usual;
        var third = allowed / PerInterval;
        return TimeSpan.FromMicroseconds(Math.Clamp(third, MinInterval.TotalMicroseconds, Usual.TotalMicroseconds));
    }
}
