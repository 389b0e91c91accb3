namespace Visor.Processes;

/// <summary>How a process set is stopped.</summary>
/// <param name="GracePeriod">From SIGTERM to SIGKILL.</param>
/// <param name="KillNow">Ends the grace period at once: somebody who waits has lost patience.</param>
internal sealed record StopPolicy(TimeSpan GracePeriod, CancellationToken KillNow);
