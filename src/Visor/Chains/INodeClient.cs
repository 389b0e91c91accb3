using System.Collections.Immutable;
using Visor.Model;
using Visor.Platform;

namespace Visor.Chains;

/// <summary>Asks one start of a node: each chain family does it in its own way. Nothing but a cancellation is thrown.</summary>
internal interface INodeClient : IDisposable
{
    /// <summary>Signals that the next answer may be another one. Null: nothing tells of that.</summary>
    Pulse? Hints { get; }

    /// <summary>Whether the node tells how far it is.</summary>
    bool TellsHeight { get; }

    /// <summary>Whether the node tells, after an upgrade, that it was made.</summary>
    bool ProvesUpgrades { get; }

    /// <summary>What the node says of the upgrade that led to its release.</summary>
    /// <param name="upgrade">Its height is 0 where that is not known.</param>
    /// <returns>Null: nothing yet.</returns>
    /// <inheritdoc cref="AskPlan"/>
    Task<UpgradeProof?> AskProof(UpgradePlan upgrade, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>What the network has agreed on, and whether it is time.</summary>
    /// <param name="active">The release that runs, for which the answer is judged.</param>
    /// <param name="timeout">For the whole call, connecting included.</param>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>.</exception>
    /// <exception cref="ObjectDisposedException">The node has ended, and what it was asked through with it.</exception>
    Task<PlanAnswer> AskPlan(ActiveRelease active, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Whether the end of a process, which nobody has asked for, was the upgrade: with some families a node ends by itself when it has reached the block.</summary>
    /// <param name="lines">Looks up what the process wrote last, oldest line first; none: it is not known.</param>
    /// <returns>The plan that is due; null: it was something else, or nothing tells yet.</returns>
    /// <exception cref="OperationCanceledException">Only of <paramref name="cancellation"/>.</exception>
    Task<UpgradePlan?> AskAfterEnd(ActiveRelease active, ProcessExit exit, Func<CancellationToken, Task<ImmutableArray<string>>> lines, CancellationToken cancellation);

    /// <summary>How far the node is.</summary>
    /// <inheritdoc cref="AskPlan"/>
    Task<HeightAnswer> AskHeight(CancellationToken cancellation);
}
