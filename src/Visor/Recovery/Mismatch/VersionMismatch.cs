using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Releases;

namespace Visor.Recovery.Mismatch;

/// <summary>
/// The binaries in the folder that the journal names are not those that ran from it. Nobody but a person knows whether that was meant:
/// the new one started before the block of its upgrade forks off, and so does the old one behind it. Pure.
/// </summary>
internal static class VersionMismatch
{
    /// <param name="active">What runs, or ran last, by the journal.</param>
    /// <param name="found">What the binaries in its folder say now.</param>
    /// <param name="history">What ran before.</param>
    /// <returns>What was found, and on lines of their own the commands of each way out; null: they are the same.</returns>
    public static string? Find(ActiveRelease active, SetVersions found, JournalState history, VisorHome home) => Between(active, found) is { } other
        ? $"the {other.Whose} binary in {home.ReleaseFolder(active.Release.Folder)} says it is {other.Says}, but the journal says that {other.Ran} ran from {active.Release.Folder}"
            + $"{Agreed(active.Accepted, found.Release)}; nothing was started; you must decide:\n{WaysOut(active, found, history, home)}"
        : null;

    /// <summary>The first binary that is not what ran; null: there is none.</summary>
    public static (string Whose, ReleaseTag Says, ReleaseTag Ran)? Between(ActiveRelease active, SetVersions found)
    {
        foreach (var (place, (role, version)) in found.Said.Index())
        {
            var ran = place == 0 ? active.Release.Tag : active.Companion ?? active.Release.Tag;
            if (version != ran)
                return ($"{role}'s", version, ran);
        }

        return null;
    }

    private static string Agreed(UpgradePlan? plan, ReleaseTag found) =>
        plan is not null && plan.Tag == found ? $", and the network has agreed on {found} only from block {plan.Height}" : "";

    private static string WaysOut(ActiveRelease active, SetVersions found, JournalState history, VisorHome home) =>
        $"  as the journal says: put the binary of {active.Release.Tag} back where the run config of {active.Release.Folder} names it   (then start Visor)\n"
        + (history.RanOnlyBefore(found.Release)
            ? $"  the upgrade at block {active.Passed} was called off: visor switch {found.Release} --abandon-upgrade --home {home.Word}   ({found.Release} continues past that block; then start Visor)"
            : $"  as the binary says:  visor resolve --home {home.Word} --keep-current   ({found.Release} runs from now on; then start Visor)");
}
