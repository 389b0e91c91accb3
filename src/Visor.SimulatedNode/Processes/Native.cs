using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Visor.SimulatedNode.Processes;

/// <summary>What only libc does: see kill(2), _exit(2), signal(2), open(2) and write(2).</summary>
internal static partial class Native
{
    private const int WriteOnly = 0x1;
    private const int Create = 0x40;
    private const int Append = 0x400;
    private const int CloseOnExec = 0x80000;

    /// <summary>Ends this process at once: no finalizer, no handler, nothing after the last line of the ledger.</summary>
    public static void Exit(int code) => ExitNow(code);

    /// <summary>Sends this process a signal with its default action, whatever the runtime has made of it.</summary>
    public static void Raise(int signal)
    {
        _ = SetHandler(signal, 0);
        _ = Kill(Environment.ProcessId, signal);
        Thread.Sleep(Timeout.Infinite); // The signal ends it; nothing may follow meanwhile.
    }

    /// <summary>Appends with one write(2), which the kernel does not mix with those of other processes.</summary>
    public static void AppendTo(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Open(path, WriteOnly | Create | Append | CloseOnExec, 0x1A4);
        if (file.IsInvalid || Write(file, bytes, (nuint)bytes.Length) != bytes.Length)
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial SafeFileHandle Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nuint count);
}
