using System.Collections.Immutable;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>
/// Starts processes by posix_spawn(3): a session and process group of their own, default signal handlers, a clean signal
/// mask, and no descriptor but those of <see cref="SpawnRequest"/>.
/// </summary>
internal sealed class Spawner(ChildReaper children, ImmutableArray<byte[]> environment, TimeProvider time)
{
    // posix_spawn_file_actions_t has 80 bytes on 64-bit glibc.
    private const int OpaqueSize = 512;
    private const int Attempts = 20;

    /// <returns>The process id, which is also the id of its process group and session.</returns>
    /// <exception cref="SpawnException">The executable cannot be started; nothing runs.</exception>
    public async ValueTask<int> Start(SpawnRequest spawn, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (pid, errno) = children.Start(() => TryStart(spawn));
            if (errno == 0)
                return pid;

            // A file just written can still be open for writing in a child that another thread has forked and that has
            // not reached its exec; it is over in moments.
            if (errno != Native.ETXTBSY || attempt == Attempts)
                throw new SpawnException(spawn.Path, errno);
            await Task.Delay(TimeSpan.FromMilliseconds(5 * attempt), time, cancellation);
        }
    }

    private unsafe (int Pid, int Errno) TryStart(SpawnRequest spawn)
    {
        using var attributes = new SpawnAttributes(Native.POSIX_SPAWN_SETSID);
        var actions = stackalloc byte[OpaqueSize];
        SpawnAttributes.Check(Native.FileActionsInit(actions));
        try
        {
            Wire(actions, spawn);
            using var argv = new NativeStrings([spawn.Path, .. spawn.Arguments]);
            using var variables = new NativeStrings([.. environment.Where(entry => !IsReplaced(entry, spawn.Variables)), .. spawn.Variables.Select(Encoding.UTF8.GetBytes)]);
            int pid;
            var errno = Native.PosixSpawn(&pid, spawn.Path, actions, attributes.Pointer, argv.Pointer, variables.Pointer);
            return (pid, errno);
        }
        finally
        {
            SpawnAttributes.Check(Native.FileActionsDestroy(actions));
        }
    }

    // Of two of one name some programs read the first, and some the last.
    private static bool IsReplaced(byte[] entry, ImmutableArray<string> variables)
    {
        foreach (var variable in variables)
        {
            if (entry.AsSpan().StartsWith(Encoding.UTF8.GetBytes(variable[..(variable.IndexOf('=', StringComparison.Ordinal) + 1)])))
                return true;
        }

        return false;
    }

    private static unsafe void Wire(byte* actions, SpawnRequest spawn)
    {
        Duplicate(actions, spawn.StandardInput, 0);
        if (spawn.StandardInput is null)
            SpawnAttributes.Check(Native.FileActionsAddOpen(actions, 0, "/dev/null", Native.O_RDONLY, 0));
        Stream(actions, spawn.StandardOutput, 1);
        Stream(actions, spawn.StandardError, 2);
        Duplicate(actions, spawn.Lock, 3);
        SpawnAttributes.Check(Native.FileActionsAddCloseFrom(actions, spawn.Lock is null ? 3 : 4));
    }

    // A process that is started with a closed stream takes the next file it opens for it.
    private static unsafe void Stream(byte* actions, SafeFileHandle? from, int to)
    {
        Duplicate(actions, from, to);
        if (from is null && !StandardStreams.IsPassedOn(to))
            SpawnAttributes.Check(Native.FileActionsAddOpen(actions, to, "/dev/null", Native.O_WRONLY, 0));
    }

    private static unsafe void Duplicate(byte* actions, SafeFileHandle? from, int to)
    {
        if (from is not null)
            SpawnAttributes.Check(Native.FileActionsAddDup2(actions, (int)from.DangerousGetHandle(), to));
    }
}
