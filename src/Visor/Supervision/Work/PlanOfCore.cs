using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>What a core's answer means for the release that runs here.</summary>
internal static class PlanOfCore
{
    public static PlanReading Read(UpgradeStatus status, ActiveRelease active)
    {
        // A release that a person has gone back to may stand before that upgrade once more; one that is ready for it does.
        var passed = status.Ready && active.ActivatedAt == 0 && active.Passed > 0 ? active.Passed - 1 : active.Passed;
        return PlanReading.Of(status, active.Release.Tag.Value, passed == 0 ? null : passed);
    }
}
