using System.Text.Json.Serialization;

namespace Visor.Chains.Vega.Rpc;

/// <summary>What a core sends, as Go's encoding/json writes it and with what Go's decoder would forgive.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNameCaseInsensitive = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(RpcAnswer))]
[JsonSerializable(typeof(StatisticsBody))]
internal sealed partial class NodeJson : JsonSerializerContext;
