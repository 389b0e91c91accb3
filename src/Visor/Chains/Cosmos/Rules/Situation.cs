using System.Collections.Immutable;
using Visor.Chains.Cosmos.Rpc;
using Visor.Chains.Cosmos.Upgrades;

namespace Visor.Chains.Cosmos.Rules;

/// <summary>All that is seen of a node from outside, at one moment.</summary>
/// <param name="ActiveFolder">The name of the running release's folder.</param>
/// <param name="Passed">The height of the last upgrade that lies behind this home; 0: none that is known of.</param>
/// <param name="File">What stands in upgrade-info.json.</param>
/// <param name="Node">The last answer of this run; null: there was none.</param>
internal sealed record Situation(string ActiveFolder, ulong Passed, UpgradeFile File, NodeReport? Node)
{
    /// <summary>Whether the process has ended by itself.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether the app has written the file since this run began, and not an operator.</summary>
    public bool IsFileOfThisRun { get; init; }

    /// <summary>Whether this writing of the file was seen while the node stood before its block: then its end is not told by it.</summary>
    public bool WasFileEarly { get; init; }

    /// <summary>Heights whose upgrade the node was told to skip.</summary>
    public ImmutableHashSet<ulong> Skipped { get; init; } = [];

    /// <summary>Plans of the operator's, which no chain has agreed on.</summary>
    public ImmutableArray<UpgradeInfo> Own { get; init; } = [];

    /// <summary>The highest block that the node can have reached since its last answer, at the pace of its answers; null: not known.</summary>
    public ulong? AtMost { get; init; }

    /// <summary>The block of a plan that the node was told to halt at; null: none.</summary>
    public ulong? HaltsAt { get; init; }

    /// <summary>Whether the app has written, as its last words, that it halts there.</summary>
    public bool HasSaidThatItHalts { get; init; }

    /// <summary>The plan that was accepted before; null: none.</summary>
    public UpgradeInfo? Known { get; init; }

    /// <summary>Whether names of folders are put into lower case.</summary>
    public bool Recase { get; init; } = true;
}
