using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Processes;

/// <summary>
/// How many files Visor may have open at once. Too few are refused before anything runs: later each of them would be a
/// failure of something else, in words that lead astray.
/// </summary>
internal static class DescriptorLimit
{
    /// <summary>
    /// Beyond those that are open by now, all at once: two watches, four ends of the runtime's own pipes and its epoll, lock, journal, two for
    /// the core's socket, one for each process of the node (11); four ends of the pipes of a release that is asked for its version, its process,
    /// the lock of its folder, its asset and what is unpacked, the server (9); status file, process table and a process in it (3);
    /// statistics and the service manager (2); a receiver of notifications, a hook and its pipes (5).
    /// </summary>
    private const int Needed = 32;

    /// <exception cref="VisorException">There are too few.</exception>
    public static void Ensure()
    {
        List<SafeFileHandle> proof = [];
        try
        {
            while (proof.Count < Needed)
            {
                var copy = Native.Fcntl(0, Native.F_DUPFD_CLOEXEC, 0);
                if (copy < 0)
                    throw TooFew(proof.Count, Marshal.GetLastPInvokeError());
                proof.Add(new SafeFileHandle(copy, ownsHandle: true));
            }
        }
        finally
        {
            foreach (var copy in proof)
                copy.Dispose();
        }
    }

    private static VisorException TooFew(int free, int errno) => new(
        ExitCodes.Configuration,
        $"Visor may open only {free} files more and needs {Needed} ({Native.Describe(errno)}): raise LimitNOFILE= in its unit, or `ulimit -n`; "
        + "the node inherits the limit and needs far more");
}
