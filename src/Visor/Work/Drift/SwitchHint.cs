using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Releases;
using Visor.Switching;

namespace Visor.Work.Drift;

/// <summary>
/// The command by which what lies there runs from now on, for whoever means it so. What <c>current</c> names is known by its name and the journal alone:
/// nothing of a release is run before the operator's own hook has seen it.
/// </summary>
internal sealed class SwitchHint(VisorHome home, IReleaseLayout layout, LiveConfiguration configuration, Journal journal)
{
    /// <param name="folder">Absolute path of the folder that <c>current</c> names.</param>
    /// <returns>Null: it must not run, or its version is unknown.</returns>
    public string? To(string folder, ActiveRelease active)
    {
        if (!Directory.Exists(folder) || Past() is not { } past)
            return null;
        var name = home.NameOf(folder);
        var ran = past.All.LastOrDefault(r => string.Equals(r.Release.Folder, name, StringComparison.Ordinal)).Release?.Tag;
        return (ran ?? configuration.Current.UpgradeFolders.TagOf(name)) is { } tag ? Command(new Release(tag, name), active, past) : null;
    }

    /// <param name="found">What the binaries of the release that runs say by now.</param>
    /// <returns>Null: it must not run.</returns>
    public string? To(SetVersions found, ActiveRelease active) =>
        Past() is { } past ? Command(new Release(found.Release, active.Release.Folder), active, past) : null;

    private string? Command(Release release, ActiveRelease active, ReleaseHistory past)
    {
        var isOther = release != active.Release;
        var wish = new SwitchProposal(release, Height: null, Abandons: null, By: "", Reason: null);
        if (isOther && SwitchRules.Decide(wish, active, journal.History.InFlight, new HoldFile(home).Read(), past, home.ResumeCommand) is not SwitchRuling.Granted)
            return null;
        return isOther && Word(release, past) is { } word
            ? $"visor switch {word} --home {home.Word}"
            : $"visor stop --home {home.Word} && visor resolve --home {home.Word} --keep-current, then start Visor";
    }

    /// <returns>What `visor switch` knows this release by; null: nothing.</returns>
    private string? Word(Release release, ReleaseHistory past) =>
        new[] { release.Tag.Value, release.Folder }.FirstOrDefault(word => IsFoundBy(word, release, past));

    private bool IsFoundBy(string word, Release release, ReleaseHistory past)
    {
        try
        {
            var (folder, tag) = ReleaseLookup.Find(word, layout, home, configuration.Current.UpgradeFolders, past);
            return string.Equals(folder, home.ReleaseFolder(release.Folder), StringComparison.Ordinal) && (tag is null || tag == release.Tag);
        }
        catch (Exception e) when (e is ReleaseException or VisorException)
        {
            return false;
        }
    }

    // Without a journal that can be read there is no switch either.
    private ReleaseHistory? Past() => JournalReading.Known(home) is { } content ? ReleaseHistory.Replay(content.Entries) : null;
}
