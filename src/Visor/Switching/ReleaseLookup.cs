using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;

namespace Visor.Switching;

/// <summary>Which folder a person means by a release: the one that is prepared for the tag, the one it ran from, or a folder that ran, by its name.</summary>
internal static class ReleaseLookup
{
    /// <param name="word">A tag, or the name of a folder that something has run from.</param>
    /// <returns>Absolute path of a folder that exists, and the tag that it must hold; a null tag: whatever its core says it is.</returns>
    /// <exception cref="ReleaseException">There is no such folder.</exception>
    /// <exception cref="VisorException">The word can be neither.</exception>
    public static (string Folder, ReleaseTag? Tag) Find(string word, IReleaseLayout layout, VisorHome home, UpgradeFolders folders, ReleaseHistory past)
    {
        if (layout.ReadTag(word, out var tag) is null && (past.FolderOf(tag) is not null || !past.RanFrom(word)))
            return (OfTag(tag, layout, home, folders, past), tag);
        if (past.RanFrom(word) && Directory.Exists(home.ReleaseFolder(word)))
            return (home.ReleaseFolder(word), null);
        RefuseNonsense(word, layout, past);
        throw new ReleaseException($"{home.ReleaseFolder(word)}, from which a release ran, no longer exists; put it back");
    }

    /// <exception cref="VisorException">The word can be neither.</exception>
    public static void RefuseNonsense(string word, IReleaseLayout layout, ReleaseHistory past)
    {
        if (layout.ReadTag(word, out _) is { } problem && !past.RanFrom(word))
            throw new VisorException(ExitCodes.Usage, $"{PlainText.Excerpt(word)} is neither a release tag ({problem}) nor a folder from which a release ran");
    }

    private static string OfTag(ReleaseTag tag, IReleaseLayout layout, VisorHome home, UpgradeFolders folders, ReleaseHistory past)
    {
        var prepared = home.ReleaseFolder(folders.FolderOf(tag.Value));
        if (Path.Exists(prepared))
            return prepared;
        return past.FolderOf(tag) is { } ran && Directory.Exists(home.ReleaseFolder(ran))
            ? home.ReleaseFolder(ran)
            : throw new ReleaseException($"{prepared} does not exist, and {tag} has not run here from another folder; {(layout.HasDefinitionPerRelease ? $"prepare it with `visor stage {tag} --home {home.Word}`" : layout.HowToPlace(tag, prepared, home.Word))}");
    }
}
