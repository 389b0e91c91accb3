using System.Reflection;

namespace Visor.Demo;

/// <summary>The executables the demo drives: those built with it, unless the environment names others (published ones).</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VISOR_BINARY", "VisorBinary");

    public static string SimulatedNode { get; } = Find("VISOR_SIMULATED_NODE", "SimulatedNodeBinary");

    private static string Find(string variable, string metadata)
    {
        var path = Path.GetFullPath(Environment.GetEnvironmentVariable(variable)
            ?? typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(a => string.Equals(a.Key, metadata, StringComparison.Ordinal)).Value!);
        return File.Exists(path) ? path : throw new IOException($"{path} is missing: build the solution with `dotnet build`");
    }
}
