using System.Runtime.InteropServices;
using System.Text;
using Visor.Home;

namespace Visor.Checking;

/// <summary>What this user may do, asked by access(2), which changes nothing.</summary>
internal static class RightsChecks
{
    private const int WriteAndEnter = 2 | 1;
    private const int ReadAndWrite = 4 | 2;

    /// <summary>Bytes of sun_path without its final zero, see unix(7).</summary>
    private const int LongestSocketPath = 107;

    public static IEnumerable<Finding> Home(VisorHome home)
    {
        yield return Of(home.Root, WriteAndEnter);
        if (Directory.Exists(home.Private))
            yield return Of(home.Private, WriteAndEnter);
        foreach (var file in new[] { home.Lock, home.NodeLock, home.Journal }.Where(File.Exists))
            yield return Of(file, ReadAndWrite);
    }

    public static IEnumerable<Finding> Socket(string socketPath)
    {
        var path = Path.GetFullPath(socketPath);
        if (Encoding.UTF8.GetByteCount(path) is > LongestSocketPath and var length)
            yield return new Finding(Verdict.Failure, path, $"the socket's path has {length} bytes, and {LongestSocketPath} are possible", "choose a shorter path in the run config and in the core's own configuration");
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
            yield return new Finding(Verdict.Failure, folder, "the socket's folder does not exist", $"run `mkdir -p {folder}` as the node's user");
        else
            yield return Of(folder, WriteAndEnter);
    }

    private static Finding Of(string path, int mode) => Native.Access(path, mode) == 0
        ? new Finding(Verdict.Ok, path, "may be written by this user")
        : new Finding(Verdict.Failure, path, $"cannot be written by this user: {Native.Describe(Marshal.GetLastPInvokeError())}", "run this as the node's user, or give that user the folder with chown");
}
