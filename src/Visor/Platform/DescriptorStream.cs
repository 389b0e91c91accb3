using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Visor.Model;

namespace Visor.Platform;

/// <summary>A descriptor that Visor was started with, written to by write(2) alone: its place in a file is shared with the node, which writes there too.</summary>
/// <param name="isEssential">Whether what cannot be written is an error. Of the log it is none: a node does not stop because nobody can read of it.</param>
internal sealed class DescriptorStream(int descriptor, bool isEssential) : WriteOnlyStream
{
    private readonly SafeFileHandle _handle = new(descriptor, ownsHandle: false);

    /// <summary>UTF-8, unbuffered; writes to a closed descriptor are dropped.</summary>
    public static TextWriter Writer(int descriptor, bool isEssential) => StandardStreams.IsWritable(descriptor)
        ? new StreamWriter(new DescriptorStream(descriptor, isEssential), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true }
        : TextWriter.Null;

    /// <exception cref="VisorException">The output is essential and cannot be written, although a reader exists.</exception>
    public override unsafe void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            nint written;
            fixed (byte* bytes = buffer)
                written = Native.Write(_handle, bytes, buffer.Length);
            if (written >= 0)
                buffer = buffer[(int)written..];
            else if (!IsPassing(Marshal.GetLastPInvokeError()))
                return;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose(); // It does not own the descriptor.
        base.Dispose(disposing);
    }

    /// <returns>Whether to try again; false: nobody reads it any more (write(2): EPIPE; EIO of a terminal that has hung up), or nobody has to.</returns>
    private unsafe bool IsPassing(int errno)
    {
        switch (errno)
        {
            case Native.EINTR:
                return true;
            case Native.EAGAIN:
                // Somebody has made it non-blocking for all who share it.
                var entry = new Native.PollEntry { Descriptor = descriptor, Events = Native.POLLOUT };
                _ = Native.Poll(&entry, 1, -1);
                return true;
            case Native.EPIPE or Native.EIO:
                return false;
            default:
                return isEssential
                    ? throw new VisorException(ExitCodes.Failed, $"cannot write to standard output: {Native.Describe(errno)}")
                    : false;
        }
    }
}
