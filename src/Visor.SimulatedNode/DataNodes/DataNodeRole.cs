using Visor.SimulatedNode.Chain;
using Visor.SimulatedNode.Core;
using Visor.SimulatedNode.Misbehaving;
using Visor.SimulatedNode.Processes;
using Visor.SimulatedNode.Witnessing;

namespace Visor.SimulatedNode.DataNodes;

/// <summary>The data node: follows its core, and closes a history segment every few blocks and at every upgrade.</summary>
internal sealed class DataNodeRole : INodeRole
{
    private readonly NodeHome _home;
    private readonly NodeHome _core;
    private readonly NetworkFile _network;
    private readonly Faults _faults;
    private readonly VersionWitness _version;
    private readonly FileStream _database;
    private readonly int _lag;
    private DataNodeState _state;

    /// <param name="lag">How many blocks it stays behind its core.</param>
    /// <exception cref="NodeFailedException">Somebody reads the history.</exception>
    public DataNodeRole(NodeHome home, NodeHome core, NetworkFile network, Witness witness, Faults faults, int lag = 0)
    {
        (_home, _core, _network, _faults, _lag) = (home, core, network, faults, lag);
        _version = new VersionWitness(witness);
        _database = HomeLock.TryTake(home.DatabaseLock)
            ?? throw new NodeFailedException($"failed to open network history store {home.DatabaseLock}: database is locked");
        _state = DataNodeState.Load(home.DataNodeStateFile) ?? new DataNodeState(0, 0);

        // From now on the core knows that it has a data node to wait for.
        _state.Save(home.DataNodeStateFile);
    }

    public long Height => _state.Height;

    public bool KillsItselfWhenStopped => false;

    public TimeSpan UntilNextStep => TimeSpan.FromMilliseconds(Math.Clamp(_network.Current.BlockTimeMs / 4, 5, 100));

    public void Step()
    {
        var network = _network.Refresh();
        var target = CoreState.Load(_core.StateFile)?.Height - _lag ?? 0;
        if (target <= _state.Height)
            return;

        // Only the newest: older blocks may have been made by an older release and are taken as they are.
        _version.Judge(network, target);
        for (var block = _state.Height + 1; block <= target; block++)
        {
            var segment = Math.Max(block - (block % network.SegmentBlocks), network.LastUpgradeAt(block));
            _state = new DataNodeState(block, Math.Max(segment, _state.ToHeight));
            if (_faults.Has(block))
                _state.Save(_home.DataNodeStateFile);
            _faults.AtHeight(block);
        }

        _state.Save(_home.DataNodeStateFile);
    }

    public void Dispose() => _database.Dispose();
}
