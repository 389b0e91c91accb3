namespace Visor.Chains.Vega.Rpc;

/// <summary>What a core says about the next upgrade, as it says it: not yet compared with the running release.</summary>
/// <param name="Accepted">
/// The release the network has agreed on; null: none, which is also what an empty tag at height 0 says. Null together with
/// <paramref name="Ready"/> is a core that is ready for an upgrade to no release: see <see cref="PlanInterpretation"/>.
/// </param>
/// <param name="Ready">The core has taken its last snapshot at the upgrade height and only waits to be stopped.</param>
internal sealed record UpgradeStatus(AcceptedRelease? Accepted, bool Ready);

/// <param name="Tag">As it came from the network: any text, also an empty one.</param>
/// <param name="Height">Block at which the upgrade takes place.</param>
internal sealed record AcceptedRelease(string Tag, ulong Height);
