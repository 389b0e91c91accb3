using System.Reflection;

namespace Visor.EndToEnd.Harness;

/// <summary>The executables under test: what was built beside the tests, or what the environment names (a published one).</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VISOR_BINARY", "VisorBinary");

    public static string SimulatedNode { get; } = Find("VISOR_SIMULATED_NODE", "SimulatedNodeBinary");

    private static string Find(string variable, string metadata)
    {
        var path = Environment.GetEnvironmentVariable(variable)
            ?? typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(a => string.Equals(a.Key, metadata, StringComparison.Ordinal)).Value!;
        return Path.GetFullPath(path);
    }
}
