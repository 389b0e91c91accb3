namespace Visor.Bench.Peers;

/// <summary>What one tool took for one thing.</summary>
/// <param name="Missing">Why there are no values; null: there are.</param>
internal sealed record PeerFigure(string Name, string Unit, string Tool, Distribution? Values, string? Missing = null);
