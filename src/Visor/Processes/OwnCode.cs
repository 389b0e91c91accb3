using System.Globalization;

namespace Visor.Processes;

/// <summary>The code of this program in memory: far more of it than a node that just runs ever needs again.</summary>
internal static class OwnCode
{
    /// <summary>
    /// Takes the pages of this program's code out of its memory: madvise(2), MADV_DONTNEED. The kernel brings back what is
    /// executed from the file, and with every page its neighbours, which is how nearly all of it came there. Nothing is lost: code is never written to.
    /// </summary>
    public static unsafe void GiveBack()
    {
        if (Environment.ProcessPath is not { } program)
            return;
        foreach (var mapping in File.ReadLines("/proc/self/maps"))
        {
            // proc_pid_maps(5): address range, permissions, offset, device, inode, path.
            var parts = mapping.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (parts is not [var range, "r-xp", _, _, _, var path] || !string.Equals(path, program, StringComparison.Ordinal))
                continue;
            var (begin, end) = (Address(range.Split('-')[0]), Address(range.Split('-')[1]));

            // Advice that is not taken changes nothing.
            _ = Native.Madvise((void*)begin, end - begin, Native.MADV_DONTNEED);
        }
    }

    private static nuint Address(string hex) => nuint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
