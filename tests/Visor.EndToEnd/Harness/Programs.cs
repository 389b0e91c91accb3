using System.Reflection;

namespace Visor.EndToEnd.Harness;

/// <summary>The executables under test: what was built beside the tests, or what the environment names (a published one).</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VISOR_BINARY", "VisorBinary");

    /// <summary>The one that can be made to fail at its checkpoints; nothing else is different.</summary>
    public static string FaultyVisor { get; } = Find("VISOR_FAULTY_BINARY", "FaultyVisorBinary");

    public static string SimulatedNode { get; } = Find("VISOR_SIMULATED_NODE", "SimulatedNodeBinary");

    private static string Find(string variable, string metadata)
    {
        var path = Environment.GetEnvironmentVariable(variable)
            ?? typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .First(a => string.Equals(a.Key, metadata, StringComparison.Ordinal)).Value!;
        return Path.GetFullPath(path);
    }
}
