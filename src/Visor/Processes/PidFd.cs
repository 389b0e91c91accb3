namespace Visor.Processes;

/// <summary>Waits for the end of a process that is known by its pid alone.</summary>
internal static class PidFd
{
    /// <summary>Completes when the process has ended; at once if there is none with this pid.</summary>
    public static Task Ended(int pid) => ProcessGrip.On(pid)?.Ended() ?? Task.CompletedTask;
}
