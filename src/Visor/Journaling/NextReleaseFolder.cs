using Visor.Home;

namespace Visor.Journaling;

/// <summary>Where the next start would be from: the journal says it, on a new home <c>current</c>, and without either it is genesis.</summary>
internal static class NextReleaseFolder
{
    /// <returns>An absolute path; the folder need not exist.</returns>
    public static string Find(VisorHome home, JournalState history, CurrentLink link) => (history.Active, link.Read()) switch
    {
        ({ } active, _) => home.ReleaseFolder(active.Release.Folder),
        (_, CurrentLinkState.Folder current) => current.Path,
        _ => home.Genesis,
    };
}
