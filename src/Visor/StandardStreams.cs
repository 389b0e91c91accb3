using Microsoft.Win32.SafeHandles;

namespace Visor;

/// <summary>Standard output and error, or nothing in their place if Visor was started with them closed.</summary>
internal static class StandardStreams
{
    public static TextWriter Output => IsWritable(1) ? Console.Out : TextWriter.Null;

    public static TextWriter Error => IsWritable(2) ? Console.Error : TextWriter.Null;

    // Writing nothing is still refused (EBADF) where nothing can be written.
    private static unsafe bool IsWritable(int descriptor)
    {
        using var handle = new SafeFileHandle(descriptor, ownsHandle: false);
        byte nothing;
        return Native.Write(handle, &nothing, 0) == 0;
    }
}
