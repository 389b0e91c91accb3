using Visor.Home;
using Visor.Lifecycle;
using Visor.Releases;
using Visor.Supervision.Contradictions;
using Visor.Supervision.Ending;
using Visor.Supervision.Journaling;
using Visor.Supervision.Ordering;

namespace Visor.Checking;

/// <summary>Whether the next start of what ran last would be refused because of what the journal knows of it.</summary>
internal static class NextStartCheck
{
    private const string What = "next start";

    /// <param name="living">What of the node lives, in words; null: nothing.</param>
    /// <param name="hasDataNode">The next start asks it for what it has kept, which may show more than can be known here.</param>
    public static async Task<IEnumerable<Finding>> Of(VisorHome home, ReleaseVersions versions, string? living, bool hasDataNode, CancellationToken cancellation)
    {
        // A switch or an upgrade under way starts something else, and is proven by itself.
        if (JournalReading.KnownHistory(home) is not { Active: { } active, InFlight: null, Ordered: null } history)
            return [];
        if (await Other(active, versions, history, home, cancellation) is { } other)
            return [Finding.Failure(What, PlainText.Paragraph(other, 1000))];
        if (living is null && UnsureStart.Of(active, history.Unsure, home) is { } unsure)
        {
            var why = PlainText.Paragraph(unsure.Reason, 1000);
            return [hasDataNode ? Finding.Warning(What, $"unless the data node's history shows how far it came: {why}") with { IsUnproven = true } : Finding.Failure(What, why)];
        }

        return [Finding.Ok(What, $"{active.Release.Tag} ran last, and what lies in {active.Release.Folder} is no other")];
    }

    // A binary that cannot be asked is told by the look at the binaries.
    private static async Task<string?> Other(ActiveRelease active, ReleaseVersions versions, JournalHistory history, VisorHome home, CancellationToken cancellation)
    {
        try
        {
            return OtherVersion.Of(active, await versions.Of(home.ReleaseFolder(active.Release.Folder), cancellation), history, home);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
