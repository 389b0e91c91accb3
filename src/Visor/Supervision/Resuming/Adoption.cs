using Microsoft.Extensions.Logging;
using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Processes;
using Visor.Releases;
using Visor.Supervision.Journaling;

namespace Visor.Supervision.Resuming;

/// <summary>Takes over what lives of a node as it is, whatever its run config says by now.</summary>
internal sealed class Adoption(VisorHome home, RunConfigs runConfigs, TimeProvider time, ILogger log)
{
    public RunningNode Of(ActiveRelease active, JournalHistory history, Survivors survivors)
    {
        var now = runConfigs.Read(home.ReleaseFolder(active.Release.Folder)).Value;
        var node = new RunningNode(AddressOf(history, now), now?.StatisticsUrl, active, home.NodeLock, time)
        {
            Missing = survivors.Survival == Survival.Whole ? null : $"of the node only {survivors.Names} has outlived the Visor before this one",
            HasFailed = survivors.Survival != Survival.Whole || history.IsStopping,
            HasDataNode = history.Launch.Any(i => i.Role == ProcessRole.DataNode),
            Notice = IsAsStarted(history, now) ? null : "run config changed, counts at the next start",
        };
        foreach (var process in survivors.Lost)
            node.Add(process);
        foreach (var process in survivors.Living)
        {
            node.Add(process);
            log.LogInformation(
                "The {Role} of {Tag} lives{Adopted}, pid {Pid}", process.Role.Word(), active.Release.Tag, node.Missing is null ? " and is adopted" : "", process.Pid);
        }

        if (node.Notice is { } notice)
            log.LogWarning("{Notice}", PlainText.Sentence(notice));
        return node;
    }

    private static RpcConfig AddressOf(JournalHistory history, RunConfig? now)
    {
        var intent = history.Launch.FirstOrDefault(i => i.Role == ProcessRole.Core);
        var socket = intent?.Socket ?? history.Processes.FirstOrDefault()?.Socket ?? now?.Rpc.SocketPath ?? "";
        return new RpcConfig(socket, intent?.HttpPath ?? now?.Rpc.HttpPath ?? "/rpc");
    }

    /// <summary>Whether a run config says what the node was started with.</summary>
    public static bool IsAsStarted(JournalHistory history, RunConfig? now) => now is not null
        && history.Launch.All(intent => intent.Role == ProcessRole.Core ? IsAsStarted(intent, now.Core) : now.DataNode is { } dataNode && IsAsStarted(intent, dataNode))
        && history.Launch.Any(i => i.Role == ProcessRole.DataNode) == now.DataNode is not null;

    private static bool IsAsStarted(JournalEntry.Intent intent, BinaryConfig now) =>
        string.Equals(intent.Path, now.Path, StringComparison.Ordinal)
        && intent.Arguments.Take(intent.Arguments.Length - AddedArguments(intent, now)).SequenceEqual(now.Arguments, StringComparer.Ordinal);

    // Visor itself may have added the flag and its height behind the operator's arguments of the core.
    private static int AddedArguments(JournalEntry.Intent intent, BinaryConfig now) =>
        intent is { Role: ProcessRole.Core, Snapshot: not null } && !SnapshotFlag.IsGiven(now.Arguments) ? 2 : 0;
}
