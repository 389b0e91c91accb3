using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Visor.Platform;

namespace Visor.Processes;

/// <summary>A pipe that already holds everything a child can read from it, so the writer never blocks on a child that does not read.</summary>
internal static unsafe class InputPipe
{
    /// <summary>Bytes that a pipe takes at once, pipe(7).</summary>
    public const int Capacity = 64 * 1024;

    /// <param name="content">At most <see cref="Capacity"/> bytes.</param>
    /// <param name="program">Whose input it will be.</param>
    /// <returns>The end that is read from.</returns>
    /// <exception cref="SpawnException">No pipe can be made, so the program cannot be started.</exception>
    public static SafeFileHandle Holding(byte[] content, string program)
    {
        if (content.Length > Capacity)
            throw new ArgumentException($"a pipe does not hold {content.Length} bytes", nameof(content));
        var ends = stackalloc int[2];
        if (Native.Pipe2(ends, Native.O_CLOEXEC) != 0)
            throw new SpawnException(program, Marshal.GetLastPInvokeError());
        var readEnd = new SafeFileHandle(ends[0], ownsHandle: true);
        using var writeEnd = new SafeFileHandle(ends[1], ownsHandle: true);

        // A user who has used up what his pipes may hold gets smaller ones, which must not be waited for either.
        if (Native.Fcntl(ends[1], Native.F_SETFL, Native.O_NONBLOCK) == 0 && Write(writeEnd, content))
            return readEnd;
        var errno = Marshal.GetLastPInvokeError();
        readEnd.Dispose();
        throw new SpawnException(program, errno);
    }

    private static bool Write(SafeFileHandle pipe, byte[] content)
    {
        fixed (byte* bytes = content)
            return Native.Write(pipe, bytes, content.Length) == content.Length;
    }
}
