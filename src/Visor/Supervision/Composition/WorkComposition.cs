using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Node;
using Visor.Processes;
using Visor.Stop;
using Visor.Work;

namespace Visor.Supervision.Composition;

/// <summary>Who does the work of each state: start, watch, ask, stage, stop, switch.</summary>
internal static class WorkComposition
{
    public static WorkDispatcher Create(
        HomeAccess at, NodeTools tools, ReleaseComposition releases, DataPreconditions data, Journal journal, RunningNodeSlot current, ReportingComposition reporting, CancellationToken killNow)
    {
        var proof = new ReleasePreconditions(at.Home, tools.Definitions, tools.SetVersions, tools.Link, journal, at.Log);
        var steps = new JournalSteps(journal);
        var work = new WorkLock(at.Home.StepLock);
        var starter = new ProcessStarter(at.Home, tools.Spawner, tools.Children, tools.Identities, reporting.Outputs);
        var stop = new ProcessSetStop(at.Home.NodeLock, tools.Children.UnawaitedChildren, pid => OutOfReach(pid, at.Log), at.Time);
        return new WorkDispatcher(
            new ProcessSetLauncher(
                at.Home, at.Chain, proof, data, at.Chain.Launch(new LaunchTools(tools.Witness, tools.Commands, steps, at.Log)), tools.Witness, starter, tools.Identities, journal, current, reporting.Telemetry, at.Time, at.Log),
            new ProcessMonitor(current, reporting.Outputs),
            new CorePoller(at.Configuration, at.Chain, current, reporting.Telemetry, at.Time, at.Log) { Proof = new UpgradeProver(journal, reporting.Telemetry, at.Log) },
            new StagingBackoff(releases.Folders, at.Configuration, at.Changes, at.Time),
            releases.Stager,
            new StagedReleaseMonitor(releases.Stager, at.Changes, at.Time, at.Log),
            new PreSwitchGate(at.Home, at.Configuration, releases.Stager, tools.Hooks, new HoldFile(at.Home), at.Changes, at.Time, at.Log),
            new StopWork(at.Configuration, at.Chain, new NodeStopper(stop, at.Time), journal, current, reporting.Telemetry, at.Log, killNow),
            new SymlinkSwitch(at.Home, tools.Link, new SwitchStepRunner(at.Chain.Steps?.Invoke(tools.Commands.Holding(work), at.Time), steps, new HoldFile(at.Home), work, at.Time, at.Log), at.Time, at.Log),
            new RestartTimers(at.Configuration, at.Time));
    }

    private static void OutOfReach(int pid, ILogger log) => log.LogError(
        "{Process} is part of the node but belongs to another user, so Visor may not stop it and waits: kill it as that user or as root (kill -TERM {Pid}), and start the node "
        + "as Visor's own user", LaunchPreconditions.Describe(pid), pid);
}
