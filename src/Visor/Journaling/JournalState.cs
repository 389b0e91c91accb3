using System.Collections.Immutable;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Journaling;

/// <summary>What the journal says about this home, all its lines taken together.</summary>
/// <param name="Active">What runs or ran last; null: nothing ever did.</param>
/// <param name="InFlight">An upgrade that was due and has not been activated; null: none.</param>
/// <param name="Target">The release that the upgrade in flight is being switched to; null: that is not decided yet.</param>
/// <param name="Launch">What the last start was to start, the core first; empty: it has been stopped since.</param>
/// <param name="Processes">Started and, as far as the journal knows, not ended.</param>
/// <param name="IsStopping">Whether a stop has begun, for another reason than a switch, and not ended.</param>
/// <param name="WorkingDirectory">Of the last Visor; null: not known.</param>
/// <param name="EndedAsAsked">Whether the node was last stopped on request, or never ran.</param>
internal sealed record JournalState(
    ActiveRelease? Active,
    UpgradePlan? InFlight,
    Release? Target,
    ImmutableArray<JournalEntry.Intent> Launch,
    ImmutableArray<JournalEntry.Started> Processes,
    bool IsStopping,
    bool EndedAsAsked,
    string? WorkingDirectory = null)
{
    /// <summary>Everything that has been active one after the other, the last being <see cref="Active"/>.</summary>
    public ImmutableArray<Activation> Activations { get; init; } = [];

    /// <summary>How many of <see cref="Activations"/> the stamp beside the chain's data is known to hold; 0: it is not known.</summary>
    public int Stamped { get; init; }

    /// <summary>A person's word that has not been carried out yet; null: none. It goes before everything else but a later word.</summary>
    public SwitchOrder? Ordered { get; init; }

    /// <summary>Whether the core of the last start has answered since; false: it has not, or has ended.</summary>
    public bool HasAnswered { get; init; }

    /// <summary>Why Visor has given the node up, which has not answered since; null: it has not.</summary>
    public string? GivenUp { get; init; }

    /// <summary>Null: it is known whether the core that ran last was ready to upgrade when it was stopped, or nothing was agreed on.</summary>
    public UncertainStop? Unsure { get; init; }

    /// <summary>The hold that was told last and has not been lifted, as far as a Visor has seen; null: none. Only for telling what is new: the file decides.</summary>
    public OperatorHold? Held { get; init; }

    /// <summary>The work for the stopped node that was begun last, until the new release has answered; null: none.</summary>
    public SwitchStepState? Step { get; init; }

    /// <summary>What the app has said of the upgrade that led to <see cref="Active"/>; null: nothing yet.</summary>
    public UpgradeProofState? Proof { get; init; }

    /// <summary>Whether a release ran here before the last upgrade, and never behind it: started now it would fork off.</summary>
    public bool RanOnlyBefore(ReleaseTag tag) => Active is { } active
        && Activations.Any(a => a.Release.Tag == tag) && Activations.All(a => a.Release.Tag != tag || a.Height < active.Passed);

    public static JournalState Empty { get; } = new(null, null, null, [], [], IsStopping: false, EndedAsAsked: true);

    public static JournalState Replay(IEnumerable<JournalEntry> entries) => entries.Aggregate(Empty, (history, entry) => history.After(entry));

    /// <summary>What it says with one more line.</summary>
    public JournalState After(JournalEntry entry) => Counted(With(entry));

    // Whatever line says it: what is active is counted when it becomes another.
    private static JournalState Counted(JournalState next) =>
        next.Active is { } active && new Activation(active.Release, active.Passed) is var now && (next.Activations.IsEmpty || next.Activations[^1] != now)
            ? next with { Activations = next.Activations.Add(now) }
            : next;

    private JournalState With(JournalEntry entry) => entry switch
    {
        JournalEntry.Opened e => this with { WorkingDirectory = e.WorkingDirectory ?? WorkingDirectory },

        JournalEntry.Selected e => this with { Active = Chosen(ReleaseOf(e.Tag, e.Folder)) with { Companion = VersionOf(e.Companion) }, Ordered = null, Unsure = null },
        JournalEntry.Intent e when BeginsLaunch(e) => this with { Launch = [e], Processes = [], IsStopping = false, EndedAsAsked = false, HasAnswered = false, Unsure = null },
        JournalEntry.Intent e => this with { Launch = Launch.Add(e) },
        JournalEntry.Started e => this with { Processes = Processes.Add(e), EndedAsAsked = false },
        JournalEntry.Answered => this with { Active = Active is null ? null : Active with { HasResponded = true }, HasAnswered = true, GivenUp = null, Step = null },
        JournalEntry.Failed e => this with { GivenUp = e.Reason },
        JournalEntry.Resolved => this with { GivenUp = null }, // A person has looked.
        JournalEntry.Ended e => this with { Processes = Processes.RemoveAll(p => p.Process.Pid == e.Pid && p.Role == e.Role) },
        JournalEntry.Accepted e => this with { Active = Active is null ? null : Active with { Accepted = PlanOf(e.Tag, e.Height) } },
        JournalEntry.Withdrawn => this with { Active = Active is null ? null : Active with { Accepted = null } },
        JournalEntry.Due e => this with { InFlight = PlanOf(e.Tag, e.Height), Target = null, Ordered = null },
        JournalEntry.Switching e => this with { Target = ReleaseOf(e.Tag, e.Folder) },
        JournalEntry.Stopping e => this with { IsStopping = true, Unsure = e.Unsure == true ? new UncertainStop(e.AtMost) : Unsure },
        JournalEntry.Stopped e => this with
        {
            Launch = [],
            Processes = [],
            IsStopping = false,
            EndedAsAsked = e.Asked,
            HasAnswered = false,
            Unsure = e.Unsure == true ? new UncertainStop(e.AtMost) : null,
        },
        JournalEntry.Activated e => this with
        {
            Active = new ActiveRelease(ReleaseOf(e.Tag, e.Folder), e.Height, HasResponded: false),
            InFlight = null,
            Target = null,
            Ordered = null,
            Unsure = null,
            Proof = null,
        },
        JournalEntry.Witnessed e => this with
        {
            Active = new ActiveRelease(ReleaseOf(e.Tag, e.Folder), e.Height, e.HasAnswered) { Companion = VersionOf(e.Companion) },
            InFlight = null,
            Target = null,
            Ordered = null,
            Unsure = null,
        },
        JournalEntry.Stamped e => this with { Stamped = e.Number },
        JournalEntry.Ordered e when OrderOf(e) is var order => this with
        {
            Ordered = order,
            InFlight = InFlight is { } plan && order.IsFor(plan) ? plan : null,
            Target = null,
        },
        JournalEntry.Obeyed => this with { Active = Active is null ? null : Ordered?.After(Active) ?? Active, InFlight = null, Target = null, Ordered = null },
        JournalEntry.Held e => this with { Held = new OperatorHold(e.Reason, e.By, e.Since) },
        JournalEntry.HoldLifted => this with { Held = null },
        JournalEntry.Step e => this with { Step = new SwitchStepState(PlanOf(e.Tag, e.Height), e.Name, e.Done, e.Waits is true) },
        JournalEntry.Proof e => this with { Proof = new UpgradeProofState(PlanOf(e.Tag, e.Height), new UpgradeProof(e.Confirmed, e.App, e.Problem)) },
        _ => this,
    };

    // The processes of a set are started in one order, each once.
    private bool BeginsLaunch(JournalEntry.Intent next) => Launch.IsEmpty || Launch.Any(before => before.Role == next.Role);

    // The height of an upgrade belongs to the release that the network agreed on: another one is never started from it unless somebody says so.
    // What the network has agreed on is the chain's, and holds for whatever runs, unless that is what was agreed on.
    private ActiveRelease Chosen(Release release) => Active is { } before && before.Release.Tag == release.Tag
        ? before with { Release = release }
        : new ActiveRelease(release, ActivationHeight: 0, HasResponded: true)
        {
            Accepted = Active?.Accepted is { } plan && plan.Tag != release.Tag ? plan : null,
            PassedBefore = Active?.Passed ?? 0,
            Abandoned = Active?.Abandoned is { } called && called.Tag != release.Tag ? called : null,
        };

    private static Release ReleaseOf(string tag, string folder) => new(ReleaseTag.ParseStored(tag), folder);

    private static ReleaseTag? VersionOf(string? tag) => tag is null ? null : ReleaseTag.ParseStored(tag);

    private static SwitchOrder OrderOf(JournalEntry.Ordered e) => new(
        ReleaseOf(e.Tag, e.Folder),
        e.Height,
        e.Passed,
        e is { AbandonedTag: { } tag, AbandonedHeight: { } height } ? PlanOf(tag, height) : null,
        e.By,
        e.Reason);

    private static UpgradePlan PlanOf(string tag, ulong height) => new(ReleaseTag.ParseStored(tag), height);
}

/// <summary>How far the work for a stopped node has come: the steps before this one are done.</summary>
internal sealed record SwitchStepState(UpgradePlan Plan, string Name, bool IsDone, bool IsHeld = false);

/// <param name="Plan">The upgrade that it is of.</param>
internal sealed record UpgradeProofState(UpgradePlan Plan, UpgradeProof Proof);

/// <summary>A core was stopped without knowing whether it was ready to upgrade.</summary>
/// <param name="AtMost">The highest block it can have reached; null: not known.</param>
internal sealed record UncertainStop(ulong? AtMost);
