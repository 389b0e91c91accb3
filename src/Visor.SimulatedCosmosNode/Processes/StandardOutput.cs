using System.Runtime.InteropServices;
using System.Text;

namespace Visor.SimulatedCosmosNode.Processes;

/// <summary>Standard output without the runtime in between, which says nothing of a reader that is gone.</summary>
internal static partial class StandardOutput
{
    public const int SigPipe = 13;

    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int BrokenPipe = 32;

    /// <returns>False: nobody reads it. Other failures are nobody's business, as in the real program.</returns>
    public static bool Write(string text)
    {
        var left = Encoding.UTF8.GetBytes(text).AsSpan();
        while (left.Length > 0)
        {
            var written = Write(Descriptor, left, (nuint)left.Length);
            var error = Marshal.GetLastPInvokeError();
            if (written < 0 && error != Interrupted)
                return error != BrokenPipe;
            left = left[(int)Math.Max(0, written)..];
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);
}
