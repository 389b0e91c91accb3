using Visor.Model;

namespace Visor.Releases;

/// <summary>Whether a release could be started on what its run config names.</summary>
/// <returns>Why not, and what to do; null: it could.</returns>
internal delegate Task<string?> DataApproval(NodeDefinition definition);
