using System.Globalization;
using Visor.SimulatedNode.DataNodes;
using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Verbs;

/// <summary><c>vega [datanode] network-history latest-history-segment --output json</c></summary>
internal static class HistoryVerb
{
    public static int Run(Invocation invocation, Stamp started)
    {
        var home = new NodeHome(invocation.Home());
        if (!Directory.Exists(home.Folder))
            throw new NodeFailedException($"couldn't load configuration: {home.Folder} does not exist");
        var asked = new Misbehaviours([.. invocation.Misbehaviours, .. Misbehaviour.ReadFile(home.MisbehaveFile)], role: null);
        var witness = new Witness(home.Ledger, "datanode", invocation.Release, flag: null, invocation.Words);
        if (asked.Has("history-hang"))
            Thread.Sleep(Timeout.Infinite); // Until the caller loses patience, which is what is tested.
        if (asked.Has("history-fail"))
            throw new NodeFailedException("failed to open network history store: permission denied");

        // The real store is a database that the data node keeps locked.
        using var database = HomeLock.TryTake(home.DatabaseLock)
            ?? throw new NodeFailedException("failed to open network history store: resource temporarily unavailable: database is locked");
        var segment = asked.Has("no-history") ? 0 : DataNodeState.Load(home.DataNodeStateFile)?.ToHeight ?? 0;
        witness.Record("history", segment, at: started);
        if (segment == 0)
            throw new NodeFailedException("no history segments found");
        var to = segment.ToString(CultureInfo.InvariantCulture);
        Console.WriteLine(
            $$$"""{"LatestSegment":{"from_height":1,"to_height":{{{to}}},"history_segment_id":"QmSimulated{{{to}}}","chain_id":"simulated"}}""");
        return 0;
    }
}
