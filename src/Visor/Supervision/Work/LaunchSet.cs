using System.Globalization;
using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Node;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Ending;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Work;

/// <summary>
/// Starts a process set: the release is what it must be, nothing of this home lives, nobody else answers on the socket; then
/// the intent is journalled, and the core and the data node are started.
/// </summary>
internal sealed class LaunchSet(
    VisorHome home,
    ReleaseProof proof,
    DataProof data,
    LatestHistorySegment segments,
    ProcessStarter starter,
    ProcessIdentities identities,
    Journal journal,
    CurrentNode current,
    Observations observations,
    TimeProvider time,
    ILogger log)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(2);

    public async Task<NodeEvent> Run(NodeWork.Launch launch, CancellationToken cancellation)
    {
        try
        {
            var proven = await proof.Of(launch, cancellation);
            if (proven.Wrong is { } wrong)
                return Refused(wrong);
            var runConfig = proven.RunConfig!;
            using var guard = await FileLock.Exclusive(home.NodeLock, LockPatience, time, cancellation);
            if (guard is null)
                return Refused(Obstacles.LivingNode(home));
            if (Obstacles.LivingProcesses(home, journal.History, identities) is { } living)
                return Refused(living);
            if (Obstacles.StrangerOn(runConfig.Rpc.SocketPath) is { } stranger)
                return Refused(stranger);
            if (await data.AtStart(runConfig, launch.Cause) is { } foreign)
                return foreign.ExitCode == ExitCodes.Failed ? new NodeEvent.LaunchFailed(foreign.Reason) : Refused(foreign);

            return await Snapshot(launch, runConfig, guard, cancellation) switch
            {
                SnapshotHeight.Known known => await Start(launch, runConfig, known.Height, guard, cancellation),
                SnapshotHeight.Refused refused => Refused(refused.Why),
                SnapshotHeight.Reached reached => new NodeEvent.PlanDue(reached.Plan),
                SnapshotHeight.Beyond beyond => Void(beyond),
                SnapshotHeight.Unknown unknown => new NodeEvent.LaunchFailed(unknown.Reason),
                var other => throw new InvalidOperationException(other.ToString()),
            };
        }
        catch (Exception e) when (e is ReleaseException or SpawnException or IOException)
        {
            if (current.Running is { } half)
                half.HasFailed = true;
            return new NodeEvent.LaunchFailed(e.Message, e is ReleaseException { Passes: false } or SpawnException { Passes: false } ? ExitCodes.Configuration : ExitCodes.Failed);
        }
    }

    private async Task<SnapshotHeight> Snapshot(
        NodeWork.Launch launch, RunConfig runConfig, FileLock guard, CancellationToken cancellation)
    {
        var choice = SnapshotFlag.Choose(runConfig.Core.Arguments, runConfig.DataNode is not null, launch.Active, launch.Cause);

        // While an upgrade is to come the history is the witness of what has happened, also where it does not decide where the core begins.
        var reading = runConfig.DataNode is { } dataNode && (choice is SnapshotChoice.FromLatestSegment || launch.Active.Upcoming is not null)
            ? await segments.Read(dataNode, guard, cancellation)
            : new SegmentReading.None();
        var unsure = UnsureStart.Of(launch.Active, journal.History.Unsure, home);
        return SnapshotHeight.Of(reading, launch.Active, choice, unsure);
    }

    private NodeEvent.PlanWithdrawn Void(SnapshotHeight.Beyond beyond)
    {
        log.LogWarning(
            "The upgrade to {Tag} at block {Height} is void: the data node's history goes on to block {Reached}, so the network has gone on without it "
            + "while Visor did not look; compare with what the network runs",
            beyond.Plan.Tag, beyond.Plan.Height, beyond.Height);
        return new NodeEvent.PlanWithdrawn();
    }

    private async Task<NodeEvent> Start(
        NodeWork.Launch launch, RunConfig runConfig, ulong? snapshot, FileLock guard, CancellationToken cancellation)
    {
        var tag = launch.Active.Release.Tag;
        List<(ProcessRole Role, BinaryConfig Binary)> wanted = [(ProcessRole.Core, WithSnapshot(runConfig.Core, snapshot))];
        if (runConfig.DataNode is { } dataNode)
            wanted.Add((ProcessRole.DataNode, dataNode));
        var (socket, httpPath) = (Path.GetFullPath(runConfig.Rpc.SocketPath), runConfig.Rpc.HttpPath);
        journal.Record([.. wanted.Select(w => new JournalEntry.Intent(
            w.Role, tag.Value, launch.Active.Release.Folder, w.Binary.Path, w.Binary.Arguments, snapshot, socket, httpPath))]);

        // Each process takes a share of its own; the guard's share keeps everybody else out until they have it.
        guard.Share();
        var node = new RunningNode(runConfig.Rpc, runConfig.StatisticsUrl, launch.Active, home.NodeLock, time) { HasDataNode = runConfig.DataNode is not null };
        current.Running = node;
        foreach (var (role, binary) in wanted)
        {
            Checkpoint.Before(Step.Spawn);
            var process = await starter.Start(role, binary, cancellation);
            node.Add(process);
            Checkpoint.After(Step.Spawn);

            // At once, so that whoever comes after a killed Visor knows it; the disk is waited for when all of them run.
            journal.Note(new JournalEntry.Started(role, tag.Value, socket, process.Identity));

            // The downtime of an upgrade ends with the start of its core.
            if (role == ProcessRole.Core && launch.Cause == StartCause.Switch)
                observations.Upgraded(tag.Value, launch.Active.ActivatedAt);
        }

        journal.Record();
        Report(snapshot, node.Set);
        return new NodeEvent.Launched();
    }

    private void Report(ulong? snapshot, ProcessSet set)
    {
        foreach (var process in set.Processes)
        {
            var from = process.Role == ProcessRole.Core && snapshot is { } height ? $", from the snapshot of block {height}" : "";
            log.LogInformation("The {Role} has been started, pid {Pid}{From}", process.Role.Word(), process.Pid, from);
        }
    }

    private static BinaryConfig WithSnapshot(BinaryConfig core, ulong? height) => height is { } h
        ? core with { Arguments = [.. core.Arguments, SnapshotFlag.Name, h.ToString(CultureInfo.InvariantCulture)] }
        : core;

    private static NodeEvent.LaunchRefused Refused(Failure why) => new(why);
}
