using System.Collections.Immutable;
using Visor.Chains;
using Visor.Chains.Cosmos.Cosmovisor;
using Visor.Chains.Cosmos.Upgrades;
using Visor.Processes;

namespace Visor.Commands.Cosmovisor;

/// <summary>What Cosmovisor's commands leave to others.</summary>
internal sealed record CosmovisorSeams
{
    /// <summary>Runs the chain's binary with these arguments: a node under supervision, everything else to its end.</summary>
    public required Func<CosmovisorSettings, ImmutableArray<string>, CancellationToken, Task<int>> Run { get; init; }

    /// <summary>Runs the current binary with these arguments and keeps what it prints.</summary>
    public required Func<CosmovisorSettings, ImmutableArray<string>, CancellationToken, Task<ChildResult>> Ask { get; init; }

    /// <summary>The plan that the network has agreed on; null: there is none.</summary>
    public required Func<CosmovisorSettings, CancellationToken, Task<(UpgradeName Name, ulong Height, string Info)?>> CurrentPlan { get; init; }

    public required IBinaryDownloads Downloads { get; init; }

    /// <summary>Whether a binary without a checksum is refused on this home although its settings allow it.</summary>
    public required Func<CosmovisorSettings, bool> DemandsChecksum { get; init; }

    /// <summary>The file at this path is about to become upgrade-info.json, and not by the node's hand.</summary>
    public required Action<CosmovisorSettings, string> Writing { get; init; }

    /// <summary>Makes root the owner of the home before anything is written to it: what root leaves in the node's data stops the node.</summary>
    public Action<CosmovisorSettings> ActAsOwner { get; init; } = _ => { };

    /// <summary>A line of the operator's; null: there is nobody to ask.</summary>
    public Func<string?> Answer { get; init; } = () => null;

    /// <summary>The names of all environment variables, for hints.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];
}
