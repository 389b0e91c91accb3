using System.Globalization;
using Visor.SimulatedNode.Chain;
using Visor.SimulatedNode.Core;
using Visor.SimulatedNode.DataNodes;
using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Verbs;

/// <summary><c>vega start</c> and <c>vega datanode start</c>: the two processes of a node.</summary>
internal static class StartVerb
{
    private const string SnapshotFlag = "--snapshot.load-from-block-height";

    public static int Core(Invocation invocation, Stamp started)
    {
        var home = new NodeHome(invocation.Home());
        var flag = invocation.Option(SnapshotFlag);
        var witness = WitnessOf(home, "core", invocation, flag);
        var misbehaviours = MisbehavioursOf(home, "core", invocation);
        return NodeProcess.Run(witness, home.WitnessLock, started, misbehaviours, new Faults(home, misbehaviours, witness), faults =>
        {
            var chain = new BlockProducer(home, new NetworkFile(invocation.NetworkFile), witness, faults);
            chain.ExpectDataNode(invocation.Option("--data-node-home"));
            chain.ResumeFrom(HeightOf(flag));
            return new CoreRole(chain, misbehaviours, witness, SocketsOf(home, invocation));
        });
    }

    public static int DataNode(Invocation invocation, Stamp started)
    {
        var home = new NodeHome(invocation.Home());
        var core = invocation.Option("--core-home") is { } other ? new NodeHome(Path.GetFullPath(other)) : home;
        var witness = WitnessOf(home, "datanode", invocation, flag: null);
        var misbehaviours = MisbehavioursOf(home, "datanode", invocation);
        var lag = Misbehaviours.Number(misbehaviours.Value("lag") ?? "0");
        return NodeProcess.Run(witness, home.DataNodeWitnessLock, started, misbehaviours, new Faults(home, misbehaviours, witness),
            faults => new DataNodeRole(home, core, new NetworkFile(invocation.NetworkFile), witness, faults, lag));
    }

    private static CoreSockets SocketsOf(NodeHome home, Invocation invocation) => new(
        Path.GetFullPath(invocation.Option("--socket") ?? home.DefaultSocket),
        invocation.Option("--http-path") ?? "/rpc",
        invocation.Option("--statistics-port") is { } port ? Misbehaviours.Number(port) : null);

    private static Witness WitnessOf(NodeHome home, string role, Invocation invocation, string? flag)
    {
        Directory.CreateDirectory(home.Folder);
        return new Witness(home.Ledger, role, invocation.Release, flag, invocation.Words);
    }

    private static Misbehaviours MisbehavioursOf(NodeHome home, string role, Invocation invocation) =>
        new([.. invocation.Misbehaviours, .. Misbehaviour.ReadFile(home.MisbehaveFile)], role);

    private static long? HeightOf(string? flag)
    {
        if (flag is null)
            return null;
        return long.TryParse(flag, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            ? height
            : throw new NodeFailedException($"invalid argument \"{flag}\" for {SnapshotFlag}: a block height is a whole number");
    }
}
