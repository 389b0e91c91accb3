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
        return $"the journal says that the upgrade to {due.Tag} at block {block} is due, but {witness} goes on to block {height}: something has run past that block "
            + "while no Visor looked; nothing has been changed or started, and this has to be decided by you:\n"
            + $"  the network went on without the upgrade: visor switch {old} --abandon-upgrade --home {ShellWord.Quote(home.Root)}   ({old} goes on from its data; then start Visor)\n"
            + $"  the upgrade stands:                      restore the data of the node as it was at block {block}   (then start Visor, which goes on with the upgrade)";
    }
}
