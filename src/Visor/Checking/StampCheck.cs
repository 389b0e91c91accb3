using Microsoft.Extensions.Logging.Abstractions;
using Visor.Chains;
using Visor.Configuration;
using Visor.Home;
using Visor.Journaling;
using Visor.Model;
using Visor.Platform.Files;
using Visor.Recovery.Stamp;
using Visor.Releases;

namespace Visor.Checking;

/// <summary>The stamp beside the chain's data: where it lies, what it says, and whether the next Visor could write it.</summary>
internal static class StampCheck
{
    private const string What = "data stamp";

    /// <param name="definitions">Of the releases of this home.</param>
    public static async Task<IEnumerable<Finding>> Check(VisorHome home, Chain chain, VisorConfig config, DefinitionCache definitions, TimeProvider time)
    {
        if (!config.DataStamp.Enabled)
            return !chain.Defaults.Config.DataStamp.Enabled ? [] : [Finding.Ok(What, "off ([dataStamp] enabled = false): Visor would not notice a restored copy of this home")];
        if (JournalReading.KnownHistory(home) is not { } history)
            return []; // Which is said of the journal.
        var witness = new StampVerifier(
            home, chain, config, definitions, new CurrentLink(home), history.WorkingDirectory ?? Environment.CurrentDirectory, time, new StampWarnings(NullLogger.Instance));
        if (witness.PathFor(history) is not { } path)
            return [Finding.Warning(What, "the node's arguments name no --home, so there is no place for the stamp, and Visor would not notice a restored copy of this home", $"set [dataStamp] path in {home.ConfigName}")];
        var (reading, contradiction) = await witness.Look(path, history);
        if (contradiction is not null)
            return [Finding.Failure(What, PlainText.Paragraph(witness.Text(contradiction, history, lives: null), 1000))];
        return [Agreed(path, reading, history, home)];
    }

    private static Finding Agreed(string path, StampReading reading, JournalState history, VisorHome home)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (reading is StampReading.Unusable unusable)
            return Finding.Warning(What, $"cannot be used, so Visor would not notice a restored copy of this home: {PlainText.Excerpt(unusable.Why)}", $"check the file; a Visor that may write {folder} replaces it");
        if (Directory.Exists(folder) && FolderRights.WhyNotWritable(folder) is { } refused)
            return Finding.Warning(What, $"cannot be written: {refused}", $"make {folder} writable for the user of the node's Visor, or set [dataStamp] path or enabled in {home.ConfigName}");
        return Finding.Ok(What, (reading, history.Active) switch
        {
            (StampReading.Found { Stamp: var stamp }, _) => $"{path} says that {StampMismatch.Named(PlainText.Excerpt(stamp.Tag), stamp.Folder, stamp.Height)} ran last, and the journal agrees",
            (_, null) => $"{path} does not exist yet: nothing has run in this home",
            _ => $"{path} does not exist; the next start writes it",
        });
    }
}
