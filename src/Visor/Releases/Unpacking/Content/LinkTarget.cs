using Visor.Model;

namespace Visor.Releases.Unpacking.Content;

/// <summary>Where a symbolic link of an archive may point: to something below the target folder.</summary>
internal static class LinkTarget
{
    /// <summary>
    /// <c>..</c> counts only at the beginning. There it leaves real folders, since nothing lies below a link; after a name
    /// it might leave wherever a link of that name leads. So links that each stay inside stay inside when they are chained.
    /// </summary>
    /// <returns>What is wrong with it, to follow the name of the link, or null.</returns>
    public static string? Problem(EntryPath link, string target)
    {
        if (EntryPath.ProblemOfText(target) is not null)
            return "is a link whose target is not a path";
        if (target.StartsWith('/'))
            return $"is a link to the absolute path '{PlainText.Excerpt(target, 100)}'";

        var up = EntryPath.SegmentsOf(target).TakeWhile(s => s is "..").Count();
        if (up >= link.Segments.Count)
            return $"is a link that points outside the archive, to '{PlainText.Excerpt(target, 100)}'";
        return EntryPath.SegmentsOf(target).Skip(up).Contains("..", StringComparer.Ordinal)
            ? $"is a link with '..' after a name, to '{PlainText.Excerpt(target, 100)}'"
            : null;
    }
}
