using Visor.Home;
using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision;

/// <summary>What a core's answer means for the release that runs here.</summary>
internal static class PlanOfCore
{
    public static PlanReading Read(UpgradeStatus status, ActiveRelease active)
    {
        // A release that a person has gone back to may stand before that upgrade once more; one that is ready for it does.
        var passed = status.Ready && active.ActivatedAt == 0 && active.Passed > 0 ? active.Passed - 1 : active.Passed;
        return PlanReading.Of(status, active.Release.Tag.Value, passed == 0 ? null : passed) switch
        {
            PlanReading.Accepted a when IsAbandoned(a.Tag, a.Height, active) => new PlanReading.Nothing(),
            PlanReading.Due d when IsAbandoned(d.Tag, d.Height, active) => new PlanReading.Refused(
                $"the core has stopped at block {d.Height} and is ready to upgrade to {d.Tag}, which has been called off on this home (`visor switch --abandon-upgrade`): the node "
                + $"makes no blocks; start it with what the network says makes it skip the upgrade, or take the upgrade after all: `visor switch {d.Tag} --height {d.Height}`"),
            var reading => reading,
        };
    }

    private static bool IsAbandoned(ReleaseTag tag, ulong height, ActiveRelease active) => active.Abandoned == new UpgradePlan(tag, height);
}
