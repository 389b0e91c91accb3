using Visor.EndToEnd.Harness;

namespace Visor.EndToEnd.Chains.Cosmos.Setups;

/// <summary>Visor in the place of Cosmovisor's program.</summary>
internal static class CosmovisorProgram
{
    public static bool IsNative { get; } = !File.Exists(Programs.Visor + ".dll");

    /// <summary>A link, by whose name Visor knows what it is. Where Visor is no machine code it does not learn that name, and a script stands in for the link.</summary>
    public static void Put(string path)
    {
        if (Path.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (IsNative)
        {
            File.CreateSymbolicLink(path, Programs.Visor);
            return;
        }

        File.WriteAllText(path, $"#!/bin/sh\nexec {Programs.Visor} cosmovisor \"$@\"\n");
        File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }
}
