using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Lifecycle;
using Visor.Model;
using Visor.Node;
using Visor.Platform.FaultInjection;
using Visor.Processes;
using Visor.Recovery;

namespace Visor.Work;

/// <summary>
/// Starts a process set: the release is what it must be, nothing of this home lives, nobody else answers on the socket; then
/// the intent is journalled, and the core and the data node are started.
/// </summary>
internal sealed class ProcessSetLauncher(
    VisorHome home,
    Chain chain,
    ReleasePreconditions proof,
    DataPreconditions data,
    ILaunchPlanner planner,
    IUpgradeWitness witness,
    ProcessStarter starter,
    ProcessIdentities identities,
    Journal journal,
    RunningNodeSlot current,
    RuntimeTelemetry observations,
    TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    public async Task<NodeEvent> Run(WorkItem.Launch launch, CancellationToken cancellation)
    {
        try
        {
            var proven = await proof.Check(launch, cancellation);
            if (proven.Wrong is { } wrong)
                return Refused(wrong);
            var definition = proven.Definition!;
            using var guard = await FileLock.Exclusive(home.NodeLock, LockPatience, time, cancellation);
            if (guard is null)
                return Refused(LaunchPreconditions.LivingNode(home));
            if (LaunchPreconditions.LivingProcesses(home, journal.History, identities) is { } living)
                return Refused(living);
            if (LaunchPreconditions.StrangerOn(chain.Connector, definition.Endpoint) is { } stranger)
                return Refused(stranger);
            if (await data.AtStart(definition, launch.Cause) is { } foreign)
                return foreign.ExitCode == ExitCodes.Failed ? new NodeEvent.LaunchFailed(foreign.Reason) : Refused(foreign);

            var unsure = UncertainStart.Check(launch.Active, journal.History.Unsure, home);
            return await planner.Plan(definition, launch.Active, launch.Cause, unsure, guard, cancellation) switch
            {
                LaunchPlan.Start start => await Start(launch, definition, start, guard, cancellation),
                LaunchPlan.Refused refused => Refused(refused.Why),
                LaunchPlan.Reached reached => new NodeEvent.PlanDue(reached.Plan),
                LaunchPlan.Beyond beyond => Void(beyond),
                LaunchPlan.Leave leave => Leave(leave.Reason),
                LaunchPlan.Unknown unknown => new NodeEvent.LaunchFailed(unknown.Reason),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (Exception e) when (e is ReleaseException or SpawnException or IOException)
        {
            return new NodeEvent.LaunchFailed(e.Message, e is ReleaseException { Passes: false } or SpawnException { Passes: false } ? ExitCodes.Configuration : ExitCodes.Failed);
        }
    }

    private NodeEvent.StopRequested Leave(string reason)
    {
        log.LogInformation("{Reason}", reason);
        return new NodeEvent.StopRequested();
    }

    private NodeEvent.PlanWithdrawn Void(LaunchPlan.Beyond beyond)
    {
        log.LogWarning(
            "The upgrade to {Tag} at block {Height} is void: {Witness} reaches block {Reached}, so the network continued without it "
            + "while Visor was not watching; compare with the release that the network runs",
            beyond.Plan.Tag, beyond.Plan.Height, witness.Name, beyond.Height);
        return new NodeEvent.PlanWithdrawn();
    }

    private async Task<NodeEvent> Start(
        WorkItem.Launch launch, NodeDefinition definition, LaunchPlan.Start plan, FileLock guard, CancellationToken cancellation)
    {
        var tag = launch.Active.Release.Tag;
        var endpoint = chain.Connector.Absolute(definition.Endpoint, Environment.CurrentDirectory);
        journal.Record([.. plan.Processes.Select(p => new JournalEntry.Intent(
            p.Role, tag.Value, launch.Active.Release.Folder, p.Path, p.Arguments, plan.From, endpoint.Address, endpoint.RequestPath))]);

        // Each process takes a share of its own; the guard's share keeps everybody else out until they have it.
        guard.Share();
        var node = new NodeInstance(isOurs => chain.Connector.Connect(definition.Endpoint, definition, isOurs, time), launch.Active, home.NodeLock, time)
        {
            HasWitness = chain.Processes.HaveWitness(definition.Processes.Select(p => p.Role)),
        };
        current.Running = node;
        observations.NotAskedYet();
        foreach (var wanted in plan.Processes)
        {
            Checkpoint.Before(Step.Spawn);
            var process = await starter.Start(wanted, cancellation);
            node.Add(process);
            Checkpoint.After(Step.Spawn);

            // At once, so that whoever comes after a killed Visor knows it; the disk is waited for when all of them run.
            journal.Note(new JournalEntry.Started(wanted.Role, tag.Value, endpoint.Address, process.Identity));

            // An upgrade counts as made from the start of the process that is asked.
            if (process == node.Set.Queried && launch.Cause == StartCause.Switch)
                observations.Upgraded(tag.Value, launch.Active.ActivationHeight);
        }

        journal.Record();
        Report(plan.From, node.Set);
        return new NodeEvent.Launched();
    }

    private void Report(ulong? block, ProcessSet set)
    {
        foreach (var process in set.Processes)
        {
            var from = process == set.Queried && block is { } height ? $", from the snapshot at block {height}" : "";
            log.LogInformation("Started the {Role}, pid {Pid}{From}", process.Role, process.Pid, from);
        }
    }

    private static NodeEvent.LaunchRefused Refused(Failure why) => new(why);
}
