using Visor.Lifecycle;
using Visor.Work;

namespace Visor.Supervision;

/// <summary>Knows who does which piece of work.</summary>
internal sealed class WorkDispatcher(
    ProcessSetLauncher launch,
    ProcessMonitor setWatch,
    CorePoller coreWatch,
    StagingBackoff stagingDelay,
    ReleaseStager staging,
    StagedReleaseMonitor guard,
    PreSwitchGate clearance,
    StopWork stop,
    SymlinkSwitch currentSwitch,
    RestartTimers delays)
{
    public Task<NodeEvent> Perform(WorkItem work, CancellationToken cancellation) => work switch
    {
        WorkItem.Launch w => launch.Run(w, cancellation),
        WorkItem.CheckPartialSet => Task.FromResult(setWatch.LookAtRemainder()),
        WorkItem.MonitorProcesses w => setWatch.Run(w.IsDue, cancellation),
        WorkItem.AwaitFirstResponse w => coreWatch.AwaitAnswer(w, cancellation),
        WorkItem.PollCore w => coreWatch.Watch(w, cancellation),
        WorkItem.AwaitStaging w => stagingDelay.Run(w, cancellation),
        WorkItem.Stage w => staging.Run(w, cancellation),
        WorkItem.MonitorStaged w => guard.Run(w, cancellation),
        WorkItem.AwaitStability => delays.Stability(cancellation),
        WorkItem.RunPreSwitchChecks w => clearance.Clear(w, cancellation),
        WorkItem.AwaitHoldRemoval w => clearance.AwaitHoldRemoval(w, cancellation),
        WorkItem.StopSet w => stop.Run(w),
        WorkItem.SwitchCurrent w => currentSwitch.Run(w, cancellation),
        WorkItem.AwaitRestart => delays.Restart(cancellation),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
