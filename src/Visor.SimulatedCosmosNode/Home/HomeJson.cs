using System.Text.Json.Serialization;

namespace Visor.SimulatedCosmosNode.Home;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AppState))]
[JsonSerializable(typeof(BlockStoreState))]
[JsonSerializable(typeof(UnfinishedCommit))]
[JsonSerializable(typeof(CountState))]
internal sealed partial class HomeJson : JsonSerializerContext;
