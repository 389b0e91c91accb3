using System.Runtime.InteropServices;

namespace Visor.Platform.Files;

/// <summary>What this user may do, asked by access(2), which changes nothing.</summary>
internal static class FolderRights
{
    private const int WriteAndEnter = 2 | 1;
    private const int ReadAndWrite = 4 | 2;

    /// <summary>Why this user cannot make files in a folder; null: it can.</summary>
    public static string? WhyNotWritable(string folder) => WhyNot(folder, WriteAndEnter);

    /// <summary>Why this user cannot read and write a file; null: it can.</summary>
    public static string? WhyNotWritableFile(string file) => WhyNot(file, ReadAndWrite);

    private static string? WhyNot(string path, int mode) => Native.Access(path, mode) == 0
        ? null
        : $"this user may not write {path}: {Native.Describe(Marshal.GetLastPInvokeError())}";
}
