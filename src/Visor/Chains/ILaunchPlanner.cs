using System.Collections.Immutable;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Processes;

namespace Visor.Chains;

/// <summary>Decides how a node is started, right before it is.</summary>
internal interface ILaunchPlanner
{
    /// <param name="unsure">Why the old release must not be started unless something shows that the upgrade is not due; null: nothing.</param>
    /// <param name="nodeLock">Held: nothing of the node lives.</param>
    Task<LaunchPlan> Plan(
        NodeDefinition definition, ActiveRelease active, StartCause cause, Failure? unsure, FileLock nodeLock, CancellationToken cancellation);

    /// <summary>The block that the next start of a release would begin with, as far as that is known beforehand; null: it is left to the process.</summary>
    ulong? BlockOf(ActiveRelease active);
}

/// <summary>How a node is started, or why it is not.</summary>
internal abstract record LaunchPlan
{
    /// <param name="Processes">With everything that this start adds to their arguments.</param>
    /// <param name="From">The block that the node begins with; null: it is left to the process.</param>
    public sealed record Start(ImmutableArray<ProcessDefinition> Processes, ulong? From) : LaunchPlan;

    /// <summary>It must not be started, and a person has to decide.</summary>
    public sealed record Refused(Failure Why) : LaunchPlan;

    /// <summary>What has to be known could not be found out now.</summary>
    public sealed record Unknown(string Reason) : LaunchPlan;

    /// <summary>Visor is to end without a start, as after a stop: its service manager starts it again.</summary>
    public sealed record Leave(string Reason) : LaunchPlan;

    /// <summary>The data end at the block of the accepted plan: only the next release may go on from there.</summary>
    public sealed record Reached(UpgradePlan Plan) : LaunchPlan;

    /// <summary>The data go on beyond the block of the accepted plan, so the network has gone on without it: the plan is void.</summary>
    /// <param name="Height">Where they end.</param>
    public sealed record Beyond(UpgradePlan Plan, ulong Height) : LaunchPlan;
}
