using Visor.Model;
using Visor.Platform;

namespace Visor.Releases;

/// <summary>The binary of a run config as a file: it must be there, and it gets the execute bits it lacks.</summary>
internal static class Executable
{
    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Every binary of a release.</summary>
    /// <inheritdoc cref="Ensure(ProcessDefinition)"/>
    public static void Ensure(NodeDefinition definition)
    {
        foreach (var binary in definition.Binaries)
            Ensure(binary);
    }

    /// <exception cref="ReleaseException">There is no such file, or it may not be made executable.</exception>
    public static void Ensure(ProcessDefinition binary)
    {
        if (Directory.Exists(binary.Path))
            throw new ReleaseException($"{binary.Place}: {binary.Path} is a folder; name the binary in it");
        if (!File.Exists(binary.Path))
        {
            throw new ReleaseException($"{binary.Place}: {binary.Path} does not exist; put the binary there or correct the path")
            {
                Passes = PassingTrouble.MayBeUnmounted(binary.Path),
            };
        }


        var mode = File.GetUnixFileMode(binary.Path);
        if ((mode & Execute) != UnixFileMode.None)
            return;
        try
        {
            // Whoever may read it may execute it, which is what chmod +x under a usual umask does.
            File.SetUnixFileMode(binary.Path, mode | UnixFileMode.UserExecute | (UnixFileMode)(((int)(mode & Read)) >> 2));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new ReleaseException($"{binary.Place}: {binary.Path} is not executable, and Visor cannot change that; run `chmod +x {ShellWord.Quote(binary.Path)}`");
        }
    }
}
