namespace Visor.Demo;

/// <summary>The executables the demo drives: those built with it, unless the environment names others (published ones).</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VISOR_BINARY", "VisorBinary");

    public static string SimulatedNode => Find("VISOR_SIMULATED_NODE", "SimulatedNodeBinary");

    public static string SimulatedCosmosNode => Find("VISOR_SIMULATED_COSMOS_NODE", "SimulatedCosmosNodeBinary");

    private static string Find(string variable, string metadata) => BuiltProgram.Find(typeof(Programs).Assembly, variable, metadata);
}
