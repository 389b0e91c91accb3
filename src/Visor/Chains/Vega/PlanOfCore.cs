using Visor.Chains.Vega.Rpc;
using Visor.Model;

namespace Visor.Chains.Vega;

/// <summary>What a core's answer means for the release that runs here.</summary>
internal static class PlanOfCore
{
    public static PlanReading Read(UpgradeStatus status, ActiveRelease active)
    {
        // A release that a person has gone back to may stand before that upgrade once more; one that is ready for it does.
        var passed = status.Ready && active.ActivationHeight == 0 && active.Passed > 0 ? active.Passed - 1 : active.Passed;
        return PlanInterpretation.Interpret(status, active.Release.Tag.Value, passed == 0 ? null : passed) switch
        {
            PlanReading.Accepted a when a.Plan == active.Abandoned => new PlanReading.Nothing(),
            PlanReading.Due { Plan: var d } when d == active.Abandoned => new PlanReading.Refused(
                $"the core has stopped at block {d.Height} and is ready to upgrade to {d.Tag}, which was called off in this home (`visor switch --abandon-upgrade`): the node "
                + $"produces no blocks; start it with the setting that the network names for skipping the upgrade, or take the upgrade after all: `visor switch {d.Tag} --height {d.Height}`"),
            var reading => reading,
        };
    }
}
