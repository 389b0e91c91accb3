using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Recovery.Mismatch;

/// <summary>Where journal and disk disagree so that going on would be a guess, and the ways out for the operator.</summary>
internal static class StateMismatch
{
    /// <param name="lives">What of the node lives, for people; null: nothing.</param>
    /// <returns>What was found, and on lines of their own the commands of each way out; null: they agree, or what they disagree about is harmless.</returns>
    public static string? Between(JournalState history, CurrentLinkState current, VisorHome home, string? lives)
    {
        if (history.Active is not { Release: var journalled })
            return null;
        var found = current switch
        {
            CurrentLinkState.Folder when Agrees(current, history, home) => null,
            CurrentLinkState.Folder folder => $"{home.Current} names {home.NameOf(folder.Path)}",
            CurrentLinkState.Missing => $"{home.Current} is missing",
            CurrentLinkState.Broken broken => $"{home.Current} points to {broken.Target}, which does not exist",
            _ => $"{home.Current} is not a symlink",
        };
        return found is null ? null : $"{found}, but the journal says that {Journalled(journalled, history)}{(lives is null ? "" : $", and {lives}")}; "
            + $"nothing was changed or started; you must decide:\n{WaysOut(history, current, home, lives is not null)}";
    }

    /// <summary>Whether <c>current</c> names what the journal says: what ran last, or what it is being switched to.</summary>
    public static bool Agrees(CurrentLinkState current, JournalState history, VisorHome home) => current is CurrentLinkState.Folder folder
        && new[] { history.Active?.Release, history.Target, history.Ordered?.To }.Any(r => r is not null && string.Equals(home.ReleaseFolder(r.Folder), folder.Path, StringComparison.Ordinal));

    private static string Journalled(Release release, JournalState history) => (history.InFlight, history.Target) switch
    {
        ({ } plan, { } target) => $"{release.Tag} ran from {release.Folder} and was being switched to {target.Tag} in {target.Folder} at block {plan.Height}",
        ({ } plan, null) => $"{release.Tag} ran from {release.Folder} and the upgrade to {plan.Tag} at block {plan.Height} is due",
        _ => $"{release.Tag} ran from {release.Folder}",
    };

    private static string WaysOut(JournalState history, CurrentLinkState current, VisorHome home, bool lives)
    {
        var resolve = $"visor resolve --home {home.Word}";
        var stop = lives ? $"visor stop --home {home.Word} && " : "";
        var link = current switch
        {
            CurrentLinkState.Folder => "",
            _ => $"{ManualLink.Command(home, current)} && ",
        };
        var meant = history.InFlight is { } plan ? $"its release continues from block {plan.Height}" : "its release runs from now on";
        var other = Old(history, current, home) is { } old
            ? $"  the upgrade at block {history.Active!.Passed} was called off: {stop}visor switch {old} --abandon-upgrade --home {home.Word}   ({old} continues past that block; then start Visor)"
            : $"  as current says:     {link}{stop}{resolve} --keep-current   ({meant}; then start Visor)";
        return $"  as the journal says: {resolve} --keep-journal   (links current to {history.Active!.Release.Folder} again; then start Visor)\n{other}";
    }

    /// <returns>The tag of what ran from there, if that was before the last upgrade and never behind it: it would fork off.</returns>
    private static ReleaseTag? Old(JournalState history, CurrentLinkState current, VisorHome home) =>
        history is { InFlight: null } && current is CurrentLinkState.Folder folder
        && history.Activations.LastOrDefault(a => string.Equals(a.Release.Folder, home.NameOf(folder.Path), StringComparison.Ordinal))?.Release.Tag is { } tag
        && history.RanOnlyBefore(tag) ? tag : null;
}
