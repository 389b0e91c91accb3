using Microsoft.Extensions.Logging;
using Visor.Chains;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Node;
using Visor.Releases;

namespace Visor.Recovery;

/// <summary>Adopts the running processes of a node without a restart, even if the run config has changed since.</summary>
internal sealed class NodeAdopter(VisorHome home, Chain chain, DefinitionCache definitions, TimeProvider time, ILogger log)
{
    public NodeInstance Adopt(ActiveRelease active, JournalState history, FoundProcesses survivors)
    {
        var now = definitions.Read(home.ReleaseFolder(active.Release.Folder)).Value;
        var node = new NodeInstance(isOurs => chain.Connector.Connect(EndpointOf(history, now), now, isOurs, time), active, home.NodeLock, time)
        {
            Missing = survivors.Survival == Liveness.Full ? null : $"only part of the node survived the previous Visor: {survivors.Names}",
            HasWitness = chain.Processes.HaveWitness(history.Launch.Select(intent => intent.Role)),
            Notice = IsAsStarted(chain.Processes, history, now) ? null : $"{chain.Processes.Changed}; takes effect at the next restart",
        };
        foreach (var process in survivors.Lost)
            node.Add(process);
        foreach (var process in survivors.Living)
        {
            node.Add(process);
            log.LogInformation(
                "The {Role} of {Tag} is running{Adopted}, pid {Pid}", process.Role, active.Release.Tag, node.Missing is null ? " and is adopted" : "", process.Pid);
        }

        if (node.Notice is { } notice)
            log.LogWarning("{Notice}", PlainText.Sentence(notice));
        return node;
    }

    private static NodeEndpoint EndpointOf(JournalState history, NodeDefinition? now)
    {
        var intent = history.Launch.FirstOrDefault();
        var address = intent?.Address ?? history.Processes.FirstOrDefault()?.Address ?? now?.Endpoint.Address ?? "";
        return new NodeEndpoint(address, intent?.RequestPath ?? now?.Endpoint.RequestPath);
    }

    /// <summary>Whether a run config says what the node was started with.</summary>
    public static bool IsAsStarted(INodeProcesses processes, JournalState history, NodeDefinition? now) => now is not null
        && (history.Launch.Length == now.Processes.Length || (history.Launch.IsEmpty && now.Processes.Length == 1))
        && history.Launch.All(intent => now.Processes.FirstOrDefault(p => p.Role == intent.Role) is { } process
            && string.Equals(intent.Path, process.Path, StringComparison.Ordinal) && processes.IsAsStarted(intent.Arguments, intent.Snapshot, process));
}
