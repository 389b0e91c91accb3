using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Recovery;
using Visor.Recovery.Mismatch;
using Visor.Releases;

namespace Visor.Checking;

/// <summary>Whether the next start of what ran last would be refused because of what the journal knows of it.</summary>
internal static class NextStartCheck
{
    private const string What = "next start";

    /// <param name="living">What of the node lives, in words; null: nothing.</param>
    /// <param name="hasWitness">The next start asks it for what it has kept, which may show more than can be known here.</param>
    public static async Task<IEnumerable<Finding>> Check(VisorHome home, SetVersionProbe versions, string? living, bool hasWitness, CancellationToken cancellation)
    {
        // A switch or an upgrade under way starts something else, and is proven by itself.
        if (JournalReading.KnownHistory(home) is not { Active: { } active, InFlight: null, Ordered: null } history)
            return [];
        if (await Other(active, versions, history, home, cancellation) is { } other)
            return [Finding.Failure(What, PlainText.Paragraph(other, 1000))];
        if (living is null && UncertainStart.Check(active, history.Unsure, home) is { } unsure)
        {
            var why = PlainText.Paragraph(unsure.Reason, 1000);
            return [hasWitness ? Finding.Warning(What, $"unless the node's data shows its last block: {why}") with { IsUnproven = true } : Finding.Failure(What, why)];
        }

        return [Finding.Ok(What, $"{active.Release.Tag} ran last, and {active.Release.Folder} still holds it")];
    }

    // A binary that cannot be asked is told by the look at the binaries.
    private static async Task<string?> Other(ActiveRelease active, SetVersionProbe versions, JournalState history, VisorHome home, CancellationToken cancellation)
    {
        try
        {
            return VersionMismatch.Find(active, await versions.Read(home.ReleaseFolder(active.Release.Folder), cancellation), history, home);
        }
        catch (ReleaseException)
        {
            return null;
        }
    }
}
