using Visor.Chains;
using Visor.Chains.Vega.Launch;
using Visor.Chains.Vega.Layout;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;
using Visor.Tests.Lifecycle;

namespace Visor.Tests.Recovery;

/// <summary>What comes of a piece of work: what chance would have, as far as chain, data and hands allow it.</summary>
internal sealed class Outcomes(Machine machine, SimulatedOperator hands)
{
    private static readonly VisorHome Home = new("/srv/visor");

    /// <param name="wanted">What chance would have happen.</param>
    /// <param name="isAdopted">Whether the Visor that runs has adopted the node; null: it knows of none.</param>
    public NodeEvent Of(NodeState state, NodeEvent wanted, Choice choice, bool? isAdopted)
    {
        var happened = Plausible(state, wanted, isAdopted is not null);
        if (choice.BecomesReady && machine.CoreLives && machine.Chain is { Ready: null, Agreed: { } agreed } && IsAhead(agreed, state.Active))
            machine.Chain.BecomeReady(agreed);
        switch (state, happened)
        {
            // A core says nothing of an upgrade to what it is.
            case (NodeState.Running, NodeEvent.PlanDue { Plan.Tag: var tag }) when tag == state.Active.Release.Tag:
            case (NodeState.Running, NodeEvent.PlanAccepted { Plan.Tag: var own }) when own == state.Active.Release.Tag:
                machine.Chain.Agree(null);
                return new NodeEvent.PlanWithdrawn();
            case (NodeState.Connecting, NodeEvent.PlanDue { Plan.Tag: var itself }) when itself == state.Active.Release.Tag:
                return new NodeEvent.Answered();
            case (NodeState.Starting s, NodeEvent.Launched or NodeEvent.PlanDue or NodeEvent.PlanWithdrawn):
                return LookedAt(s);
            case (NodeState.Starting s, NodeEvent.LaunchFailed or NodeEvent.LaunchRefused) when hands.Proof(s.Active) is not null:
                return LookedAt(s);
            case (NodeState.Running, NodeEvent.PlanAccepted e):
                machine.Chain.Agree(e.Plan);
                break;
            case (NodeState.Running, NodeEvent.PlanWithdrawn):
                machine.Chain.Agree(null);
                break;
            case (NodeState.Running or NodeState.Connecting, NodeEvent.PlanDue e) when IsAhead(e.Plan, state.Active):
                machine.Chain.BecomeReady(e.Plan);
                break;
            case (NodeState.Stopping, NodeEvent.PlanDue e) when !IsAhead(machine.Chain.Ready ?? e.Plan, state.Active):
                return new NodeEvent.SetStopped();
            case (NodeState.Stopping, NodeEvent.PlanDue e):
                machine.Chain.BecomeReady(machine.Chain.Ready ?? e.Plan);
                return new NodeEvent.PlanDue(machine.Chain.Ready!);
            case (NodeState.Stopping, NodeEvent.SetStopped) when IsToBeAsked(state) && machine.CoreLives && machine.Chain.Ready is { } ready && IsAhead(ready, state.Active) && (choice.Answers || IsHeardByItsEnd(ready, isAdopted)):
                return new NodeEvent.PlanDue(ready);
        }

        return happened;
    }

    private static bool IsAhead(UpgradePlan plan, ActiveRelease active) => plan.Height > active.Passed && plan.Tag != active.Release.Tag && plan != active.Abandoned;

    // A mute child that kills itself tells its parent, who knows what was agreed on.
    private bool IsHeardByItsEnd(UpgradePlan ready, bool? isAdopted) => !machine.HasDataNode && isAdopted == false && machine.History.Active?.Upcoming == ready;

    /// <summary>Whether a stop in this state asks the core first.</summary>
    public static bool IsToBeAsked(NodeState state) => WorkItem.For(state) is [WorkItem.StopSet { IsReadinessKnown: false }];

    /// <summary>What the last look before a start comes to.</summary>
    public NodeEvent LookedAt(NodeState.Starting starting)
    {
        var (active, history) = (starting.Active, machine.History);
        if (hands.Proof(active) is { } wrong)
            return new NodeEvent.LaunchRefused(new Failure(wrong, ExitCodes.Configuration));
        var choice = SnapshotPolicy.Choose([], machine.HasDataNode, active, starting.Cause);
        WitnessAnswer reading = machine.HasDataNode && machine.Chain.History > 0 ? new WitnessAnswer.Reached(machine.Chain.History) : new WitnessAnswer.Nothing();
        return SnapshotResolution.Resolve(reading, active, choice, UncertainStart.Check(active, history.Unsure, Home)) switch
        {
            SnapshotResolution.Reached reached => new NodeEvent.PlanDue(reached.Plan),
            SnapshotResolution.Beyond => new NodeEvent.PlanWithdrawn(),
            SnapshotResolution.Refused refused when history.Unsure is not null => new NodeEvent.LaunchRefused(refused.Why),
            _ => new NodeEvent.Launched(),
        };
    }

    // A core that does not live says nothing.
    private NodeEvent Plausible(NodeState state, NodeEvent happened, bool isKnown) => happened switch
    {
        NodeEvent.PlanDue when state is NodeState.Stopping && (!isKnown || !machine.CoreLives) => new NodeEvent.SetStopped(),
        NodeEvent.Answered or NodeEvent.PlanAccepted or NodeEvent.PlanWithdrawn or NodeEvent.PlanDue
            when isKnown && machine.Living.All(life => life.Role != VegaRoles.Core) =>
                state is NodeState.PartiallyRunning ? new NodeEvent.PartialSetConfirmed("the core is missing") : Given.CoreEnded,
        _ => happened,
    };
}
