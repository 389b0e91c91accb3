using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;

namespace Visor.Supervision.Contradictions;

/// <summary>
/// The binaries in the folder that the journal names are not those that ran from it. Nobody but a person knows whether that was meant:
/// the new one started before the block of its upgrade forks off, and so does the old one behind it. Pure.
/// </summary>
internal static class OtherVersion
{
    /// <param name="active">What runs, or ran last, by the journal.</param>
    /// <param name="found">What the binaries in its folder say now.</param>
    /// <returns>What was found, and on lines of their own the commands of each way out; null: they are the same.</returns>
    public static string? Of(ActiveRelease active, SetVersions found, VisorHome home)
    {
        var (tag, folder) = (active.Release.Tag, active.Release.Folder);
        var dataNode = active.DataNode ?? tag;
        var what = found.Core != tag ? $"the core's binary in {home.ReleaseFolder(folder)} says it is {found.Core}, but the journal says that {tag} ran from {folder}"
            : found.DataNode is { } other && other != dataNode ? $"the data node's binary in {home.ReleaseFolder(folder)} says it is {other}, but the journal says that {dataNode} ran from {folder}"
            : null;
        return what is null ? null : $"{what}{Agreed(active.Accepted, found.Core)}; nothing has been started, and this has to be decided by you:\n{WaysOut(active, found, home)}";
    }

    private static string Agreed(UpgradePlan? plan, ReleaseTag found) =>
        plan is not null && plan.Tag == found ? $", and the network has agreed on {found} only from block {plan.Height} on" : "";

    private static string WaysOut(ActiveRelease active, SetVersions found, VisorHome home) =>
        $"  as the journal says: put the binary of {active.Release.Tag} back where the run config of {active.Release.Folder} names it   (then start Visor)\n"
        + $"  as the binary says:  visor resolve --home {ShellWord.Of(home.Root)} --keep-current   ({found.Core} runs from here on; then start Visor)";
}
