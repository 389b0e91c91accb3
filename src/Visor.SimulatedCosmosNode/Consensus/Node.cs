using System.Globalization;
using Visor.SimulatedCosmosNode.App;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Witnessing;

namespace Visor.SimulatedCosmosNode.Consensus;

/// <summary>Takes blocks from its store, from other nodes and from the consensus, in this order, and hands them to the application.</summary>
internal sealed class Node(
    Application app, BlockStore store, Signer signer, NetworkFile network, Settings settings, string dialect, bool stateSync, StopSignals stop, Witness witness, Log log)
{
    private static readonly TimeSpan FileCheck = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time = TimeProvider.System;
    private volatile NodeView _view = new(store.Last, store.Time, CatchingUp: true, First: store.First);
    private bool _needsSnapshot;
    private long _foreseen;
    private long _fetched;
    private bool _executedAny;
    private bool _hasMissed;

    public NodeView View => _view;

    /// <summary>Executes what is stored and not executed, such as the block of an upgrade. No answer comes meanwhile.</summary>
    /// <exception cref="NodeExitException">The application refuses it.</exception>
    public void Handshake()
    {
        // Data that is there is never replaced.
        _needsSnapshot = stateSync && app.State.Height == 0;
        if (app.State.Height > store.Height)
            store.Save(app.State.Height, TimeOf(app.State.Height));
        while (app.State.Height < store.Height && !stop.IsAsked)
            Execute(app.State.Height + 1, BlockSource.Handshake);
        Tell();
    }

    /// <returns>How long nothing is to be done.</returns>
    /// <exception cref="NodeExitException">The application refuses a block that other nodes have sent.</exception>
    public TimeSpan Step()
    {
        var chain = network.Refresh();
        var head = chain.HeightAt(_time.GetUtcNow());
        if (_view.HasFailed)
        {
            NoteMissed(chain, head);
            return FileCheck;
        }

        if (_needsSnapshot)
        {
            Restore(chain);
            return FileCheck;
        }

        if (_view.CatchingUp)
        {
            // A block can be fetched once the one after it is decided.
            if (chain.BlockSync && head > store.Height + 1)
            {
                Execute(store.Height + 1, BlockSource.BlockSync);
                _fetched++;
                return TimeSpan.FromSeconds(1.0 / chain.SyncBlocksPerSecond);
            }

            _view = _view with { CatchingUp = false };
            witness.Record("caught-up", string.Create(CultureInfo.InvariantCulture, $"{_fetched} blocks fetched"));
        }

        var next = store.Height + 1;
        if (head >= next)
        {
            Execute(next, BlockSource.Consensus);
            return TimeSpan.Zero;
        }

        if (chain is { Optimistic: true } && chain.ProposedHeight == next && _foreseen != next)
            Foresee(next);
        var wait = chain.PausedAtHeight is null ? chain.TimeOf(next) - _time.GetUtcNow() : FileCheck;
        return wait < FileCheck ? wait : FileCheck;
    }

    // Without one it looks on, as the real node does.
    private void Restore(Network chain)
    {
        if (chain.SnapshotHeight is not { } snapshot || chain.Holds("snapshot"))
            return;
        app.Restore(snapshot);
        store.BeginAfter(snapshot);
        _needsSnapshot = false;
        _view = _view with { Store = store.Last, First = store.First };
        Tell();
        log.Info(string.Create(CultureInfo.InvariantCulture, $"Snapshot restored height={snapshot}"), "statesync");
        witness.Record("restored", string.Create(CultureInfo.InvariantCulture, $"snapshot {snapshot}"));
    }

    private void NoteMissed(Network chain, long head)
    {
        if (_hasMissed || chain.MissedAfterBlocks is not { } most || head - store.Height < most)
            return;
        _hasMissed = true;
        witness.Record("MISSED", string.Create(CultureInfo.InvariantCulture, $"the network is at {head}"));
    }

    private void Foresee(long block)
    {
        _foreseen = block;
        signer.Sign(block);
        _view = _view with { Proposed = true };
        app.Foresee(block);
    }

    private void Execute(long block, BlockSource source)
    {
        if (source is BlockSource.Consensus)
        {
            signer.Sign(block);
            if (network.Current.Optimistic && _foreseen != block)
                app.Foresee(block);
        }

        if (source is not BlockSource.Handshake)
            store.Save(block, TimeOf(block));
        if (source is BlockSource.Consensus)
            _view = _view with { Store = block, Time = store.Time, Proposed = false };
        Tell();
        try
        {
            app.Execute(block);
        }
        catch (BlockFailedException e)
        {
            Fail(e.Message, block, source);
            return;
        }

        _view = _view with { Store = block, Time = store.Time };
        Tell();
        if (!_executedAny)
        {
            _executedAny = true;
            witness.Record("first-block", source.ToString());
        }

        HaltIfSet(block);
    }

    private void Fail(string reason, long block, BlockSource source)
    {
        if (source is not BlockSource.Consensus)
            throw Failure.Of(reason, block, source, dialect);
        log.Error($"failed to apply block; error {reason}", "consensus");
        log.Error($"CONSENSUS FAILURE!!! err=\"{reason}\"", "consensus");
        _view = _view with { HasFailed = true };
        witness.Record("halted", reason);
    }

    // 0.47: the block is committed first, and each further start commits one more.
    private void HaltIfSet(long block)
    {
        if (dialect is not "047" || settings.HaltHeight == 0 || block < settings.HaltHeight)
            return;
        log.Info(string.Create(CultureInfo.InvariantCulture, $"halting node per configuration height={settings.HaltHeight} time=0"));
        stop.StopSelf();
    }

    // A chain that is paused far ahead of its clock has no blocks of the future.
    private DateTimeOffset TimeOf(long block)
    {
        var (scheduled, now) = (network.Current.TimeOf(block), _time.GetUtcNow());
        return scheduled < now ? scheduled : now;
    }

    private void Tell() => witness.Stands(app.State.Height, store.Last);
}
