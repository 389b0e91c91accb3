using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Recovery.Mismatch;

/// <summary>What the journal must say so that the release <c>current</c> names goes on. Pure.</summary>
internal abstract record ResolveDecision
{
    /// <param name="Warning">What the operator should know about this choice; null: nothing.</param>
    public sealed record Allowed(JournalEntry Entry, string? Warning) : ResolveDecision;

    /// <summary>This release must not run here.</summary>
    public sealed record Refused(string Why) : ResolveDecision;

    /// <param name="history">What ran, last of all the release that is active.</param>
    /// <param name="inFlight">The upgrade that is due; null: none.</param>
    /// <param name="current">What <c>current</c> names, by what its binary says.</param>
    /// <param name="dataNode">What its data node's binary says, where that is another version; null: the same, or there is none.</param>
    public static ResolveDecision Decide(JournalState history, UpgradePlan? inFlight, Release current, VisorHome home, ReleaseTag? dataNode = null) => (inFlight, history.Active!.Release) switch
    {
        (null, _) when history.RanOnlyBefore(current.Tag) => new Refused(
            $"{current.Folder} holds {current.Tag}, which ran before the upgrade at block {history.Active!.Passed} and would fork there; if the network has called that upgrade off, "
            + $"run `visor switch {current.Tag} --abandon-upgrade --home {home.Word}`, and if the node is rolled back to a block below it, `visor switch {current.Tag} --height N --home {home.Word}`; otherwise link `current` to the release that must run"),
        (null, var old) => new Allowed(
            new JournalEntry.Selected(
                current.Tag.Value,
                current.Folder,
                $"visor resolve --keep-current: the journal named {old.Folder} ({old.Tag}), current names {current.Folder} ({current.Tag})",
                dataNode?.Value),
            history.Active!.Accepted is { } plan && plan.Tag == current.Tag
                ? $"the network has agreed on {plan.Tag} from block {plan.Height}: if it starts before that block, it forks"
                : null),
        ({ } plan, var old) when current.Tag == old.Tag => new Refused(
            $"{current.Folder} holds {current.Tag}, and the chain switched to {plan.Tag} at block {plan.Height}: {current.Tag} would fork if started again; "
            + $"link `current` to a folder with {plan.Tag}"),
        ({ } plan, _) => new Allowed(
            new JournalEntry.Activated(current.Tag.Value, current.Folder, plan.Height),
            current.Tag == plan.Tag ? null
                : $"the network has agreed on {plan.Tag} at block {plan.Height}, and {current.Folder} holds {current.Tag}: do this only if {current.Tag} replaces {plan.Tag}"),
    };
}
