using Visor.SimulatedNode.Chain;

namespace Visor.SimulatedNode.Core;

/// <summary>What a core says about upgrades at one moment.</summary>
/// <param name="EmptyAsObject">Nothing accepted is an object with an empty tag, not null.</param>
internal sealed record UpgradeStatus(long Height, Upgrade? Accepted, bool Ready, bool EmptyAsObject);
