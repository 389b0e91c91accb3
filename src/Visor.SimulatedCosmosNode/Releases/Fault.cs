namespace Visor.SimulatedCosmosNode.Releases;

/// <summary>A place in which a release ends by itself.</summary>
/// <param name="At"><c>start</c>, <c>migration</c> (before anything is written), <c>commit</c> (while it writes), <c>rpc</c> (when it answers), or <c>block:N</c> (before block N).</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Signal">It dies of this signal instead; 0: of none.</param>
/// <param name="Times">So often on a home; null: always.</param>
internal sealed record Fault(string At, int Exit = 1, int Signal = 0, int? Times = null);
