namespace Visor.EndToEnd.Harness;

/// <summary>The executables under test: what was built beside the tests, or what the environment names (a published one).</summary>
internal static class Programs
{
    public static string Visor { get; } = Find("VISOR_BINARY", "NativeVisorBinary", "VisorBinary");

    /// <summary>The one that can be made to fail at its checkpoints; nothing else is different.</summary>
    public static string FaultyVisor { get; } = Find("VISOR_FAULTY_BINARY", "FaultyVisorBinary");

    /// <summary>The same program for the chain family of the tests; it is not published.</summary>
    public static string FakeChainVisor { get; } = Find("VISOR_FAKE_CHAIN", "FakeChainVisorBinary");

    public static string SimulatedNode { get; } = Find("VISOR_SIMULATED_NODE", "NativeSimulatedNodeBinary", "SimulatedNodeBinary");

    public static string SimulatedCosmosNode { get; } = Find("VISOR_SIMULATED_COSMOS_NODE", "NativeSimulatedCosmosNodeBinary", "SimulatedCosmosNodeBinary");

    private static string Find(string variable, params IReadOnlyList<string> metadata) => BuiltProgram.Find(typeof(Programs).Assembly, variable, metadata);
}
