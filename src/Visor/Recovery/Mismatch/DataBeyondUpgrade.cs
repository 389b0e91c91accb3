using Visor.Home;
using Visor.Model;

namespace Visor.Recovery.Mismatch;

/// <summary>The journal says that an upgrade is due, and the data of the node goes on beyond its block. Pure.</summary>
internal static class DataBeyondUpgrade
{
    /// <param name="height">Where it ends.</param>
    /// <param name="witness">What says so, such as <c>the data node's history</c>.</param>
    /// <returns>What was found, and on lines of their own the commands of each way out; null: they agree.</returns>
    public static string? Find(ActiveRelease active, UpgradePlan due, ulong height, string witness, VisorHome home)
    {
        if (height <= due.Height)
            return null;
        var (old, block) = (active.Release.Tag, due.Height);
        return $"the journal says that the upgrade to {due.Tag} at block {block} is due, but {witness} reaches block {height}: a release ran past that block "
            + "while no Visor was watching; nothing was changed or started; you must decide:\n"
            + $"  the network continued without it:        visor switch {old} --abandon-upgrade --home {home.Word}   ({old} continues from its data; then start Visor)\n"
            + $"  the upgrade is still valid:              restore the node's data of block {block}   (then start Visor, which continues the upgrade)";
    }
}
