using System.Runtime.InteropServices;

namespace Visor.EndToEnd.Harness;

internal static partial class Native
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigHup = 1;
    public const int SigCont = 18;
    public const int SigStop = 19;
    public const int SigUsr1 = 10;
    public const int SigUsr2 = 12;
    public const int SigAlrm = 14;

    /// <summary>kill(2)</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int pid, int signal);

    /// <summary>signal(2)</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Signal(int signal, nint handler);

    /// <summary>mkfifo(3)</summary>
    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakePipe(string path, uint mode);
}
