using System.Globalization;
using Visor.SimulatedCosmosNode.Home;
using Visor.SimulatedCosmosNode.Processes;
using Visor.SimulatedCosmosNode.Releases;

namespace Visor.SimulatedCosmosNode.App;

/// <summary>Whether a release can load what was committed: the stores it adds may be new only in the block that the file names.</summary>
internal static class Stores
{
    /// <exception cref="NodeExitException">It cannot.</exception>
    public static void Load(AppState state, Release release, UpgradeInfo? info, UnfinishedCommit? unfinished, Settings settings, string dialect)
    {
        if (unfinished is not null && release.Handles(unfinished.Upgrade))
            throw NodeExitException.Panic("error loading last version: failed to load latest version: failed to load store: version does not exist");

        // A fresh chain has every store from its first block on.
        if (state.Height == 0)
            return;
        foreach (var missing in (release.NewStores ?? []).Where(s => !state.Stores.Contains(s, StringComparer.Ordinal)))
        {
            var isNamed = info is not null && string.Equals(info.Name, missing, StringComparison.Ordinal)
                && info.Height == state.Height + 1 && !settings.SkipHeights.Contains(info.Height);
            if (isNamed)
                continue;
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"failed to load latest version: version of store {missing}store mismatch root store's version; expected {state.Height} got 0; new stores should be added using StoreUpgrades");
            throw dialect is "047" ? new NodeExitException(1, message) : NodeExitException.Panic(message);
        }
    }
}
