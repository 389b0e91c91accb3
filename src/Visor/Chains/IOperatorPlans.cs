using System.Collections.Immutable;
using Visor.Model;

namespace Visor.Chains;

/// <summary>Upgrades that the operator of a node plans himself, without a network that has agreed on them.</summary>
internal interface IOperatorPlans
{
    /// <summary>In the order of their blocks.</summary>
    ImmutableArray<OperatorPlan> All { get; }

    /// <summary>What cannot be read of them, a sentence each.</summary>
    IEnumerable<string> Problems { get; }

    /// <returns>The tag that the release of such a plan has; null: it can have none.</returns>
    ReleaseTag? TagOf(string name);

    /// <summary>Adds a plan, or gives one of this name another block.</summary>
    /// <exception cref="IOException">It cannot be written down.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    void Set(string name, ulong height);

    /// <returns>False: there is none of this name.</returns>
    /// <inheritdoc cref="Set"/>
    bool Remove(string name);

    /// <returns>Where a plan of this name comes from that <see cref="Remove"/> leaves alone, and how it is taken back, to follow the name; null: there is none.</returns>
    string? HowToTakeBack(string name);
}

/// <param name="Height">The first block of the release.</param>
internal sealed record OperatorPlan(string Name, ulong Height);
