using System.Runtime.InteropServices;
using Visor.Model;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// The first process of a container has to collect every process whose parent is gone, and the .NET runtime does that there by itself: how its own children ended is lost then. So a second
/// Visor does the work, and the first one is its init: it passes signals on, collects what has ended, and ends as that one has ended. If that one leaves its node behind, another takes its
/// place and adopts the node (<see cref="SuccessionRule"/>).
/// </summary>
/// <remarks>The runtime collects children only where it handles SIGCHLD. Nothing here lets it.</remarks>
internal sealed class ContainerInit(TimeProvider time)
{
    private const int SignalInfoSize = 128;
    private const int PidOffset = 16; // siginfo_t of waitid(2) on 64-bit Linux
    private const int Everybody = -1; // kill(2): all but the first process

    /// <summary>SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGTERM.</summary>
    private static readonly int[] PassedOn = [1, 2, 3, 10, 12, 15];

    /// <summary>SIGINT, SIGQUIT, SIGTERM.</summary>
    private static readonly int[] Ending = [2, 3, 15];

    private readonly Lock _lock = new();
    private readonly Queue<int> _early = [];
    private readonly List<PosixSignalRegistration> _registrations = [];

    private int? _receiver;
    private bool _isStopping;

    public static bool IsNeeded => Environment.ProcessId == 1;

    /// <summary>Starts this program again and returns when it has ended, and everything it has left behind.</summary>
    /// <returns>Its exit code; 128 + n: killed by signal n.</returns>
    /// <exception cref="VisorException">It cannot be started.</exception>
    public static Task<int> Run(TimeProvider time) => new ContainerInit(time).RunWork();

    private async Task<int> RunWork()
    {
        TakeSignals();
        var rule = new SuccessionRule();
        while (true)
        {
            var began = time.GetTimestamp();
            var work = Start();
            (int Pid, ProcessExit Exit) end;
            do
                end = NextEnd();
            while (end.Pid != work);
            if (!rule.HasSuccessor(end.Exit, time.GetElapsedTime(began), HasChildren(), IsStopping()))
                return await EndWith(end.Exit);
            await StandardStreams.Error.WriteLineAsync($"visor: Visor has ended ({end.Exit}) and left its node running: another Visor takes its place and adopts it");
        }
    }

    // For as long as the container lives.
    private void TakeSignals()
    {
        foreach (var signal in PassedOn)
        {
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, context =>
            {
                context.Cancel = true;
                PassOn(signal);
            }));
        }
    }

    private bool IsStopping()
    {
        lock (_lock)
            return _isStopping;
    }

    private void PassOn(int signal)
    {
        lock (_lock)
        {
            _isStopping |= Ending.Contains(signal);
            if (_receiver is { } pid)
                _ = Native.Kill(pid, signal);
            else
                _early.Enqueue(signal);
        }
    }

    private unsafe int Start()
    {
        using var argv = new NativeStrings(Split("/proc/self/cmdline"));
        using var variables = new NativeStrings(Split("/proc/self/environ"));
        lock (_lock)
        {
            // A group of its own: what a terminal sends to the group of the first process, that one passes on.
            using var attributes = new SpawnAttributes(Native.POSIX_SPAWN_SETPGROUP);
            int pid;
            var errno = Native.PosixSpawn(&pid, Environment.ProcessPath!, null, attributes.Pointer, argv.Pointer, variables.Pointer);
            if (errno != 0)
                throw new VisorException(ExitCodes.Failed, $"Visor is process 1 of this container and cannot start the Visor that does the work: {Native.Describe(errno)}; allow it more processes, or start it under an init (`docker run --init`)");
            _receiver = pid;
            while (_early.TryDequeue(out var signal))
                _ = Native.Kill(pid, signal);
            return pid;
        }
    }

    // With the first process the kernel kills all others, and a node must never be killed in its first commit: so what a Visor without a successor leaves behind is asked to end.
    private async Task<int> EndWith(ProcessExit exit)
    {
        lock (_lock)
            _receiver = Everybody;
        if (HasChildren())
        {
            await StandardStreams.Error.WriteLineAsync($"visor: Visor has ended ({exit}), and some of what it has started still runs: it is sent SIGTERM, and the container ends with the last of it");
            _ = Native.Kill(Everybody, Signals.Terminate);
            while (NextEnd().Pid > 0)
            {
            }
        }

        await StopCommandEnd.Await(time);
        return exit.Code ?? 128 + (exit.Signal ?? 0);
    }

    private static unsafe bool HasChildren()
    {
        var info = stackalloc byte[SignalInfoSize];
        return Native.Waitid(Native.P_ALL, 0, info, Native.WEXITED | Native.WNOHANG | Native.WNOWAIT) == 0;
    }

    /// <summary>Waits for the next end of a child and collects it.</summary>
    /// <returns>Pid 0: there are no children.</returns>
    private unsafe (int Pid, ProcessExit Exit) NextEnd()
    {
        var info = stackalloc byte[SignalInfoSize];
        while (true)
        {
            new Span<byte>(info, SignalInfoSize).Clear();
            if (Native.Waitid(Native.P_ALL, 0, info, Native.WEXITED | Native.WNOWAIT) != 0)
            {
                if (Marshal.GetLastPInvokeError() == Native.EINTR)
                    continue;
                return (0, ProcessExit.Unknown);
            }

            // Under the lock, or a signal could go to another process that has got the pid.
            lock (_lock)
            {
                var pid = *(int*)(info + PidOffset);
                int status;
                if (Native.Waitpid(pid, &status, Native.WNOHANG) != pid)
                    continue;
                if (pid == _receiver)
                    _receiver = null;
                return (pid, ProcessExit.FromWaitStatus(status));
            }
        }
    }

    // proc(5): byte for byte, each ended by a zero byte.
    private static List<byte[]> Split(string file)
    {
        var block = File.ReadAllBytes(file);
        var parts = new List<byte[]>();
        foreach (var range in block.AsSpan().Split((byte)0))
            parts.Add(block[range]);
        parts.RemoveAt(parts.Count - 1); // Behind the last zero byte.
        return parts;
    }
}
