using System.Runtime.CompilerServices;

namespace Visor.Tests.Packaging;

/// <summary>The folder <c>packaging</c> of this checkout.</summary>
internal static class PackagingFolder
{
    public static string File(string name, [CallerFilePath] string testFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(testFile)!, "../../../packaging", name));
}
