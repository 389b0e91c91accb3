namespace Visor.Model;

/// <summary>What Visor's exit code tells a service manager, after sysexits.h where it has a word for it.</summary>
internal static class ExitCodes
{
    /// <summary>Visor was asked to stop, or a command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>The node failed more often than the configuration allows, or trouble that passes by itself has lasted too long: another start may succeed.</summary>
    public const int Failed = 1;

    /// <summary>EX_USAGE: the command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>EX_TEMPFAIL: another Visor runs on this home, or a process that is not ours stands in the way.</summary>
    public const int Busy = 75;

    /// <summary>Visor has handed its node over: another one is to be started at once, and takes the node as it is.</summary>
    public const int HandedOver = 76;

    /// <summary>EX_CONFIG: a person has to act, and nothing is mended by waiting: the configuration is wrong, or journal and disk contradict each other.</summary>
    public const int Configuration = 78;
}
