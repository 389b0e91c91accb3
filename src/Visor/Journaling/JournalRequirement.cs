using System.Collections.Immutable;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>What a change of state means for the journal. Pure.</summary>
/// <param name="Durability">How it is to be written before the new state counts.</param>
internal sealed record JournalRequirement(ImmutableArray<JournalEntry> Entries, TransitionDurability Durability)
{
    private static readonly JournalRequirement Nothing = new([], TransitionDurability.Noted);

    /// <param name="downtime">That the change ends; null: none, or how long it was is not known.</param>
    public static JournalRequirement Decide(NodeState before, NodeState after, Downtime? downtime = null) => (before, after) switch
    {
        (NodeState.Running b, NodeState.Running a) when b.Active.Accepted != a.Active.Accepted => Durable(AgreedOn(a.Active.Accepted)),
        (NodeState.Starting b, NodeState.Starting a) when b.Active.Accepted != a.Active.Accepted => Durable(AgreedOn(a.Active.Accepted)),
        // Known is known: the old release must not be started again, also if the journal fails. The switch needs it, and waits for it.
        (NodeState.Running or NodeState.Connecting, NodeState.Due d) => Durable(DueOf(d.Next, d)),
        (NodeState.Starting or NodeState.Stopping { Then: StopPurpose.Restart or StopPurpose.StartFresh }, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) => Durable(DueOf(a.Next, after)),
        (NodeState.Stopping { Then: StopPurpose.RemainStopped { Due: null } }, NodeState.Stopping { Then: StopPurpose.RemainStopped { Due: { } plan } }) => Durable(DueOf(plan, after)),
        (NodeState.Due or NodeState.Stopping, NodeState.Due d) when DowntimeFlow.PartOf(before) != DowntimeFlow.PartOf(d) => new([DueOf(d.Next, d)], TransitionDurability.Noted),
        (NodeState.Due, NodeState.Stopping { Then: StopPurpose.Activate a }) => Required(SwitchingTo(a.To, a.Plan)),
        (NodeState.Due, NodeState.Activating a) => Required(SwitchingTo(a.To, a.Plan)),
        (NodeState.Activating a, NodeState.Starting) =>
            Required(new JournalEntry.Activated(a.To.Tag.Value, a.To.Folder, a.Plan.Height)),
        (_, NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered o }) when before is not NodeState.Stopping => Required(OrderedBy(o.Order)),
        (NodeState.Stopping { Then: StopPurpose.SwitchAsOrdered }, NodeState.Stopping { Then: StopPurpose.AwaitUpgrade a }) => Durable(DueOf(a.Next, after)),
        (NodeState.ActivatingOrder o, NodeState.Starting) => Required(new JournalEntry.Obeyed(o.Order.To.Tag.Value)),
        (not NodeState.Stopping, NodeState.Stopping s) => new([StoppingFor(StopReason.Of(s.Then))], TransitionDurability.Noted),
        (NodeState.Connecting, NodeState.Running r) => Durable(new JournalEntry.Answered(r.Active.Release.Tag.Value, downtime)),
        (not NodeState.HandedOver, NodeState.HandedOver) => Durable(new JournalEntry.HandedOver()),
        (not NodeState.Failed, NodeState.Failed f) => Durable(new JournalEntry.Failed(f.Why.Reason)),
        (not NodeState.Stopped, NodeState.Stopped) => new([], TransitionDurability.Durable),
        _ => Nothing,
    };

    /// <summary>What a Visor that begins while an upgrade is due notes: what it waits for itself.</summary>
    /// <param name="noted">What it notes anyway.</param>
    public static ImmutableArray<JournalEntry> Resumed(NodeState state, ImmutableArray<JournalEntry> noted) =>
        state is NodeState.Due d && !noted.Any(e => e is JournalEntry.Due) ? [DueOf(d.Next, d)] : [];

    /// <summary>What the journal says of a person's word.</summary>
    public static JournalEntry.Ordered OrderedBy(SwitchOrder order) => new(
        order.To.Tag.Value, order.To.Folder, order.Height, order.Passed, order.Abandons?.Tag.Value, order.Abandons?.Height, order.By, order.Reason);

    private static JournalEntry.Stopping StoppingFor(StopReason reason) => new(reason.Why, Kind: reason.Kind);

    private static JournalEntry AgreedOn(UpgradePlan? plan) =>
        plan is null ? new JournalEntry.Withdrawn() : new JournalEntry.Accepted(plan.Tag.Value, plan.Height);

    private static JournalEntry.Due DueOf(Preparation next, NodeState state) =>
        Preparation.PlanOf(next) is { } plan
            ? DueOf(plan, state)
            : throw new InvalidOperationException("an upgrade is due but has no plan");

    private static JournalEntry.Due DueOf(UpgradePlan plan, NodeState state) => new(plan.Tag.Value, plan.Height, DowntimeFlow.PartOf(state));

    private static JournalEntry.Switching SwitchingTo(Release to, UpgradePlan plan) => new(to.Tag.Value, to.Folder, plan.Height);

    private static JournalRequirement Required(JournalEntry entry) => new([entry], TransitionDurability.Required);

    private static JournalRequirement Durable(JournalEntry entry) => new([entry], TransitionDurability.Durable);
}

internal enum TransitionDurability
{
    /// <summary>Written; the disk need not have it yet.</summary>
    Noted,

    /// <summary>On the disk if it can be; the node does not wait for a journal that fails.</summary>
    Durable,

    /// <summary>On the disk, or the transition does not take place: this is what an upgrade rests on.</summary>
    Required,
}
