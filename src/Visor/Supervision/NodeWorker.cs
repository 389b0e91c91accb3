using Visor.Lifecycle;
using Visor.Supervision.Work;

namespace Visor.Supervision;

/// <summary>Knows who does which piece of work.</summary>
internal sealed class NodeWorker(
    LaunchSet launch,
    SetWatch setWatch,
    CoreWatch coreWatch,
    StagingDelay stagingDelay,
    StageRelease staging,
    StagedGuard guard,
    SwitchClearance clearance,
    StopSet stop,
    CurrentSwitch currentSwitch,
    Delays delays)
{
    public Task<NodeEvent> Perform(NodeWork work, CancellationToken cancellation) => work switch
    {
        NodeWork.Launch w => launch.Run(w, cancellation),
        NodeWork.LookAtRemainder => Task.FromResult(setWatch.LookAtRemainder()),
        NodeWork.AwaitEnd => setWatch.Run(cancellation),
        NodeWork.AwaitAnswer w => coreWatch.AwaitAnswer(w, cancellation),
        NodeWork.Watch w => coreWatch.Watch(w, cancellation),
        NodeWork.AwaitStaging w => stagingDelay.Run(w, cancellation),
        NodeWork.Stage w => staging.Run(w, cancellation),
        NodeWork.GuardStaged w => guard.Run(w, cancellation),
        NodeWork.AwaitStability => delays.Stability(cancellation),
        NodeWork.ClearSwitch w => clearance.Clear(w, cancellation),
        NodeWork.AwaitHoldRemoval w => clearance.AwaitHoldRemoval(w, cancellation),
        NodeWork.StopSet w => stop.Run(w),
        NodeWork.SwitchCurrent w => currentSwitch.Run(w, cancellation),
        NodeWork.AwaitRestart => delays.Restart(cancellation),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
