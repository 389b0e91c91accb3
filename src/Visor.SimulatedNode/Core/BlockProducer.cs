using System.Globalization;
using Visor.SimulatedNode.Chain;
using Visor.SimulatedNode.DataNodes;
using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.Core;

/// <summary>Executes blocks up to the height of the clock, and halts at the height of an accepted upgrade it reaches.</summary>
internal sealed class BlockProducer(NodeHome home, NetworkFile network, Witness witness, Faults faults)
{
    private static readonly TimeSpan DataNodeCheck = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseCheck = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan NothingToDo = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly DateTimeOffset _firstBlockAt =
        TimeProvider.System.GetUtcNow() + TimeSpan.FromMilliseconds(network.Current.FirstBlockDelayMs);

    private readonly VersionWitness _version = new(witness);
    private CoreState _state = new(0, 0);
    private string? _dataNodeStateFile;
    private Upgrade? _announced;
    private bool _executedAny;

    public long Height => _state.Height;

    /// <summary>
    /// It waits at the height of an upgrade. This lives in memory only, as in the real core: one started again from the snapshot
    /// at the height knows nothing of it and goes on.
    /// </summary>
    public bool Halted { get; private set; }

    public bool Ready { get; private set; }

    public Network Network => network.Current;

    public UpgradeStatus Status => new(Height, Network.AcceptedAt(Height), Ready, Network.EmptyAcceptedInfo is "empty");

    public TimeSpan UntilNextStep
    {
        get
        {
            if (Halted)
                return Ready ? NothingToDo : DataNodeCheck;
            if (Height >= Network.PausedAtHeight)
                return PauseCheck;
            var next = Network.TimeOf(Height + 1);
            var wait = (next < _firstBlockAt ? _firstBlockAt : next) - _time.GetUtcNow();
            return wait < NothingToDo ? wait : NothingToDo;
        }
    }

    /// <param name="dataNodeHome">Null: this node has a data node if one has ever run on the core's own home.</param>
    public void ExpectDataNode(string? dataNodeHome)
    {
        if (dataNodeHome is not null)
            _dataNodeStateFile = new NodeHome(Path.GetFullPath(dataNodeHome)).DataNodeStateFile;
    }

    /// <param name="asked">Height of the snapshot to load; null: the last one.</param>
    public void ResumeFrom(long? asked)
    {
        var stored = CoreState.Load(home.StateFile) ?? _state;
        if (asked > stored.Height)
            throw new NodeFailedException(string.Create(
                CultureInfo.InvariantCulture,
                $"no snapshot found with block height {asked}: the last one is at {stored.Height}"));
        _state = stored with { Height = asked ?? stored.Height };
        witness.Record("resumed", Height);
        TellWhatIsAccepted();
    }

    public void Step()
    {
        network.Refresh();
        if (Halted)
            BecomeReady();
        else if (_time.GetUtcNow() >= _firstBlockAt)
            CatchUp();
        TellWhatIsAccepted();
    }

    private void CatchUp()
    {
        var target = Network.HeightAt(_time.GetUtcNow());
        if (Height >= target)
            return;
        while (Height < target && !Halted)
            Execute(Height + 1);
        _state.Save(home.StateFile);
        if (Halted)
            BecomeReady();
    }

    private void Execute(long block)
    {
        _version.Judge(Network, block);
        _state = _state with { Height = block };
        if (!_executedAny)
        {
            _executedAny = true;
            witness.Record("block-after-start", block);
        }

        if (faults.Has(block))
            _state.Save(home.StateFile);
        faults.AtHeight(block);
        if (Network.AcceptedAt(block) is { } upgrade && upgrade.Height == block)
        {
            Halted = true;
            _state = _state with { SnapshotHeight = block };
            witness.Record("halted", block, upgrade.Release);
        }
    }

    private void BecomeReady()
    {
        if (Ready || !DataNodeHasCaughtUp())
            return;
        Ready = true;
        witness.Record("ready", Height);
    }

    private bool DataNodeHasCaughtUp()
    {
        var state = DataNodeState.Load(_dataNodeStateFile ?? home.DataNodeStateFile);
        return state is null ? _dataNodeStateFile is null : state.Height >= Height;
    }

    private void TellWhatIsAccepted()
    {
        var accepted = Network.AcceptedAt(Height);
        if (accepted == _announced)
            return;
        _announced = accepted;
        witness.Record("accepted", Height, accepted is null
            ? "nothing"
            : string.Create(CultureInfo.InvariantCulture, $"{accepted.Release}@{accepted.Height}"));
    }
}
