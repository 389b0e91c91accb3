using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Recovery;

namespace Visor.Commands.Offline;

/// <summary>What an operator says of an upgrade that stands between the journal and the next start.</summary>
/// <param name="confirm">Asks whether the network has called this upgrade off.</param>
internal sealed class PendingPlanResolver(VisorHome home, Journal journal, CommandConsole output, Func<UpgradePlan, bool> confirm)
{
    /// <summary>Its core was stopped without an answer whether it stood ready for an upgrade; whoever says that this release goes on has looked.</summary>
    /// <exception cref="VisorException">It cannot be noted.</exception>
    public void GoOn(ActiveRelease active, UpgradePlan plan, ResolveRecord word)
    {
        var goesOn = new JournalEntry.Selected(
            active.Release.Tag.Value, active.Release.Folder, $"visor resolve: the network has not reached block {plan.Height}, the block of {plan.Tag}", active.Companion?.Value);
        word.Note(null, goesOn);
        output.Say($"Recorded: the network has not reached block {plan.Height}, so {active.Release.Tag} continues.");
    }

    /// <summary>An upgrade that is due means another release than <c>current</c> names: whoever keeps that one all the same has called the upgrade off.</summary>
    /// <exception cref="VisorException">Something lives, it is not confirmed, or it cannot be noted.</exception>
    public void CallOff(ActiveRelease active, UpgradePlan plan, FoundProcesses survivors, string by)
    {
        if (survivors.Survival != Liveness.None)
        {
            throw new VisorException(
                ExitCodes.Busy, $"the upgrade to {plan.Tag} at block {plan.Height} is due, and this is still running: {survivors.Names}; run `visor stop --home {home.Word}` first");
        }

        output.Warn(AbandonWarning.Warning(plan, active.Release.Tag.Value));
        if (!confirm(plan))
            throw new VisorException(ExitCodes.Usage, "not confirmed; nothing was done");
        var order = new SwitchOrder(active.Release, Height: null, active.Passed, plan, by, "visor resolve --keep-current");
        RequiredJournalWrite.Note(journal, JournalRequirement.OrderedBy(order), new JournalEntry.Obeyed(order.To.Tag.Value));
        output.Say($"The upgrade to {plan.Tag} at block {plan.Height} is called off in this home: {active.Release.Tag} in {active.Release.Folder} continues.");
    }
}
