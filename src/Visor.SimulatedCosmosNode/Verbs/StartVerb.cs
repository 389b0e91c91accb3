using System.Globalization;
using Visor.SimulatedCosmosNode.App;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Consensus;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Rpc;
using Visor.SimulatedCosmosNode.Signing;
using Visor.SimulatedCosmosNode.Witnessing;
using Visor.SimulatedNode.Http;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary><c>appd start</c>: the node, from its first line in the ledger to its last.</summary>
internal static class StartVerb
{
    public static int Run(Invocation invocation, Stamp started)
    {
        var home = invocation.Home();
        var network = NetworkFile.Find(home.Folder);
        var release = invocation.Release;
        var dialect = release.Dialect ?? network.Current.Dialect;
        home.Make();
        var key = Signer.KeyIn(home);
        var laddr = Toml.Value(home.ConfigToml, "", "priv_validator_laddr") is { Length: > 0 } given ? given : null;
        var witness = new Witness(
            Witness.LedgerOf(network.Path), home.Folder, laddr is null ? key?.Address : null, release.Version, release.RightFrom, invocation.Words);
        var ending = new Ending(witness);

        // Before the ledger says that there is a process: from then on its signals are witnessed.
        using var stop = new StopSignals(witness, ending, dialect, network.Current);
        witness.Record("start", at: started);
        try
        {
            Live(invocation, home, key, laddr, network, dialect, witness, ending, stop);
            ending.Exit(0, "stopped");
        }
        catch (NodeExitException e)
        {
            if (e.Message.Length > 0)
                Console.Error.WriteLine(e.Message);
            ending.Exit(e.Code, "exit", e.Message.Split('\n').LastOrDefault(l => l.StartsWith("Error:", StringComparison.Ordinal)) ?? e.Message.Split('\n')[0]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"Error: {e.Message}");
            ending.Exit(1, "exit", e.Message);
        }

        return 0;
    }

    private static void Live(
        Invocation invocation, NodeHome home, ValidatorKey? key, string? signerAddress, NetworkFile network, string dialect, Witness witness, Ending ending, StopSignals stop)
    {
        if (dialect is "047" && invocation.Has("log_no_color"))
            throw NodeExitException.Error("unknown flag: --log_no_color");
        var settings = invocation.Settings(home);
        var address = invocation.Address(home);
        var log = new Log(ending, invocation.Flag("log_format") is "json", invocation.Has("log_no_color"));
        var faults = new Faults(home, invocation.Release, ending);
        using var database = HomeLock.TryTake(home.DatabaseLock);
        var rival = witness.LivingPredecessor ?? (database is null ? $"another process holds {home.DatabaseLock}" : null);
        if (rival is not null)
            witness.Record("DOUBLE", rival);
        if (database is null)
            throw NodeExitException.Error("failed to initialize database: resource temporarily unavailable");

        faults.At("start");
        var app = new Application(home, invocation.Release, dialect, network, settings, witness, log, faults);
        var store = new BlockStore(home);
        app.Load();
        witness.Stands(app.State.Height, store.Last);
        witness.Record("loaded");

        // The real program reads or makes a key of its own also where it does not need one.
        var own = Signer.Load(home, key);
        using var remote = signerAddress is not null
            ? RemoteSigner.Await(signerAddress, TimeSpan.FromMilliseconds(network.Current.SignerWaitMs))
            : null;
        var signer = remote is null ? own : Signer.Remote(remote.Key);
        var stateSync = Toml.Value(home.ConfigToml, "statesync", "enable") is "true";
        var node = new Node(app, store, signer, network, settings, dialect, stateSync, stop, witness, log);
        node.Handshake();
        if (stop.IsAsked)
            return;
        signer.CheckDoubleSigning(Toml.Value(home.ConfigToml, "consensus", "double_sign_check_height"));
        var methods = new Methods(app, () => node.View, network, new Identity(dialect, invocation.Release.Version, signer.Key, signer.IsValidator, address.Text));
        var handler = new RpcHandler(methods, dialect);
        using (Listen(address, request => RpcMisbehaviour.InsteadOf(handler.Answer, request, network), network))
        {
            witness.Record("rpc-open", address.Text);
            log.Info($"serving RPC at {address.Text}", "rpc-server");
            faults.At("rpc");
            while (!stop.Wait(node.Step()))
            {
                // A step is all there is to do.
            }
        }

        log.Info("caught signal");
        Thread.Sleep(invocation.Release.CloseMs); // It stands for the work of a real node.
        network.WaitWhileHeld("close");
        if (address.SocketFile is { } file)
            File.Delete(file);
        log.Info(string.Create(CultureInfo.InvariantCulture, $"Closing application.db height={app.State.Height}"));
    }

    private static HttpServer Listen(RpcAddress address, Func<HttpRequest, HttpReply?> answer, NetworkFile network)
    {
        try
        {
            return HttpServer.Start(address.Family, address.EndPoint, answer, TimeSpan.FromMilliseconds(network.Current.IdleConnectionMs));
        }
        catch (IOException e)
        {
            throw NodeExitException.Error($"failed to start node: listen {address.Text}: bind: address already in use ({e.Message})");
        }
    }
}
