using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;

namespace Visor.Switching;

/// <summary>Whether what a person asks for can be meant, and what it comes to. Pure; read it from top to bottom.</summary>
internal static class SwitchRules
{
    /// <param name="active">What runs, or ran last.</param>
    /// <param name="due">The upgrade that is due; null: none.</param>
    /// <param name="held">The operator's reason to wait; null: nothing is held.</param>
    /// <param name="resume">The command that ends a hold.</param>
    /// <param name="hasSteps">Whether something is to be done on the stopped node before an upgrade, which a switch by hand does not do.</param>
    /// <param name="stands">The block that the running node says it is at; null: none runs, or it does not say.</param>
    public static SwitchRuling Decide(SwitchProposal wish, ActiveRelease active, UpgradePlan? due, string? held, ReleaseHistory past, string resume, ulong? stands = null, bool hasSteps = false)
    {
        var (to, height) = (wish.To, wish.Height);
        var plan = due ?? active.Accepted;
        if (wish.Abandons is { } called && called != due && called != active.Accepted && called != PassedBy(active, past))
            return Refused($"the upgrade to {called.Tag} at block {called.Height} is neither due nor accepted here, and the running release does not come from it, so it cannot be called off");
        if (wish.Abandons?.Tag == to.Tag)
            return Refused($"the upgrade to {to.Tag} cannot be called off and switched to at the same time: omit --abandon-upgrade");
        if (due is not null && due != wish.Abandons && due.Tag != to.Tag)
        {
            return Refused(
                $"the upgrade to {due.Tag} at block {due.Height} is due; {to.Tag} in its place would run past that block and fork; if the network has called the upgrade off, "
                + "add --abandon-upgrade");
        }

        // The release of a plan that has not been called off.
        if (plan is not null && plan.Tag == to.Tag && plan != wish.Abandons)
            return OfPlan(wish, plan, isDue: due is not null, held, active, resume, stands, hasSteps);
        if (height < past.UpgradeTo(to.Tag))
            return Refused($"{to.Tag} came with the upgrade at block {past.UpgradeTo(to.Tag)}, and would run old blocks with new code from block {height}: give --height {past.UpgradeTo(to.Tag)} or more");

        // Back over an upgrade: either to before its block, so that the network's word is heard anew, or because that word was taken back.
        if (wish.Abandons is null && past.RanBefore(to.Tag, active.Passed) && !(height < active.Passed))
        {
            return Refused(
                $"{to.Tag} ran before the upgrade at block {active.Passed} and would fork there: to run it up to that block again, roll the node "
                + $"back and give --height with a block below {active.Passed}; if the network has called the upgrade off, add --abandon-upgrade");
        }

        if (wish.Abandons is null && height is null && to.Tag != active.Release.Tag && active is { HasResponded: false } && (active.BeginsAt ?? active.ActivationHeight) is > 0 and var begins)
            return Refused($"{active.Release.Tag} was to start at block {begins} and has not answered yet; a replacement must start there too: give --height {begins}");

        // Without a height it also takes back one that was given before.
        if (to == active.Release && height is null && wish.Abandons is null && active is not { HasResponded: false, BeginsAt: not null })
            return Refused($"{to.Tag} in {to.Folder} is already running here; a core that begins from a snapshot is told its block with --height");
        return Granted(wish, Passed(wish, active, past));
    }

    private static SwitchRuling OfPlan(SwitchProposal wish, UpgradePlan plan, bool isDue, string? held, ActiveRelease active, string resume, ulong? stands, bool hasSteps)
    {
        var (tag, height) = (plan.Tag, plan.Height);
        if (isDue && held is not null)
            return Refused($"the upgrade to {tag} is on hold ({held}), and this switch is that upgrade: run `{resume}` to let it continue");
        if (isDue && hasSteps)
            return Refused($"the upgrade to {tag} at block {height} is due, and Visor makes it with all that belongs to it, such as the backup and the script: start Visor, or look why it waits (`visor status`)");
        if (!isDue && wish.Height is null)
            return Refused($"{tag} is the release of the upgrade at block {height}, which is not due yet; before that block it would fork, and at that block Visor switches by itself");
        if (wish.Height is { } asked && asked != height)
            return Refused($"{tag} starts at block {height}, not at {asked}: {(isDue ? "omit --height" : $"give --height {height}")}");
        if (!isDue && stands < height - 1)
            return Refused($"the node is at block {stands}, and {tag} starts at block {height}: before that block it would fork, and at that block Visor switches by itself");
        return active.Release == wish.To
            ? Refused($"{tag} in {wish.To.Folder} is already running here")
            : Granted(wish with { Height = height }, height);
    }

    /// <summary>The last upgrade that this home went through; null: none.</summary>
    public static UpgradePlan? PassedBy(ActiveRelease active, ReleaseHistory past) =>
        active.Passed > 0 && past.ReleaseOf(active.Passed) is { } release ? new UpgradePlan(release.Tag, active.Passed) : null;

    private static ulong Passed(SwitchProposal wish, ActiveRelease active, ReleaseHistory past)
    {
        if (wish.Height is not { } height)
            return wish.Abandons is not null && wish.Abandons == PassedBy(active, past) ? past.LastUpgradeUntil(active.Passed - 1) : active.Passed;
        if (past.UpgradeTo(wish.To.Tag) is > 0 and var own && own <= height)
            return own;
        return height < active.Passed ? past.LastUpgradeUntil(height) : active.Passed;
    }

    private static SwitchRuling.Granted Granted(SwitchProposal wish, ulong passed) =>
        new(new SwitchOrder(wish.To, wish.Height, passed, wish.Abandons, wish.By, wish.Reason));

    private static SwitchRuling.Refused Refused(string why) => new(why);
}

/// <summary>What becomes of a wish.</summary>
internal abstract record SwitchRuling
{
    public sealed record Granted(SwitchOrder Order) : SwitchRuling;

    /// <param name="Why">And what to do, in one sentence without a full stop.</param>
    public sealed record Refused(string Why) : SwitchRuling;
}
