using System.Globalization;
using Visor.SimulatedCosmosNode.Processes;

namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>How the process ends of a block its application refuses, where it ends.</summary>
internal static class Failure
{
    public static NodeExitException Of(string reason, long block, BlockSource source, string dialect) => (source, dialect) switch
    {
        (BlockSource.Handshake, "050") => NodeExitException.Error($"error during handshake: error on replay: {reason}"),
        (BlockSource.BlockSync, "050") => NodeExitException.Panic(
            string.Create(CultureInfo.InvariantCulture, $"Failed to process committed block ({block}:5D6A51A8E9899C44): {reason}")),
        _ => NodeExitException.Panic(reason),
    };
}
