using Visor.Home;
using Visor.Model;
using Visor.Recovery.Mismatch;

namespace Visor.Work.Drift;

/// <summary>
/// Whether a node that runs could be started again. A run config that says something else and is sound is the operator's good right, and counts at the next
/// start; whatever would keep Visor from starting has to be mended before it is needed. Pure.
/// </summary>
internal static class DriftDecision
{
    /// <param name="active">What runs.</param>
    public static DriftReport Decide(ActiveRelease active, RestartSource found, VisorHome home)
    {
        List<string?> problems = [Link(active.Release, found, home), Folder(active.Release, found, home)];
        if (found.FolderExists)
            problems.AddRange([RunConfig(found), found.DataProblem, Binaries(active, found, home)]);
        var said = problems.OfType<string>().ToList();
        return said.Count > 0
            ? new DriftReport($"the node could not be restarted now: {string.Join("; ", said)}", Notice: null)
            : new DriftReport(Problem: null, found.IsAsStarted ? null : $"{found.Changed}; takes effect at the next restart");
    }

    private static string? Link(Release runs, RestartSource found, VisorHome home)
    {
        var link = $"ln -sfn {ShellWord.Quote(runs.Folder)} {ShellWord.Quote(home.Current)}";
        return found.Current switch
        {
            CurrentLinkState.Folder folder when string.Equals(folder.Path, home.ReleaseFolder(runs.Folder), StringComparison.Ordinal) => null,
            CurrentLinkState.Folder folder => $"{home.Current} names {home.NameOf(folder.Path)}, and {runs.Tag} runs from {runs.Folder}; restore the link ({link}){Or(found.ToCurrent)}",
            CurrentLinkState.Missing => $"{home.Current} is missing; restore the link ({link})",

            // A folder that has gone is said below.
            CurrentLinkState.Broken when !found.FolderExists => null,
            CurrentLinkState.Broken broken => $"{home.Current} points to {broken.Target}, which does not exist; restore the link ({link})",
            _ => $"{home.Current} is not a symlink; move it away and restore the link (mv {ShellWord.Quote(home.Current)} {ShellWord.Quote(home.Current)}.aside && {link})",
        };
    }

    private static string? Folder(Release runs, RestartSource found, VisorHome home) =>
        found.FolderExists ? null : $"{home.ReleaseFolder(runs.Folder)}, from which {runs.Tag} runs, is gone; put it back";

    private static string? RunConfig(RestartSource found) => found.Errors switch
    {
        [] => null,
        [var only] => only,
        [var first, .. var others] => $"{first} (and {others.Length} more)",
    };

    private static string? Binaries(ActiveRelease active, RestartSource found, VisorHome home)
    {
        if (found.Versions is not { } versions)
            return found.VersionProblem;
        return VersionMismatch.Between(active, versions) is { } other
            ? $"the {other.Whose} binary of {home.ReleaseFolder(active.Release.Folder)} says it is {other.Says}, but {other.Ran} is running; put the binary of {other.Ran} back{Or(found.ToBinaries)}"
            : null;
    }

    private static string Or(string? command) => command is null ? "" : $", or, to run what is there now: {command}";
}
