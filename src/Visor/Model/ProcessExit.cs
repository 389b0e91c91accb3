namespace Visor.Model;

/// <summary>How a process exited. Both null: unavailable, because it was not Visor's child.</summary>
/// <param name="Code">Its exit code, if it ended by itself.</param>
/// <param name="Signal">The number of the signal that killed it.</param>
internal sealed record ProcessExit(int? Code, int? Signal)
{
    public static ProcessExit Unknown { get; } = new(null, null);

    /// <param name="status">As waitpid(2) stores it.</param>
    public static ProcessExit FromWaitStatus(int status)
    {
        var signal = status & 0x7F;
        return signal == 0 ? new((status >> 8) & 0xFF, null) : new(null, signal);
    }

    public override string ToString() => this switch
    {
        { Code: { } code } => $"exit {code}",
        { Signal: { } signal } => $"killed by {Signals.NameOf(signal)}",
        _ => "exited (status unavailable: not a child of this Visor)",
    };
}

/// <summary>Signal numbers of Linux on x86-64 and arm64, signal(7).</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV",
        "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU",
        "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    public static string NameOf(int signal) =>
        signal > 0 && signal < Names.Length ? Names[signal] : $"signal {signal}";
}
