using Visor.Platform;

namespace Visor.Processes;

/// <summary>An executable could not be started; the message names it and says what to look at.</summary>
internal sealed class SpawnException(string path, int errno) : Exception(MessageFor(path, errno))
{
    private const int ENOEXEC = 8;

    /// <summary>Whether a retry may succeed without operator action.</summary>
    public bool Passes { get; } = PassingTrouble.Is(errno) || (errno == Native.ENOENT && PassingTrouble.MayBeUnmounted(path));

    private static string MessageFor(string path, int errno) => errno switch
    {
        // Also what the kernel answers when the interpreter of a script or of a dynamic binary is missing.
        Native.ENOENT when File.Exists(path) =>
            $"{path} cannot be started: its interpreter (its first line, or its dynamic loader) does not exist here",
        Native.ENOENT => $"{path} does not exist; put the binary there, or correct the path that names it",
        Native.EACCES when MountTable.NoExecOf(path) is { } mount =>
            $"{path} cannot be started: the file system at {mount} is mounted noexec, so no program on it may run; mount it without noexec (`mount -o remount,exec {mount}`, and in /etc/fstab), "
            + "or move the releases elsewhere",
        Native.EACCES => $"{path} may not be executed by this user; check its mode, its owner and the folders above it",
        ENOEXEC => $"{path} is not a program for this machine; check that it was built for this operating system and architecture",
        Native.EAGAIN => $"{path} cannot be started: the process limit is reached; check LimitNPROC/TasksMax and `ulimit -u`",
        Native.EMFILE or Native.ENFILE =>
            $"{path} cannot be started: the limit of open files is reached; check LimitNOFILE and `ulimit -n`",
        _ => $"{path} cannot be started: {Native.Describe(errno)}",
    };
}
