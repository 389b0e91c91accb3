using System.Text.Json.Serialization;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.DataNodes;

/// <summary>What a data node remembers.</summary>
/// <param name="Height">The last block it has taken from its core.</param>
/// <param name="ToHeight">Where its latest history segment ends; 0: it has none.</param>
internal sealed record DataNodeState(long Height, long ToHeight)
{
    public static DataNodeState? Load(string path) => StateFiles.Load(path, DataNodeStateJson.Default.DataNodeState);

    public void Save(string path) => StateFiles.Save(path, this, DataNodeStateJson.Default.DataNodeState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DataNodeState))]
internal sealed partial class DataNodeStateJson : JsonSerializerContext;
