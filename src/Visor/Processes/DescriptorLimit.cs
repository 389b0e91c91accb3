using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Model;
using Visor.Platform;

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

    /// <summary>How many may be open beyond those that are open now and those that Visor needs; less than zero: that many are missing.</summary>
    public static int Spare
    {
        get
        {
            try
            {
                return Limit - Directory.EnumerateFileSystemEntries("/proc/self/fd").Count() - Needed;
            }
            catch (IOException)
            {
                return -Needed; // Not even these may be opened: none is left.
            }
        }
    }

    // proc_pid_limits(5): "Max open files            1024                 524288               files"
    private static int Limit => File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))?
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3) is { } soft && int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : int.MaxValue;

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
        $"Visor may open only {free} more files but needs {Needed} ({Native.Describe(errno)}): raise LimitNOFILE= in its unit, or `ulimit -n`; "
        + "the node inherits the limit and needs far more");
}
