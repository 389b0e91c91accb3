using Visor.Configuration;
using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;
using Visor.Supervision.Journaling;
using Visor.Supervision.Ordering;

namespace Visor.Supervision.Drift;

/// <summary>
/// The command by which what lies there runs from now on, for whoever means it so. What <c>current</c> names is known by its name and the journal alone:
/// nothing of a release is run before the operator's own hook has seen it.
/// </summary>
internal sealed class SwitchHint(VisorHome home, LiveConfiguration configuration, Journal journal)
{
    /// <param name="folder">Absolute path of the folder that <c>current</c> names.</param>
    /// <returns>Null: it must not run, or nobody knows what it is.</returns>
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
        Past() is { } past ? Command(new Release(found.Core, active.Release.Folder), active, past) : null;

    private string? Command(Release release, ActiveRelease active, ReleasesBefore past)
    {
        var isOther = release != active.Release;
        var wish = new Wish(release, Height: null, Abandons: null, By: "", Reason: null);
        if (isOther && OrderRules.Of(wish, active, journal.History.InFlight, new HoldFile(home).Read(), past) is not Ruling.Granted)
            return null;
        return isOther && Word(release, past) is { } word
            ? $"visor switch {word} --home {ShellWord.Of(home.Root)}"
            : $"visor stop --home {ShellWord.Of(home.Root)} && visor resolve --home {ShellWord.Of(home.Root)} --keep-current, then start Visor";
    }

    /// <returns>What `visor switch` knows this release by; null: nothing.</returns>
    private string? Word(Release release, ReleasesBefore past) =>
        new[] { release.Tag.Value, release.Folder }.FirstOrDefault(word => IsFoundBy(word, release, past));

    private bool IsFoundBy(string word, Release release, ReleasesBefore past)
    {
        try
        {
            var (folder, tag) = ReleaseLookup.Find(word, home, configuration.Current.UpgradeFolders, past);
            return string.Equals(folder, home.ReleaseFolder(release.Folder), StringComparison.Ordinal) && (tag is null || tag == release.Tag);
        }
        catch (ReleaseException)
        {
            return false;
        }
    }

    // Without a journal that can be read there is no switch either.
    private ReleasesBefore? Past() => JournalReading.Known(home) is { } content ? ReleasesBefore.Of(content.Entries) : null;
}
