namespace Visor.Systemd;

/// <summary>How far the service is in the eyes of a service manager.</summary>
internal enum ServicePhase
{
    /// <summary>No node has been started or adopted yet.</summary>
    Starting,
    Ready,
    Stopping,
}
