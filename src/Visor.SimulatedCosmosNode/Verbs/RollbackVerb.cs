using System.Globalization;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedNode.Processes;

namespace Visor.SimulatedCosmosNode.Verbs;

/// <summary><c>appd rollback</c>: takes back the last block, and needs the databases for itself.</summary>
internal static class RollbackVerb
{
    public static int Run(Invocation invocation)
    {
        var home = invocation.Home();
        home.Make();
        using var database = HomeLock.TryTake(home.DatabaseLock)
            ?? throw NodeExitException.Error("failed to initialize database: resource temporarily unavailable");
        var state = StateFiles.Load(home.ApplicationState, HomeJson.Default.AppState) ?? AppState.Empty;
        var height = Math.Max(0, state.Height - 1);
        StateFiles.Save(home.ApplicationState, state with { Height = height }, HomeJson.Default.AppState);
        StateFiles.Save(home.BlockStoreState, (StateFiles.Load(home.BlockStoreState, HomeJson.Default.BlockStoreState) ?? new BlockStoreState(0)) with { Height = height, Time = null }, HomeJson.Default.BlockStoreState);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Rolled back state to height {height} and hash 5D6A51A8E9899C44"));
        return 0;
    }
}
