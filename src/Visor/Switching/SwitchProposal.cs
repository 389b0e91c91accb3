using Visor.Model;

namespace Visor.Switching;

/// <summary>What a person asks for, before it is known whether it can be meant.</summary>
/// <param name="To">The release, in the folder it was found in, by what its binaries say.</param>
/// <param name="Height">The snapshot its core is to begin from; null: where the node stands.</param>
/// <param name="Abandons">The upgrade that was called off, as the person has confirmed it; null: none.</param>
internal sealed record SwitchProposal(Release To, ulong? Height, UpgradePlan? Abandons, string By, string? Reason);
