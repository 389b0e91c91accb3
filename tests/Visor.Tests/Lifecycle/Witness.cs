using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Tests.Lifecycle;

/// <summary>
/// Follows a node from outside and remembers what must never be forgotten: whether a set may live, which release may run,
/// and whether an upgrade is due.
/// </summary>
internal sealed class Witness(NodeState.Starting first, RestartPolicy restarts)
{
    private ActiveRelease _mayRun = first.Active;
    private UpgradePlan? _due;
    private SwitchOrder? _word;

    public NodeState State { get; private set; } = first;

    // From the moment a start is begun: one that fails may have started one of the two processes.
    public bool SetMayLive { get; private set; } = true;

    /// <returns>The rule that was broken; null: none.</returns>
    public string? See(NodeEvent happened)
    {
        var before = State;
        State = NodeLifecycle.Decide(before, happened, restarts);
        if (before is NodeState.Stopping && happened is NodeEvent.SetStopped)
            SetMayLive = false;

        var broken = before is NodeState.Stopped or NodeState.HandedOver
            ? Rule(State == before, "over is over")
            : before is NodeState.Failed && State != before && happened is not NodeEvent.SwitchOrdered
            ? Rule(State is NodeState.Stopped or NodeState.HandedOver, "what was given up is started again by a person alone")
            : OfSets(before, happened) ?? OfWords(before, happened) ?? OfReleases(before) ?? OfCounts();
        if (before is not NodeState.Starting && State is NodeState.Starting)
            SetMayLive = true;
        return broken is null ? null : $"{broken}: {before} + {happened} -> {State}";
    }

    private string? OfSets(NodeState before, NodeEvent happened) => State switch
    {
        NodeState.Starting when before is not NodeState.Starting => Rule(!SetMayLive, "never two sets"),
        NodeState.Activating or NodeState.ActivatingOrder or NodeState.BackingOff or NodeState.Stopped or NodeState.Failed => Rule(!SetMayLive, "nothing of the set may live here"),
        NodeState.Due d => Rule(d.ProcessesAlive == SetMayLive, "it is known whether the old set lives"),
        NodeState.Stopping { Then: StopPurpose.Activate a } when before is not NodeState.Stopping =>
            Rule(before is NodeState.Due { Next: Preparation.Staged s, Hold: var hold }
                && s.Plan == a.Plan && s.Release == a.To && (hold is null || happened is NodeEvent.HoldRemoved),
                "never stopped for an upgrade that is not staged, or is held"),
        _ => null,
    };

    private string? OfWords(NodeState before, NodeEvent happened)
    {
        if (State is NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered o } && before is not NodeState.Stopping)
        {
            if (happened is not NodeEvent.SwitchOrdered given || given.Order != o.Order)
                return "never switched without a person's word";
            if (_due is { } plan && plan != o.Order.Abandons && plan != new UpgradePlan(o.Order.To.Tag, o.Order.Passed))
                return "an upgrade that is due gives way only to a word that calls it off";
            (_word, _due) = (o.Order, null);
        }

        if (State is NodeState.Stopping { Then: StopPurpose.AwaitUpgrade } && before is NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered })
            _word = null;
        if (before is not NodeState.ActivatingOrder || State is not NodeState.Starting s)
            return Rule(State is not (NodeState.Starting or NodeState.Connecting or NodeState.Running) || _word is null, "a word that was given is carried out");
        if (_word is null || s.Active.Release != _word.To || s.Active.Passed != _word.Passed)
            return "only the release a person wants is switched to";
        (_mayRun, _word) = (s.Active with { Accepted = null }, null);
        return null;
    }

    private string? OfReleases(NodeState before)
    {
        if (before is NodeState.Running or NodeState.Connecting or NodeState.Starting || (before is NodeState.Stopping && _due is null))
            _due = PlanUnderWay();
        if (before is NodeState.Activating && State is NodeState.Starting s)
        {
            if (_due is null || s.Active != new ActiveRelease(new Release(_due.Tag, _due.Tag.Value), _due.Height, HasResponded: false))
                return "only the release that was due is switched to";
            (_mayRun, _due) = (s.Active, null);
        }

        if (State is NodeState.Running)
            _mayRun = _mayRun with { HasResponded = true };
        return Rule(State is not (NodeState.Starting or NodeState.Connecting or NodeState.Running) || _due is null, "never back once due")
            ?? Rule(State.Active with { Accepted = null } == _mayRun, "never a release other than the one activated")
            ?? Rule(PlanUnderWay() is not { } plan || plan == _due, "a plan that is due is final")
            ?? Rule(PlanUnderWay() is null || PlanUnderWay() != State.Active.Abandoned, "what has been called off never becomes due");
    }

    private UpgradePlan? PlanUnderWay() => State switch
    {
        NodeState.Due d => Preparation.PlanOf(d.Next),
        NodeState.Stopping { Then: StopPurpose.Activate a } => a.Plan,
        NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a } => Preparation.PlanOf(a.Next),
        NodeState.Stopping { Then: StopPurpose.RemainStopped s } => s.Due,
        NodeState.Activating a => a.Plan,
        _ => null,
    };

    private string? OfCounts()
    {
        var count = State switch
        {
            NodeState.Starting s => s.Restarts,
            NodeState.Connecting c => c.Restarts,
            NodeState.Running r => r.Restarts,
            NodeState.BackingOff b => b.Restarts,
            _ => 0,
        };
        return Rule(count <= restarts.Limit, "never more restarts than allowed")
            ?? Rule(State is NodeState.Stopped or NodeState.Failed or NodeState.HandedOver || !WorkItem.For(State).IsEmpty, "every state before the end has work");
    }

    private static string? Rule(bool holds, string name) => holds ? null : name;
}
