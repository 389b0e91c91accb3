using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Visor.Platform;

/// <summary>Standard output and error, or nothing in their place if Visor was started with them closed.</summary>
/// <remarks>
/// Not the runtime's own: with its first character that puts a terminal into keypad mode and takes charge of its settings, and leaves it so. Whoever
/// uses <see cref="Console"/> here gets these.
/// </remarks>
internal static class StandardStreams
{
    public static TextWriter Output => Console.Out;

    public static TextWriter Error => Console.Error;

    /// <summary>To be called before anything is written, or asks for the console.</summary>
    public static void TakeOver()
    {
        Fill();
        Console.SetOut(DescriptorStream.Writer(1, isEssential: true));
        Console.SetError(DescriptorStream.Writer(2, isEssential: false));
    }

    /// <summary>Whether a descriptor is passed on to what is started: all that was given to Visor is, and nothing it has opened itself.</summary>
    public static bool IsPassedOn(int descriptor) => Native.Fcntl(descriptor, Native.F_GETFD, 0) == 0;

    // Puts /dev/null where a stream is closed: else the next file to be opened takes its place, and what is meant for people is written there.
    private static void Fill()
    {
        while (!Enumerable.Range(0, 3).All(IsOpen))
        {
            using var lowestFree = Native.Open("/dev/null", Native.O_RDWR, 0);
            if (lowestFree.IsInvalid)
                return;
            lowestFree.SetHandleAsInvalid(); // It stays open to the end, and the node inherits it.
        }
    }

    private static bool IsOpen(int descriptor) => Native.Fcntl(descriptor, Native.F_GETFD, 0) >= 0;

    // The runtime may have taken the place of a closed stream for a file of its own that nothing can be written to; writing
    // nothing is refused there as well. A full disk is no reason: what does not fit is an error then.
    internal static unsafe bool IsWritable(int descriptor)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        byte nothing;
        return Native.Write(handle, &nothing, 0) == 0 || Marshal.GetLastPInvokeError() is not (Native.EBADF or Native.EINVAL);
    }
}
