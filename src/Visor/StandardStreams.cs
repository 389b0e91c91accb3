using Microsoft.Win32.SafeHandles;

namespace Visor;

/// <summary>Standard output and error, or nothing in their place if Visor was started with them closed.</summary>
internal static class StandardStreams
{
    public static TextWriter Output => IsWritable(1) ? Console.Out : TextWriter.Null;

    public static TextWriter Error => IsWritable(2) ? Console.Error : TextWriter.Null;

    /// <summary>
    /// Puts <c>/dev/null</c> where a stream is closed: else the next file to be opened takes its place, and what is meant for
    /// people is written there.
    /// </summary>
    public static void Fill()
    {
        while (!Enumerable.Range(0, 3).All(IsOpen))
        {
            using var lowestFree = Native.Open("/dev/null", Native.O_RDWR, 0);
            if (lowestFree.IsInvalid)
                return;
            lowestFree.SetHandleAsInvalid(); // It stays open to the end, and the node inherits it.
        }
    }

    /// <summary>Whether a descriptor is passed on to what is started: all that was given to Visor is, and nothing it has opened itself.</summary>
    public static bool IsPassedOn(int descriptor) => Native.Fcntl(descriptor, Native.F_GETFD, 0) == 0;

    private static bool IsOpen(int descriptor) => Native.Fcntl(descriptor, Native.F_GETFD, 0) >= 0;

    // The runtime may have taken the place of a closed stream for a file of its own that nothing can be written to; writing
    // nothing is refused there as well.
    private static unsafe bool IsWritable(int descriptor)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        byte nothing;
        return Native.Write(handle, &nothing, 0) == 0;
    }
}
