using Visor.Lifecycle;
using Visor.Node;

namespace Visor.Supervision.Work;

/// <summary>What a core's answer means for the release that runs here.</summary>
internal static class PlanOfCore
{
    public static PlanReading Read(UpgradeStatus status, ActiveRelease active) =>
        PlanReading.Of(status, active.Release.Tag.Value, active.ActivatedAt == 0 ? null : active.ActivatedAt);
}
