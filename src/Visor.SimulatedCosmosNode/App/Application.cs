using System.Globalization;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;
using Visor.SimulatedCosmosNode.Witnessing;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.App;

/// <summary>The application behind the consensus: executes blocks, and is asked about them. While it executes one, nobody gets an answer.</summary>
internal sealed class Application(
    NodeHome home, Release release, string dialect, NetworkFile network, Settings settings, Witness witness, Log log, Faults faults)
{
    private readonly VersionWitness _version = new(witness, release.RightFrom);
    private readonly UpgradeGate _gate = new(home, release, dialect, network, settings, witness, log);
    private readonly Migration _migration = new(home, release, dialect, network, witness, log, faults);

    private (long Block, BlockFailedException? Failure) _foreseen;

    /// <summary>Held while a block is executed, and by whoever asks the application.</summary>
    public Lock Mutex { get; } = new();

    public AppState State { get; private set; } = AppState.Empty;

    /// <summary>The first block whose state can be asked for: what is older was pruned, or was never there.</summary>
    public long Oldest => Math.Max(State.First, State.Height - settings.KeepRecent);

    /// <summary>The plan that was pending once a block was committed.</summary>
    public Plan? PendingAt(long block) => network.Current.PendingAfter(block, name => State.IsOver(name) && State.Applied.GetValueOrDefault(name) <= block);

    /// <summary>Where an upgrade was carried out, as it was known at a block; 0: it was not.</summary>
    public long AppliedAt(string name, long block) => State.Applied.GetValueOrDefault(name) is var applied && applied <= block ? applied : 0;

    /// <exception cref="NodeExitException">This release cannot load what is there.</exception>
    public void Load()
    {
        State = StateFiles.Load(home.ApplicationState, HomeJson.Default.AppState) ?? AppState.Empty;
        var unfinished = StateFiles.Load(home.UnfinishedCommit, HomeJson.Default.UnfinishedCommit);
        if (unfinished is not null)
            witness.Record("KILLED-IN-COMMIT", string.Create(CultureInfo.InvariantCulture, $"{unfinished.Upgrade}@{unfinished.Height}"));
        var info = UpgradeInfoReader.Read(home.UpgradeInfo, validates: dialect is "050");
        Stores.Load(State, release, info, unfinished, settings, dialect);
    }

    /// <summary>Takes over what the network had committed at a block. Nothing is executed for it, and no file of an upgrade is written.</summary>
    public void Restore(long snapshot)
    {
        lock (Mutex)
        {
            var applied = network.Current.AppliedBy(snapshot);
            IReadOnlyList<string> skipped = [.. network.Current.Plans.Where(p => p.Skipped && p.TakesEffectAt <= snapshot).Select(p => p.Name)];
            Save(new AppState(snapshot, applied, skipped, [.. applied.Keys], snapshot));
        }
    }

    /// <summary>
    /// Executes a block that is only proposed: nothing is committed, and a failure is kept until the block is decided; but the file of an upgrade is written. What such
    /// a block would change is not executed before it is decided.
    /// </summary>
    public void Foresee(long block)
    {
        lock (Mutex)
        {
            try
            {
                _foreseen = (block, null);
                _gate.Refuse(State, block);
            }
            catch (BlockFailedException e)
            {
                _foreseen = (block, e);
            }
        }
    }

    /// <exception cref="BlockFailedException">It is not executed.</exception>
    public void Execute(long block)
    {
        lock (Mutex)
        {
            faults.At(string.Create(CultureInfo.InvariantCulture, $"block:{block}"));
            if (_foreseen is { Failure: { } failure } && _foreseen.Block == block)
                throw failure;
            var verdict = _gate.Check(State, block);
            _version.Judge(network.Current, block);
            var next = State with { Height = block };
            if (verdict is GateVerdict.Skip skip)
                next = next.Skip(skip.Plan.Name);
            if (verdict is GateVerdict.Apply apply)
            {
                State = _migration.Run(next, apply.Plan);
                return;
            }

            var time = network.Current.ExecutionOf(block);
            if (time > TimeSpan.Zero)
                Thread.Sleep(time); // It stands for the work of a real block.
            network.WaitWhileHeld("block");
            Save(next);
        }
    }

    private void Save(AppState state)
    {
        StateFiles.Save(home.ApplicationState, state, HomeJson.Default.AppState);
        State = state;
    }
}
