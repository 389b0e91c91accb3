using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Platform.Files;

/// <summary>write(2) until everything is written: it may take a part, and a signal may come between.</summary>
internal static class FullWrite
{
    /// <returns>False: a part may have been written, and <see cref="Marshal.GetLastPInvokeError"/> says why not all.</returns>
    public static unsafe bool To(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint written = 0; written < bytes.Length;)
            {
                var count = Native.Write(file, start + written, bytes.Length - written);
                if (count < 0 && Marshal.GetLastPInvokeError() != Native.EINTR)
                    return false;
                written += Math.Max(0, count);
            }
        }

        return true;
    }
}
