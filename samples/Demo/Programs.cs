using System.Reflection;

namespace Visor.Demo;

/// <summary>The executables the demo drives: they were built with it.</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VisorBinary");

    public static string SimulatedNode { get; } = Find("SimulatedNodeBinary");

    private static string Find(string metadata)
    {
        var path = Path.GetFullPath(typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(a => string.Equals(a.Key, metadata, StringComparison.Ordinal)).Value!);
        return File.Exists(path) ? path : throw new IOException($"{path} is missing: build the solution with `dotnet build`");
    }
}
