using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Processes;

/// <summary>
/// Runs a short-lived program to its end and keeps what it prints. At the timeout its whole process group is killed, and
/// what a grandchild still holds open is not waited for.
/// </summary>
internal sealed class CommandRunner(Spawner spawner, ChildReaper children, TimeProvider time, WorkLock? work = null)
{
    /// <summary>The same, for programs that hold a lock while they run.</summary>
    public CommandRunner Holding(WorkLock held) => new(spawner, children, time, held);

    /// <param name="nodeLock">The shared lock of a program that works on the node's data; null: it does not.</param>
    /// <exception cref="SpawnException">The program cannot be started.</exception>
    public Task<ChildResult> Run(
        string path, ImmutableArray<string> arguments, TimeSpan timeout, FileLock? nodeLock, CancellationToken cancellation) =>
        Run(new SpawnRequest(path, arguments) { Lock = nodeLock?.Handle ?? work?.Handle }, isAuxiliary: nodeLock is null, timeout, cancellation);

    /// <param name="input">What it reads from its standard input: no more than a pipe holds, see <see cref="InputPipe"/>.</param>
    /// <param name="variables"><c>NAME=value</c>, beside the environment that every child gets.</param>
    /// <exception cref="SpawnException">The program cannot be started.</exception>
    public async Task<ChildResult> Run(
        string path, ImmutableArray<string> arguments, byte[] input, ImmutableArray<string> variables, TimeSpan timeout, CancellationToken cancellation)
    {
        using var readEnd = InputPipe.Holding(input, path);
        return await Run(new SpawnRequest(path, arguments) { StandardInput = readEnd, Variables = variables, Lock = work?.Handle }, isAuxiliary: true, timeout, cancellation);
    }

    private async Task<ChildResult> Run(SpawnRequest spawn, bool isAuxiliary, TimeSpan timeout, CancellationToken cancellation)
    {
        using var output = OutputPipe.Create(spawn.Path);
        using var error = OutputPipe.Create(spawn.Path);
        var wired = spawn with { StandardOutput = output.WriteEnd, StandardError = error.WriteEnd };
        var pid = await spawner.Start(isAuxiliary ? AuxiliaryProcess.Marked(wired) : wired, cancellation);
        output.CloseWriteEnd();
        error.CloseWriteEnd();

        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var ended = ProcessHandle.EndOf(pid);
        bool inTime;
        await using (either.Token.Register(() => ProcessGroup.SignalAll(pid, Signals.Kill)))
        {
            var reading = WaitingThread.Run(() => OutputPipe.ReadBoth(output, error, ended), $"read {pid}");
            await ended;
            inTime = !either.IsCancellationRequested;

            // The leader is still a zombie, so its pid still names this group and no other.
            ProcessGroup.SignalAll(pid, Signals.Kill);
            if (isAuxiliary && ProcessTable.Stat(pid) is { } leader)
                children.Disown(leader.StartTime);
            await reading;
        }

        await ChildReaper.UntilCollectable(pid);
        var exit = children.Collect(pid);
        children.ReapUnawaited();
        cancellation.ThrowIfCancellationRequested();
        return new ChildResult(inTime ? exit : null, output.Text, error.Text);
    }
}

/// <param name="Exit">Null: it was killed at the timeout.</param>
/// <param name="Output">The first 64 KiB of its standard output.</param>
/// <param name="Error">The first 64 KiB of its standard error.</param>
internal sealed record ChildResult(ProcessExit? Exit, string Output, string Error)
{
    public bool Succeeded => Exit is { Code: 0 };
}
