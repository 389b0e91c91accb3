using System.Text.Json;

namespace Visor.Chains.Vega.Rpc;

/// <summary>The answer to an upgrade status request, before anything in it is believed.</summary>
/// <param name="Error">Text as a rule; undefined: absent.</param>
internal sealed record RpcAnswer(UpgradeStatusResult? Result, JsonElement Error, ulong? Id);

internal sealed record UpgradeStatusResult(AcceptedReleaseInfo? AcceptedReleaseInfo, bool? ReadyToUpgrade);

internal sealed record AcceptedReleaseInfo(string? VegaReleaseTag, ulong? UpgradeBlockHeight);
