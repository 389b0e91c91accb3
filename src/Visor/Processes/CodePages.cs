using System.Globalization;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>The code and the constants of this program in memory: far more of it than a node that just runs ever needs again.</summary>
internal static class CodePages
{
    /// <summary>
    /// Takes the pages of this program that are never written to out of its memory: madvise(2), MADV_DONTNEED. The kernel brings back what
    /// is needed from the file. It had brought nearly all of it, since with each page that is needed it maps the neighbours too.
    /// </summary>
    /// <remarks>Nothing depends on it, so that what cannot be read (its file was moved, deleted or replaced; no descriptor is left) is not given back, no more.</remarks>
    public static void GiveBack() => GiveBack(Environment.ProcessPath);

    /// <param name="program">Absolute path of the program's file; null: it cannot be told.</param>
    internal static void GiveBack(string? program)
    {
        if (program is null)
            return;
        try
        {
            GiveBackPagesOf(program);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Kept, as if it had not been asked for.
        }
    }

    private static unsafe void GiveBackPagesOf(string program)
    {
        var untouched = ReadOnlySegments.OffsetsIn(program);
        foreach (var mapping in File.ReadLines("/proc/self/maps"))
        {
            // proc_pid_maps(5): address range, permissions, offset, device, inode, path.
            var parts = mapping.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            if (parts is not [var range, "r-xp" or "r--p", var offset, _, _, var path]
                || !string.Equals(path, program, StringComparison.Ordinal) || !untouched.Contains(Number(offset)))
            {
                continue;
            }

            var (begin, end) = (Number(range.Split('-')[0]), Number(range.Split('-')[1]));

            // Advice that is not taken changes nothing.
            _ = Native.Madvise((void*)begin, (nuint)(end - begin), Native.MADV_DONTNEED);
        }
    }

    private static ulong Number(string hex) => ulong.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
