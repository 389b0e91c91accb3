using Visor.Model;

namespace Visor.Chains.Vega.Rpc;

/// <summary>What an upgrade status means for the node that runs here. Pure.</summary>
internal static class PlanInterpretation
{
    /// <param name="runningTag">What the running core calls its version; null: not known.</param>
    /// <param name="lastActivatedHeight">Height of the last upgrade this home went through; null: none.</param>
    public static PlanReading Interpret(UpgradeStatus status, string? runningTag, ulong? lastActivatedHeight)
    {
        if (status.Accepted is not { } accepted)
            return status.Ready ? new PlanReading.Refused(ReadyForNothing) : new PlanReading.Nothing();

        var what = status.Ready ? "is ready to upgrade to" : "reports an accepted upgrade to";
        var runs = runningTag is not null && string.Equals(accepted.Tag, runningTag, StringComparison.Ordinal);
        var passed = accepted.Height <= lastActivatedHeight;

        // The snapshot at the upgrade height holds the accepted plan, so a new release announces itself until its first block.
        if (!status.Ready && (runs || (passed && accepted.Height > 0)))
            return new PlanReading.Nothing();
        if (status.Ready && accepted.Tag.Length == 0)
            return new PlanReading.Refused(ReadyForNothing);
        if (!ReleaseTag.TryParse(accepted.Tag, out var tag))
        {
            return new PlanReading.Refused(
                $"the core {what} '{PlainText.Excerpt(accepted.Tag, MaxShownTag)}', which cannot be a release tag "
                + "(a letter or a digit, then letters, digits, '.', '_', '+' or '-', and not a name that Visor uses itself): "
                + "the node stays on its release; ask the network which release is meant");
        }

        if (runs)
        {
            return new PlanReading.Refused(
                $"the core is ready to upgrade to {tag}, the release that is already running: the node stays up; "
                + "compare the core's version with the release the network runs, and check the core's log");
        }

        if (accepted.Height == 0)
        {
            return new PlanReading.Refused(
                $"the core {what} {tag} at height 0, where no upgrade is possible: the node stays on its release; "
                + "check the core's log");
        }

        if (passed)
        {
            return new PlanReading.Refused(
                $"the core is ready to upgrade to {tag} at height {accepted.Height}, but this home has already passed the "
                + $"upgrade at height {lastActivatedHeight}: the node stays up; "
                + "it may have been started from too old a snapshot");
        }

        return status.Ready ? new PlanReading.Due(new UpgradePlan(tag, accepted.Height)) : new PlanReading.Accepted(new UpgradePlan(tag, accepted.Height));
    }

    private const int MaxShownTag = 40;

    private const string ReadyForNothing =
        "the core is ready to upgrade but names no release: the node stays up; check the core's log and ask the network "
        + "which release it agreed on";
}
