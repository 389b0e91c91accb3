namespace Visor.Model;

/// <summary>What Visor's exit code tells a service manager, after sysexits.h where it has a word for it.</summary>
internal static class ExitCodes
{
    /// <summary>Visor was asked to stop, or a command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary><c>run</c>: the node failed more often than the configuration allows, or temporary trouble lasted too long; another start may succeed. A command: it failed, <c>check</c> found a problem, or <c>status</c> is not healthy. Also an unexpected error.</summary>
    public const int Failed = 1;

    /// <summary>EX_USAGE: the command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>EX_TEMPFAIL: another Visor is running on this home, or a process that is not ours is in the way.</summary>
    public const int Busy = 75;

    /// <summary>Visor has handed its node over: the service manager must start another Visor at once, which adopts the running node.</summary>
    public const int HandedOver = 76;

    /// <summary>EX_CONFIG: an operator must act, and retrying does not help: the configuration is wrong, or journal and disk do not match.</summary>
    public const int Configuration = 78;
}
