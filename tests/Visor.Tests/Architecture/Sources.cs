using System.Runtime.CompilerServices;

namespace Visor.Tests.Architecture;

/// <summary>The source files of Visor, by their path below <c>src/Visor</c>.</summary>
internal static class Sources
{
    public static IEnumerable<(string File, string[] Lines)> All([CallerFilePath] string thisFile = "")
    {
        var root = Path.GetFullPath("../../../src/Visor", Path.GetDirectoryName(thisFile)!);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(file => !file.StartsWith("bin/", StringComparison.Ordinal) && !file.StartsWith("obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => (file, File.ReadAllLines(Path.Combine(root, file))));
    }
}
