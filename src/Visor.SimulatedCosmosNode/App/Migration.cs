using System.Globalization;
using Visor.SimulatedCosmosNode.Chain;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;
using Visor.SimulatedCosmosNode.Witnessing;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.App;

/// <summary>The first block of a release: a migration that writes nothing, then a commit that writes everything.</summary>
internal sealed class Migration(NodeHome home, Release release, string dialect, NetworkFile network, Witness witness, Log log, Faults faults)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <returns>What is committed.</returns>
    public AppState Run(AppState state, Plan plan)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"{plan.Name}@{state.Height}");
        log.Info(string.Create(CultureInfo.InvariantCulture, $"applying upgrade \"{plan.Name}\" at height: {state.Height}"));
        witness.Record("migrating", what);
        faults.At("migration");
        Work(release.MigrationMs, "migrating modules");
        network.WaitWhileHeld("migration");

        log.Info(string.Create(CultureInfo.InvariantCulture, $"finalized block height={state.Height}"), "state");
        var isFragile = release.FragileCommit ?? dialect is "050";
        if (isFragile)
            StateFiles.Save(home.UnfinishedCommit, new UnfinishedCommit(plan.Name, state.Height), HomeJson.Default.UnfinishedCommit);
        witness.Record("committing", isFragile ? $"{what}, fragile" : what);
        faults.At("commit");
        Work(release.CommitMs, "committing");
        network.WaitWhileHeld("commit");

        state = state.Apply(plan.Name, state.Height, release.AddsStoresFor(plan.Name));
        StateFiles.Save(home.ApplicationState, state, HomeJson.Default.AppState);
        if (isFragile)
            File.Delete(home.UnfinishedCommit);
        witness.Record("applied", what);
        return state;
    }

    private void Work(int milliseconds, string what)
    {
        for (var left = TimeSpan.FromMilliseconds(milliseconds); left > TimeSpan.Zero; left -= Step)
        {
            log.Info(string.Create(CultureInfo.InvariantCulture, $"{what}: {left.TotalSeconds:0.#} s left"));
            Thread.Sleep(left < Step ? left : Step); // It stands for the work of a real migration.
        }
    }
}
