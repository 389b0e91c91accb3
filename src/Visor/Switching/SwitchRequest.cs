using Visor.Model;

namespace Visor.Switching;

/// <summary>A person's word as it was typed.</summary>
/// <param name="Word">A tag, or the name of a folder that something has run from.</param>
/// <param name="Height">The snapshot the core is to begin from; null: where the node stands.</param>
/// <param name="Abandons">The upgrade whose calling off has been confirmed; null: none.</param>
/// <param name="Reason">Null: none was given.</param>
internal sealed record SwitchRequest(string Word, ulong? Height, UpgradePlan? Abandons, string? Reason);
