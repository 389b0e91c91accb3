using System.Collections.Immutable;
using Visor.Lifecycle;
using Visor.Supervision.Journaling;

namespace Visor.Supervision;

/// <summary>What a change of state means for the journal. Pure.</summary>
/// <param name="Durability">How it is to be written before the new state counts.</param>
internal sealed record Transition(ImmutableArray<JournalEntry> Entries, TransitionDurability Durability)
{
    private static readonly Transition Nothing = new([], TransitionDurability.Noted);

    public static Transition Of(NodeState before, NodeState after) => (before, after) switch
    {
        (NodeState.Running or NodeState.Connecting, NodeState.Due d) => Required(DueOf(d.Next)),
        (NodeState.Starting, NodeState.Stopping { Then: AfterStop.AwaitUpgrade a }) => Required(DueOf(a.Next)),
        (not NodeState.Stopping, NodeState.Stopping { Then: AfterStop.Activate a }) =>
            Required(new JournalEntry.Stopping($"upgrade to {a.Plan.Tag} at block {a.Plan.Height}")),
        (NodeState.Activating a, NodeState.Starting) =>
            Required(new JournalEntry.Activated(a.To.Tag.Value, a.To.Folder, a.Plan.Height)),
        (not NodeState.Stopping, NodeState.Stopping s) => new([new JournalEntry.Stopping(Words(s.Then))], TransitionDurability.Noted),
        (NodeState.Connecting, NodeState.Running r) =>
            new([new JournalEntry.Answered(r.Active.Release.Tag.Value)], TransitionDurability.Durable),
        (not NodeState.Failed, NodeState.Failed f) => new([new JournalEntry.Failed(f.Why.Reason)], TransitionDurability.Durable),
        (not NodeState.Stopped, NodeState.Stopped) => new([], TransitionDurability.Durable),
        _ => Nothing,
    };

    private static JournalEntry.Due DueOf(Preparation next) =>
        Preparation.PlanOf(next) is { } plan
            ? new JournalEntry.Due(plan.Tag.Value, plan.Height)
            : throw new InvalidOperationException("an upgrade is due and has no plan");

    private static Transition Required(JournalEntry entry) => new([entry], TransitionDurability.Required);

    private static string Words(AfterStop then) => then switch
    {
        AfterStop.Restart restart => $"restart: {restart.Reason}",
        AfterStop.GiveUp giveUp => giveUp.Why.Reason,
        AfterStop.AwaitUpgrade => "a process ended while the upgrade is due",
        _ => "asked to stop",
    };
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
