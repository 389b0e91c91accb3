using System.Runtime.InteropServices;

namespace Visor.Demo;

internal static partial class Native
{
    /// <summary>kill(2)</summary>
    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int pid, int signal);
}
