namespace Visor.SimulatedCosmosNode.Releases;

/// <summary>What <c>pre-upgrade</c> does.</summary>
/// <param name="Exit">Its exit code.</param>
/// <param name="Times">For so many calls on a home, and 0 afterwards; null: always.</param>
/// <param name="Signal">It dies of this signal instead; 0: of none.</param>
/// <param name="Hang">It never ends.</param>
internal sealed record PreUpgrade(int Exit = 0, int? Times = null, int Signal = 0, bool Hang = false);
