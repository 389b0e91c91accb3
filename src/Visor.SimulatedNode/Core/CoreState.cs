using System.Text.Json.Serialization;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedNode.Core;

/// <summary>What a core remembers: the last block it has executed, and the height of the snapshot it took for an upgrade.</summary>
internal sealed record CoreState(long Height, long SnapshotHeight)
{
    public static CoreState? Load(string path) => StateFiles.Load(path, CoreStateJson.Default.CoreState);

    public void Save(string path) => StateFiles.Save(path, this, CoreStateJson.Default.CoreState);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CoreState))]
internal sealed partial class CoreStateJson : JsonSerializerContext;
