namespace Visor.Processes;

/// <summary>A process that is no child of this one, held so that its pid cannot pass to another unnoticed.</summary>
internal sealed class ForeignProcess
{
    private readonly ProcessHandle _grip;

    private ForeignProcess(int pid, ProcessHandle grip)
    {
        _grip = grip;
        Pid = pid;
        Ended = grip.Ended();
    }

    public int Pid { get; }

    public Task Ended { get; }

    /// <param name="isMeant">Whether the process with this pid is the one to be watched; asked when no other can take its place any more.</param>
    /// <returns>Null: it has ended, or is another.</returns>
    /// <exception cref="IOException">It lives and cannot be watched.</exception>
    public static ForeignProcess? Open(int pid, Func<int, bool> isMeant)
    {
        if (ProcessHandle.On(pid) is not { } grip)
            return null;
        if (isMeant(pid))
            return new ForeignProcess(pid, grip);
        grip.Dispose();
        return null;
    }

    /// <summary>Sends it a signal; nothing if it has ended.</summary>
    /// <exception cref="IOException">This user may not.</exception>
    public void Signal(int signal) => _ = _grip.Signal(signal);
}
